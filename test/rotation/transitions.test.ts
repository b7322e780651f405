import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeyPair } from '../../src/config/environment.ts'
import { inState, type KeyPairMap } from '../../src/key-pair/key-pair-map.ts'
import {
  type KeyPairState,
  keyPairStates,
  maxRegisteredKeyPairs,
} from '../../src/key-pair/states.ts'
import { type Place, transitions, type Verb } from '../../src/key-pair/transitions.ts'
import { checkKeyPairChange } from '../../src/rotation/check-key-pair-change.ts'
import type { AppliedTransition, KeyPairRevision } from '../../src/rotation/key-pair-change.ts'
import { planStep, type StepRequest } from '../../src/rotation/plan-step.ts'

const states = Object.keys(keyPairStates) as KeyPairState[]
const verbs = [...new Set(transitions.map(({ verb }) => verb))]
const start = Date.UTC(2026, 10, 1)
const time = (days: number) => new Date(start + days * 86_400_000).toISOString().replace('.000', '')

function keyPair(state: KeyPairState): KeyPair {
  return {
    state,
    origin: 'vault',
    custody: 'key',
    ...(state === 'compromised' && { reason: 'found in a log' }),
    since: { [state]: time(0) },
  }
}

/** A revision where no proof is wanted. */
function revision(keyPairs: KeyPairMap): KeyPairRevision {
  return {
    integration: {
      product: 'contoso-sign',
      integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
      platform: 'emulator',
      managementAccount: {
        id: 'ec454c12-c6fe-4b0a-9730-0b569c5669c4',
        canaryUser: '9abd7815-5bd9-46cd-9750-c443fa0dbdf0',
      },
      rotation: { maxAge: '180d', renewBefore: '30d', overlap: '24h', evidence: 'none' },
    },
    keyPairs,
    evidence: () => undefined,
  }
}

async function check(base: KeyPairMap, head: KeyPairMap) {
  return checkKeyPairChange({
    environment: 'production',
    base: revision(base),
    head: revision(head),
    now: start + 100 * 86_400_000,
  })
}

const statesOf = (keyPairs: KeyPairMap) =>
  [...keyPairs].map(([id, { state }]) => `${id} ${state}`).sort()

/**
 * Where the verbs of transitions lead, in whatever order they can be run. That there is one of a kind
 * at a time is asked of revisions, not on the way between them.
 */
function reachedBy(base: KeyPairMap, applied: readonly AppliedTransition[]): KeyPairMap[] {
  if (applied.length === 0) return [base]
  return applied.flatMap((one) => {
    const [subject] = one.moved
    const entry = { state: subject?.to as KeyPairState, origin: 'vault', custody: 'key' } as const
    const { verb } = one.transition
    const request = { verb, id: subject?.id, now: start + 86_400_000, reason: 'r', entry }
    const step = planStep(base, request)
    const rest = applied.filter((other) => other !== one)
    if (step.outcome === 'refused' && step.code === 'one_at_a_time') {
      return reachedBy(moveAll(base, one), rest)
    }
    const isSame = step.outcome === 'ready' && step.transition === one.transition
    return isSame ? reachedBy(step.keyPairs, rest) : []
  })
}

function moveAll(base: KeyPairMap, { moved }: AppliedTransition): KeyPairMap {
  const keyPairs = new Map(base)
  for (const { id, to } of moved) {
    if (to === 'none') keyPairs.delete(id)
    else keyPairs.set(id, keyPair(to))
  }
  return keyPairs
}

