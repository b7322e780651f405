/**
 * A text for a cell of a CSV file. Spreadsheets calculate what begins like a formula, also in quotes; after
 * an apostrophe it is text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function inertCell(text: string): string {
  return /^(?:\s*[=+\-@＝＋－＠]|[\t\r])/.test(text) ? `'${text}` : text
}
