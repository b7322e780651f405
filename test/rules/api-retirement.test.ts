import { expect, test } from 'vitest'
import { apiRetirement } from '../../src/rules/vault/api-retirement.ts'

test.each([
  ['2024-11-01', '2026-12-31T23:59:59Z', undefined],
  ['2024-11-01', '2027-01-01T00:00:00Z', '2024-11-01 stops on 27 February 2027'],
  ['2025-05-01', '2027-02-26T23:59:59Z', '2025-05-01 stops on 27 February 2027'],
  ['2024-11-01', '2027-02-27T00:00:00Z', '2024-11-01 stopped on 27 February 2027'],
  ['2026-02-01', '2027-03-01T00:00:00Z', undefined],
  ['2026-05-15', '2027-03-01T00:00:00Z', undefined],
])('API %s at %s: %s', (version, now, expected) => {
  const warning = apiRetirement(version, new Date(now))
  if (expected === undefined) expect(warning).toBeUndefined()
  else expect(warning).toContain(expected)
})
