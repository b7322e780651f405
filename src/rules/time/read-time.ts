/**
 * A time (`2026-05-04T08:00:00Z`) or a date of the configuration in milliseconds since 1970; `undefined`
 * when there is none, or when the calendar has no such day.
 */
export function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) return undefined
  // JavaScript takes February 30 for March 2.
  return new Date(time).toISOString().startsWith(text.slice(0, 10)) ? time : undefined
}
