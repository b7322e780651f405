/**
 * Text for one line of a terminal or a page: what nobody can see becomes visible, and moves no cursor.
 * The length in UTF-16 units stays.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|[\u2028\u2029]/gu, (hidden) => '\ufffd'.repeat(hidden.length))
}
