import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { KeyPair } from '../../../src/config/environment.ts'
import { memoryTree } from '../../../src/config/memory-tree.ts'
import { planStep } from '../../../src/rotation/plan-step.ts'
import { validate } from '../../../src/rules/validate.ts'
import { ruleCases } from '../../support/rule-cases.ts'

const verbs = [
  ...(['start', 'adopt', 'stage', 'promote', 'rollback', 'retire', 'withdraw'] as const),
  ...(['remove', 'compromise'] as const),
]
const adoptable = ['active', 'staged', 'retiring'] as const

const emulator = ruleCases('valid').find(({ name }) => name === 'valid/emulator')
const local = [...(emulator?.files ?? [])].filter(([file]) => file.startsWith('config/local/'))

/** An emulated environment needs no vault keys, so only states and times are judged. */
function errorsOf(keyPairs: ReadonlyMap<string, KeyPair>, now: Date): string[] {
  const files = new Map(local)
  expect(files.has('config/local/key-pairs.yaml')).toBe(true)
  files.set('config/local/key-pairs.yaml', stringify({ keyPairs: Object.fromEntries(keyPairs) }))
  return validate(memoryTree(files), { now })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
}

test('whatever the verbs of `rotate` make of the key pairs has no errors', () => {
  let steps = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...verbs), fc.nat(4), fc.constantFrom(...adoptable)), {
        minLength: 10,
        maxLength: 40,
      }),
      (walk) => {
        let keyPairs: ReadonlyMap<string, KeyPair> = new Map()
        let now = Date.parse('2026-01-01T00:00:00Z')
        for (const [index, [verb, which, adopted]] of walk.entries()) {
          now += 3_600_000
          const creates = verb === 'start' || verb === 'adopt'
          const id = creates ? `pair-${index}` : [...keyPairs.keys()][which]
          const state = verb === 'adopt' ? adopted : 'pending'
          const step = planStep(keyPairs, {
            verb,
            id,
            now,
            reason: 'found in a log',
            ...(creates && { entry: { state, origin: 'vault', custody: 'key' } }),
          })
          if (step.outcome !== 'ready') continue
          keyPairs = step.keyPairs
          steps += 1
          expect(errorsOf(keyPairs, new Date(now))).toEqual([])
        }
      },
    ),
    { seed: 20260601, numRuns: 50 },
  )
  expect(steps).toBeGreaterThan(100)
})
