/**
 * How long to wait before the next attempt: it doubles up to a largest wait, and half of it is chance,
 * so that many who failed together do not come back together.
 *
 * @param failures how many attempts have failed in a row, from 1.
 * @returns milliseconds, between half of the wait and all of it.
 */
export function backoffMs(
  failures: number,
  { baseMs, capMs, random }: { baseMs: number; capMs: number; random: () => number },
): number {
  const wait = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30))
  return wait * (0.5 + random() / 2)
}