describe('random walks', () => {
  const request = fc.record({
    verb: fc.constantFrom(...verbs),
    id: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { nil: undefined }),
    state: fc.constantFrom('active', 'staged', 'retiring') as fc.Arbitrary<KeyPairState>,
  })

  test('never lose the last usable key pair, never have two active ones, and pass the check', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 40 }), async (walk) => {
        let keyPairs: KeyPairMap = new Map([['first', keyPair('active')]])
        for (const [index, { verb, id, state }] of walk.entries()) {
          const step = planStep(keyPairs, {
            verb,
            id,
            now: start + (index + 1) * 86_400_000,
            reason: 'found in a log',
            entry: { state: verb === 'adopt' ? state : 'pending', origin: 'vault', custody: 'key' },
          })
          if (step.outcome === 'refused') expect(step.wayForward).not.toBe('')
          if (step.outcome !== 'ready') continue
          const { violations, transitions: applied } = await check(keyPairs, step.keyPairs)
          expect(violations).toEqual([])
          expect(applied).toEqual([{ transition: step.transition, moved: step.moved }])
          keyPairs = step.keyPairs
          expect(inState(keyPairs, 'active')).toHaveLength(1)
          for (const one of ['pending', 'staged', 'retiring'] as const) {
            expect(inState(keyPairs, one).length).toBeLessThanOrEqual(1)
          }
          const registered = [...keyPairs.values()].filter((k) => keyPairStates[k.state].registered)
          expect(registered.length).toBeLessThanOrEqual(maxRegisteredKeyPairs)
        }
      }),
      { numRuns: 400, seed: 11 },
    )
  })

  test('whatever the check accepts, the verbs could have done', async () => {
    const place = fc.constantFrom<Place>('none', ...states)
    const oneAtATime = (placed: readonly Place[]) =>
      (['pending', 'staged', 'active', 'retiring'] as const).every(
        (state) => placed.filter((one) => one === state).length <= 1,
      )
    const change = fc
      .array(fc.tuple(place, place), { minLength: 1, maxLength: 4 })
      .filter(
        (pairs) => oneAtATime(pairs.map(([from]) => from)) && oneAtATime(pairs.map(([, to]) => to)),
      )
    const accepted = new Set<string>()
    await fc.assert(
      fc.asyncProperty(change, async (pairs) => {
        const [base, head] = [new Map<string, KeyPair>(), new Map<string, KeyPair>()]
        for (const [index, [from, to]] of pairs.entries()) {
          if (from !== 'none') base.set(`k${index}`, keyPair(from))
          if (to === 'none') continue
          const since = { ...base.get(`k${index}`)?.since, ...(from !== to && { [to]: time(1) }) }
          head.set(`k${index}`, { ...keyPair(to), since })
        }
        const { violations, transitions: applied } = await check(base, head)
        if (violations.length > 0) return
        for (const { transition } of applied) accepted.add(transition.verb)
        expect(reachedBy(base, applied).map(statesOf)).toContainEqual(statesOf(head))
      }),
      { numRuns: 20_000, seed: 13 },
    )
    expect([...accepted].sort()).toEqual([...verbs].sort())
  })

  test('reach every state and every transition', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(request, { minLength: 20, maxLength: 60 }), (walk) => {
        let keyPairs: KeyPairMap = new Map()
        for (const { verb, id, state } of walk) {
          const step = planStep(keyPairs, {
            verb,
            id,
            now: start,
            reason: 'found in a log',
            entry: { state: verb === 'adopt' ? state : 'pending', origin: 'vault', custody: 'key' },
          })
          if (step.outcome !== 'ready') continue
          seen.add(JSON.stringify(step.transition))
          keyPairs = step.keyPairs
        }
      }),
      { numRuns: 600, seed: 12 },
    )
    expect([...seen].sort()).toEqual(transitions.map((t) => JSON.stringify(t)).sort())
  })
})

describe('every edge that the table does not have', () => {
  const places: Place[] = ['none', ...states]
  const edges = places.flatMap((from) =>
    places
      .filter((to) => to !== from)
      .filter(
        (to) => !transitions.some(({ moves }) => moves.some((m) => m.from === from && m.to === to)),
      )
      .map((to) => ({ from, to })),
  )

  test('there are some, among them those that lock people out', () => {
    expect(edges).toContainEqual({ from: 'pending', to: 'active' })
    expect(edges).toContainEqual({ from: 'active', to: 'retired' })
    expect(edges).toContainEqual({ from: 'active', to: 'none' })
    expect(edges.length).toBeGreaterThan(15)
  })

  test.each(edges)('$from to $to is refused between two revisions', async ({ from, to }) => {
    for (const others of [[], [['other', keyPair('active')] as const]]) {
      const base = new Map<string, KeyPair>(others)
      const head = new Map<string, KeyPair>(others)
      if (from !== 'none') base.set('x', keyPair(from))
      if (to !== 'none') {
        head.set('x', { ...keyPair(to), since: { ...base.get('x')?.since, [to]: time(1) } })
      }
      const { violations } = await check(base, head)
      expect(violations.map(({ code }) => code)).toContain(
        to === 'none' ? 'key-pair/removed' : 'key-pair/forbidden-transition',
      )
      for (const { wayForward } of violations) expect(wayForward).not.toBe('')
    }
  })

  test.each(edges)('no verb takes a key pair from $from to $to', ({ from, to }) => {
    for (const verb of verbs) {
      for (const others of [
        [],
        ['active'],
        ['active', 'staged'],
        ['active', 'retiring'],
      ] as const) {
        const keyPairs = new Map<string, KeyPair>(others.map((s) => [s, keyPair(s)]))
        if (from !== 'none') keyPairs.set('x', keyPair(from))
        const state = to === 'none' ? 'pending' : to
        const entry: StepRequest['entry'] = { state, origin: 'vault', custody: 'key' }
        const step = planStep(keyPairs, { verb, id: 'x', now: start, reason: 'r', entry })
        if (step.outcome !== 'ready') continue
        expect(step.keyPairs.get('x')?.state ?? 'none').not.toBe(to)
      }
    }
  })
})

