/**
 * The nearest legal name to a mistyped one, by the number of edits (insertions, deletions,
 * substitutions, swaps of neighbours); `undefined` when none is near enough.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  return allNearest(name, candidates, 3)[0]
}

/** The only name that could be meant: at most two edits away, and no other is as near. */
export function onlyNearest(name: string, candidates: readonly string[]): string | undefined {
  const [first, ...others] = allNearest(name, candidates, 2)
  return others.length === 0 ? first : undefined
}

// --- internal ---

function allNearest(name: string, candidates: readonly string[], most: number): string[] {
  let best: string[] = []
  let bestDistance = Math.min(most, Math.ceil(name.length / 3))
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance > bestDistance) continue
    if (distance < bestDistance) best = []
    bestDistance = distance
    best.push(candidate)
  }
  return best
}

/** Damerau-Levenshtein distance (optimal string alignment), in three rows. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let distance = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(distance)
    }
    ;[beforeLast, last] = [last, row]
  }
  return last[b.length] ?? 0
}
