/** A count for people: `10,000`. */
export function grouped(count: number): string {
  // `toLocaleString` would first load its tables, for a tenth of the time of a short command.
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
