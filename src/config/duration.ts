const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * A duration of the configuration (`30m`, `24h`, `180d`) in milliseconds.
 *
 * @throws {TypeError} when it is none.
 */
export function parseDuration(text: string): number {
  const match = /^([1-9][0-9]{0,5})([mhd])$/.exec(text)
  const unit = units[match?.[2] ?? '']
  if (match === null || unit === undefined) throw new TypeError(`"${text}" is not a duration`)
  return Number(match[1]) * unit
}
