import { seededRandom } from '../random/seeded-random.ts'

/**
 * Puts items into a random order in which every beginning is a stratified sample: first one item of
 * each stratum, then each stratum in proportion to its size. A sample of n is the first n.
 *
 * @param stratumOf items with the same stratum are alike.
 * @param seed the same seed and items give the same order.
 */
export function stratifiedOrder<T>(
  items: readonly T[],
  stratumOf: (item: T) => string,
  seed: number,
): T[] {
  const random = seededRandom(seed)
  const strata = new Map<string, T[]>()
  for (const item of items) {
    const stratum = strata.get(stratumOf(item))
    if (stratum === undefined) strata.set(stratumOf(item), [item])
    else stratum.push(item)
  }
  const placed: { item: T; place: number }[] = []
  for (const stratum of strata.values()) {
    for (const [index, item] of shuffled(stratum, random).entries()) {
      const place = index === 0 ? random() - 1 : (index + random()) / stratum.length
      placed.push({ item, place })
    }
  }
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item)
}

// --- internal ---

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result: T[] = []
  for (const [index, item] of items.entries()) {
    const other = Math.floor(random() * (index + 1))
    const moved = result[other]
    if (moved === undefined) result.push(item)
    else {
      result.push(moved)
      result[other] = item
    }
  }
  return result
}
