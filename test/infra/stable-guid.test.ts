import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stableGuid } from '../../infra/stable-guid.ts'

test('is a version 5 GUID, the same for the same parts in any case', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (parts) => {
      const guid = stableGuid(...parts)
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(stableGuid(...parts.map((part) => part.toLowerCase()))).toBe(guid)
    }),
    { seed: 20261130 },
  )
})

// Role assignments of deployed stacks carry these names: a change replaces them all.
test('never changes', () => {
  expect(stableGuid('role', 'signer', '/subscriptions/1/resourceGroups/rg')).toBe(
    'a1ef4db5-7262-59d2-91ac-a74ca77803cd',
  )
})

test('tells its parts apart', () => {
  expect(stableGuid('a', 'b')).not.toBe(stableGuid('ab'))
})
