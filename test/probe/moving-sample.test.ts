import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMovingSample, sizeOfRound } from '../../src/probe/moving-sample.ts'

test('everybody has a turn before anybody has a second one', () => {
  const sample = createMovingSample()
  const ids = ['a', 'b', 'c', 'd', 'e']
  expect([1, 2, 3, 4].map(() => sample.next(ids, 2))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'a'],
    ['b', 'c'],
  ])
})

test('tenants come and go', () => {
  const sample = createMovingSample()
  sample.next(['a', 'b', 'c'], 1)
  expect(sample.next(['a', 'c', 'new'], 2)).toEqual(['c', 'a'])
  expect(sample.next(['a', 'c', 'new'], 1)).toEqual(['new'])
})

test.each([
  [0, 1],
  [1, 1],
  [1440, 1],
  [1441, 2],
  [100_000, 70],
])('%i tenants, one round a minute, in a day: %i a round', (tenants, size) => {
  expect(sizeOfRound(tenants, 60_000, 86_400_000)).toBe(size)
})

test('a fleet that stays is covered in time, whatever its size and the interval', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (count, every) => {
        const sample = createMovingSample()
        const ids = Array.from({ length: count }, (_, index) => `t${index}`)
        const coverMs = 1000
        const seen = new Set<string>()
        for (let at = 0; at < coverMs; at += every) {
          for (const id of sample.next(ids, sizeOfRound(count, every, coverMs))) seen.add(id)
        }
        expect(seen.size).toBe(count)
      },
    ),
    { seed: 9464, numRuns: 100 },
  )
})
