import { expect, test } from 'vitest'
import { soak } from './support/soak.ts'

test.each([1, 2, 3])('ten minutes with faults that come and go (seed %s)', async (seed) => {
  const { events, ...seen } = await soak({
    ...{ minutes: 10, users: 100, everyMs: 1_000, lifetime: 120, seed },
  })
  expect(seen.tokens).toBeGreaterThan(20_000)
  expect(seen.badTokens).toBe(0)
  expect(seen.unhealed).toBe(0)
  const refused = Object.values(seen.refusals).reduce((sum, count) => sum + count, 0)
  expect(refused).toBeGreaterThan(500)
  // Only what an application has to expect.
  for (const code of Object.keys(seen.refusals)) expect(code).toMatch(/^ERR_LOGIN_[A-Z_]+$/)
  // Calls are answered from memory while nothing helps, and events are few.
  expect(seen.refusedRequests).toBeLessThan(refused)
  expect(events.token_refused ?? 0).toBeLessThan(refused / 10)
  expect(events.tokens_evicted ?? 0).toBeLessThanOrEqual(11)
  // Some 50,000 calls: what each of them left behind would be seen.
  expect(seen.heapGrowth).toBeLessThan(1_000_000)
})
