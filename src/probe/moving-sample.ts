/** Draws tenants so that each has its turn: those that waited longest come first. */
export interface MovingSample {
  /**
   * The next tenants.
   *
   * @param ids all that may be drawn; new ones have their turn after those that wait already.
   * @param count how many.
   */
  next(ids: readonly string[], count: number): string[]
}

export function createMovingSample(): MovingSample {
  /** In the order of their turns. */
  const queue = new Set<string>()
  return {
    next(ids, count) {
      const present = new Set(ids)
      for (const id of queue) if (!present.has(id)) queue.delete(id)
      for (const id of ids) queue.add(id)
      const drawn = [...takeFirst(queue, count)]
      for (const id of drawn) {
        queue.delete(id)
        queue.add(id)
      }
      return drawn
    },
  }
}

/**
 * How many tenants a round has to draw so that each has its turn in time.
 *
 * @param coverMs within how many milliseconds all of them are to be drawn.
 */
export function sizeOfRound(tenants: number, everyMs: number, coverMs: number): number {
  return Math.max(1, Math.ceil((tenants * everyMs) / coverMs))
}

// --- internal ---

function* takeFirst(ids: Iterable<string>, count: number): Iterable<string> {
  let left = count
  for (const id of ids) {
    if (left-- <= 0) return
    yield id
  }
}
