/** A text as code within a line of Markdown. */
export function codeSpan(text: unknown): string {
  return `\`${text}\``
}