describe('half of a swap', () => {
  const swaps: {
    name: string
    base: KeyPairState[]
    head: (KeyPairState | 'none')[]
    code: string
  }[] = [
    {
      name: 'two active',
      base: ['active', 'staged'],
      head: ['active', 'active'],
      code: 'key-pair/several-active',
    },
    {
      name: 'a promotion that keeps no way back',
      base: ['active', 'staged'],
      head: ['staged', 'active'],
      code: 'key-pair/half-a-swap',
    },
    {
      name: 'a rollback that forgets the way back',
      base: ['active', 'retiring'],
      head: ['retiring', 'active'],
      code: 'key-pair/half-a-swap',
    },
    {
      name: 'nobody signs',
      base: ['active', 'staged'],
      head: ['retiring', 'staged'],
      code: 'key-pair/half-a-swap',
    },
    {
      name: 'the last one compromised',
      base: ['active'],
      head: ['compromised'],
      code: 'key-pair/none-usable',
    },
    {
      name: 'compromised, the standby left alone',
      base: ['active', 'staged'],
      head: ['compromised', 'staged'],
      code: 'key-pair/compromised-without-heir',
    },
    {
      name: 'compromised, the predecessor before the standby',
      base: ['active', 'staged', 'retiring'],
      head: ['compromised', 'staged', 'active'],
      code: 'key-pair/compromised-without-heir',
    },
    {
      name: 'removed while it signs',
      base: ['active', 'staged'],
      head: ['none', 'active'],
      code: 'key-pair/removed',
    },
  ]
  test.each(swaps)('$name', async ({ base, head, code }) => {
    const before = new Map(base.map((state, index) => [`k${index}`, keyPair(state)]))
    const after = new Map<string, KeyPair>()
    for (const [index, state] of head.entries()) {
      const old = before.get(`k${index}`)
      if (state === 'none' || old === undefined) continue
      after.set(
        `k${index}`,
        old.state === state
          ? old
          : { ...keyPair(state), since: { ...old.since, [state]: time(1) } },
      )
    }
    const { violations } = await check(before, after)
    expect(violations.map((violation) => violation.code)).toContain(code)
  })
})

describe('what is written once', () => {
  const old: KeyPair = {
    state: 'staged',
    origin: 'vault',
    custody: 'key',
    key: 'https://kv.vault.azure.net/keys/docusign-2026-11/1ae3cca5a2929d5386cec9f6ce51825a',
    thumbprint: 'ajf2BBXV5oyCFri-OE9AzSJypEuOVEcUi5BIvPUUqHY',
    docusignKeyPairId: 'a979b26c-0327-4754-98f0-049c43824110',
    since: { pending: time(0), staged: time(1) },
  }
  const changes: [string, KeyPair][] = [
    ['origin', { ...old, origin: 'docusign' }],
    ['custody', { ...old, custody: 'secret' }],
    ['key', { ...old, key: old.key?.replace(/.$/, '0') ?? '' }],
    ['thumbprint', { ...old, thumbprint: 'RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM' }],
    ['docusignKeyPairId', { ...old, docusignKeyPairId: '03be2cd1-2a65-4abc-a474-fe640ab31d70' }],
    ['since.pending', { ...old, since: { ...old.since, pending: time(-30) } }],
    ['since.staged', { ...old, since: { pending: time(0) } }],
    ['since.active', { ...old, since: { ...old.since, active: time(2) } }],
  ]
  test.each(changes)('%s', async (name, changed) => {
    const base = new Map([
      ['a', keyPair('active')],
      ['x', old],
    ])
    const { violations } = await check(base, new Map(base).set('x', changed))
    expect(violations).toEqual([
      expect.objectContaining({
        code: 'key-pair/rewritten',
        id: 'x',
        message: `"${name}" of key pair x is changed`,
      }),
    ])
  })
})

describe('running a verb again', () => {
  const active = () => new Map([['a', keyPair('active')]])
  const again: [Verb, KeyPairMap, string | undefined][] = [
    ['start', new Map(active()).set('b', keyPair('pending')), 'b'],
    ['stage', new Map(active()).set('b', keyPair('staged')), undefined],
    [
      'promote',
      new Map([
        ['a', keyPair('retiring')],
        ['b', keyPair('active')],
      ]),
      undefined,
    ],
    [
      'promote',
      new Map([
        ['a', keyPair('retiring')],
        ['b', keyPair('active')],
      ]),
      'b',
    ],
    ['retire', new Map(active()).set('b', keyPair('retired')), undefined],
    ['withdraw', new Map(active()).set('b', keyPair('pending')), 'b'],
    ['remove', active(), 'b'],
    ['compromise', new Map(active()).set('b', keyPair('compromised')), 'b'],
  ]
  test.each(again)('%s says that it is done', (verb, keyPairs, id) => {
    const entry = { state: 'pending', origin: 'vault', custody: 'key' } as const
    expect(planStep(keyPairs, { verb, id, now: start, entry })).toMatchObject({ outcome: 'done' })
  })

  test('rollback says that it is done', () => {
    const keyPairs = new Map([
      ['a', keyPair('active')],
      ['b', { ...keyPair('staged'), since: { staged: time(2), active: time(1) } }],
    ])
    expect(planStep(keyPairs, { verb: 'rollback', now: start })).toMatchObject({ outcome: 'done' })
  })
})
