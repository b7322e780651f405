/** How many requests of each operation came to which end. */
export interface RequestCounts {
  count(operation: string, outcome: string): void
  /** Counts by outcome by operation, a copy. */
  list(): Record<string, Record<string, number>>
  clear(): void
}

export function createRequestCounts(): RequestCounts {
  const counts = new Map<string, Map<string, number>>()
  return {
    count(operation, outcome) {
      const byOutcome = counts.get(operation) ?? new Map<string, number>()
      counts.set(operation, byOutcome)
      byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1)
    },
    list: () =>
      Object.fromEntries(
        [...counts].map(([operation, byOutcome]) => [operation, Object.fromEntries(byOutcome)]),
      ),
    clear: () => counts.clear(),
  }
}
