const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A time span in milliseconds as "3 days", in the largest unit of which it has two, rounded down. */
export function inWords(span: number): string {
  for (const [unit, size] of units) {
    if (span >= 2 * size) return `${Math.floor(span / size)} ${unit}s`
  }
  return 'less than 2 minutes'
}
