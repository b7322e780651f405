/**
 * A count for people: `10,000`. `toLocaleString` would first load its tables, for a tenth of the time of a
 * short command.
 */
export function grouped(count: number): string {
  let text = String(count)
  for (let end = text.length - 3; end > 0; end -= 3) {
    text = `${text.slice(0, end)},${text.slice(end)}`
  }
  return text
}
