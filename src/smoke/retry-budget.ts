/** Keeps a run from making an overload worse. */
export interface RetryBudget {
  /** To be called for every request that is not a retry. */
  earn(): void
  /** Whether one more retry is allowed; takes it. */
  spend(): boolean
}

/**
 * Allows retries in proportion to the requests made so far.
 *
 * @param share retries per request, such as 0.1.
 * @param reserve retries that are allowed from the beginning, so that a short run has some.
 */
export function createRetryBudget(share: number, reserve: number): RetryBudget {
  let left = reserve
  return {
    earn() {
      left += share
    },
    spend() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
