import { describe, expect, test } from 'vitest'
import type { KeyPair } from '../../src/config/environment.ts'
import { loginSet, type PromoteEvidence } from '../../src/rotation/evidence.ts'
import type {
  KeyPairChange,
  KeyPairViolationCode,
  PastKeyPair,
} from '../../src/rotation/key-pair-change.ts'
import { planStep, type StepRefusal, type StepRequest } from '../../src/rotation/plan-step.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import {
  activated,
  active,
  canary,
  canaryEvidence,
  candidate,
  change,
  hour,
  iso,
  now,
  pair,
  promoteEvidence,
  promotion,
  retireEvidence,
  retirement,
  staging,
  violationsOf,
  withBaseKey,
  withProof,
} from '../support/key-pair-change.ts'

type Pairs = Record<string, KeyPair>

/** A change between two sets of key pairs that brings no proof. */
const between = (base: Pairs, head: Pairs, more: Partial<KeyPairChange> = {}): KeyPairChange => ({
  ...change(new Map(Object.entries(base)), new Map(Object.entries(head)), undefined),
  ...more,
})
const signing = pair('active', active.thumbprint, activated)
const standby = pair('staged', candidate.thumbprint)
const past = (...entries: PastKeyPair[]) => ({ history: () => entries })
const promoteWith = (changes: Partial<PromoteEvidence>) =>
  promotion({ ...promoteEvidence, ...changes })
const logins = (changes: Partial<PromoteEvidence['logins']>) =>
  promoteWith({ logins: { ...promoteEvidence.logins, ...changes } })
const other = evidenceSigner()
const withHead = (checked: KeyPairChange, evidence: object): KeyPairChange => {
  const { integration } = checked.head
  const rotation = {
    ...integration.rotation,
    evidence: { maxAge: '24h', sample: 'all', ...evidence },
  }
  return {
    ...checked,
    head: { ...checked.head, integration: { ...integration, rotation } as typeof integration },
  }
}

/** A promotion whose evidence tested both of 2 live tenants, where so many are asked for. */
const sampled = async (sample: number, fleet: { base: number; at: number }) => {
  const checked = await promoteWith({ sample: { policy: sample, tenants: 2, liveTenants: 2 } })
  const { integration } = checked.base
  const rotation = { ...integration.rotation, evidence: { maxAge: '24h', sample } }
  const base = { ...checked.base, integration: { ...integration, rotation } }
  return { ...checked, base, fleet: { base: () => fleet.base, at: () => fleet.at } }
}

// The type asks for each code that there is; each is produced by a change that is fine but for one thing.
const violations: Record<KeyPairViolationCode, () => KeyPairChange | Promise<KeyPairChange>> = {
  'key-pair/removed': () => between({ a: signing, b: standby }, { a: signing }),
  'key-pair/forbidden-transition': () =>
    between(
      { a: signing, b: { ...standby, state: 'pending', since: { pending: iso(now) } } },
      {
        a: signing,
        b: { ...standby, state: 'retired', since: { pending: iso(now), retired: iso(now) } },
      },
    ),
  'key-pair/several-active': () =>
    between(
      { a: signing, b: standby },
      { a: signing, b: pair('active', candidate.thumbprint, { active: iso(now) }) },
    ),
  'key-pair/none-usable': () =>
    between(
      { a: signing },
      {
        a: {
          ...pair('compromised', active.thumbprint, { ...activated, compromised: iso(now) }),
          reason: 'x',
        },
      },
    ),
  'key-pair/half-a-swap': () =>
    between(
      { a: signing, b: standby },
      { a: pair('retiring', active.thumbprint, { ...activated, retiring: iso(now) }), b: standby },
    ),
  'key-pair/compromised-without-heir': () =>
    between(
      { a: signing, b: standby },
      {
        a: {
          ...pair('compromised', active.thumbprint, { ...activated, compromised: iso(now) }),
          reason: 'x',
        },
        b: standby,
      },
    ),
  'key-pair/no-reason': () =>
    between(
      { a: signing, b: standby },
      { a: signing, b: pair('compromised', candidate.thumbprint, { compromised: iso(now) }) },
    ),
  'key-pair/rewritten': () =>
    between({ a: signing }, { a: pair('active', candidate.thumbprint, activated) }),
  'key-pair/invented-past': () =>
    between({ a: signing }, { a: signing, b: pair('pending', candidate.thumbprint) }),
  'key-pair/id-reused': () =>
    between(
      { a: signing },
      { a: signing, b: { ...standby, state: 'pending', since: { pending: iso(now) } } },
      past({ id: 'b' }),
    ),
  'key-pair/key-reused': () =>
    between(
      { a: signing },
      { a: signing, b: { ...standby, state: 'pending', since: { pending: iso(now) } } },
      past({ id: 'c', thumbprint: candidate.thumbprint }),
    ),
  'key-pair/never-active': () =>
    between(
      {
        a: pair('retiring', active.thumbprint, { ...activated, retiring: iso(now - hour) }),
        b: pair('active', candidate.thumbprint, { active: iso(now - hour) }),
      },
      {
        a: pair('active', active.thumbprint, { active: iso(now), retiring: iso(now - hour) }),
        b: pair('staged', candidate.thumbprint, { active: iso(now - hour), staged: iso(now) }),
      },
      past({ id: 'a', state: 'active', thumbprint: candidate.thumbprint }),
    ),
  'evidence/missing': async () => withProof(await promotion(), undefined),
  'evidence/malformed': async () => withProof(await promotion(), 'a.b'),
  'evidence/no-evidence-key': async () => withBaseKey(await promotion(), undefined),
  'evidence/signature': () => promotion(promoteEvidence, other),
  'evidence/replaced-evidence-key': async () => {
    const checked = await promotion(promoteEvidence, other)
    const text = checked.head.evidence('')
    const evidence = (file: string) => (file === 'evidence.pem' ? other.publicKey : text)
    return { ...checked, head: { ...checked.head, evidence } }
  },
  'evidence/other-purpose': () => promotion(canaryEvidence),
  'evidence/other-product': () => promoteWith({ product: 'contoso-fax' }),
  'evidence/other-integration-key': () => promoteWith({ integrationKey: canary.user }),
  'evidence/other-platform': () => promoteWith({ platform: 'demo' }),
  'evidence/other-candidate': () => promoteWith({ candidate: active }),
  'evidence/other-active': () => promoteWith({ active: candidate }),
  'evidence/other-canary': () =>
    staging({ ...canaryEvidence, login: { ...canary, user: canary.account } }),
  'evidence/other-commit': () => promoteWith({ commit: null }),
  'evidence/other-fleet': async () => ({
    ...(await promotion()),
    fleet: { base: () => 2, at: () => 3 },
  }),
  'evidence/from-the-future': async () => ({ ...(await promotion()), now: now - 2 * hour }),
  'evidence/stale': async () => ({ ...(await promotion()), now: now + 24 * hour }),
  'evidence/outlived': async () => {
    const checked = await staging()
    const keyPairs = new Map(checked.base.keyPairs)
    const since = { pending: iso(now - hour / 2) }
    for (const [id, each] of keyPairs) if (id === candidate.id) keyPairs.set(id, { ...each, since })
    const after = { ...pair('staged', candidate.thumbprint), since: { ...since, staged: iso(now) } }
    const head = new Map(keyPairs).set(candidate.id, after)
    return {
      ...checked,
      base: { ...checked.base, keyPairs },
      head: { ...checked.head, keyPairs: head },
    }
  },
  'evidence/impossible-counts': () => logins({ failing: { count: -1, sha256: '' } }),
  'evidence/sample-too-small': () =>
    promoteWith({ sample: { policy: 'all', tenants: 1, liveTenants: 2 } }),
  'evidence/loosened-policy': async () =>
    withHead({ ...(await promotion()), now: now + 24 * hour }, { maxAge: '48h' }),
  'evidence/canary-failed': () => promoteWith({ canary: 'failed' }),
  'evidence/unproven': () => logins({ unproven: loginSet(['a/b']) }),
  'evidence/regressed': () => logins({ regressed: loginSet(['a/b']) }),
  'evidence/nobody-passed': () =>
    logins({ passing: loginSet([]), failing: loginSet(['a/b', 'c/d']) }),
  'evidence/not-refused': () =>
    retirement({ ...retireEvidence, refusal: { attempts: 3, refused: 2, activeAccepted: 4 } }),
  'evidence/overlap': () =>
    retirement({ ...retireEvidence, publishedAt: iso(now - hour - 24 * hour + 1000) }),
}

describe('the changes that these are made of are fine', () => {
  test.each([
    ['a promotion', promotion],
    ['a retirement', retirement],
    ['a staging', staging],
  ])('%s', async (_, make) => {
    expect(await violationsOf(await make())).toEqual([])
  })
})

describe('a change is refused with', () => {
  test.each(Object.entries(violations))('%s', async (code, make) => {
    const found = await violationsOf(await make())
    expect(found.map((violation) => violation.code)).toContain(code)
    for (const { message, wayForward } of found) expect([message, wayForward]).not.toContain('')
  })
})

describe('evidence is looked at to its limits', () => {
  const cases: [string, KeyPairViolationCode | undefined, () => Promise<KeyPairChange>][] = [
    [
      'as old as it may be',
      undefined,
      async () => ({ ...(await promotion()), now: now + 23 * hour }),
    ],
    [
      'a second too old',
      'evidence/stale',
      async () => ({ ...(await promotion()), now: now + 23 * hour + 1000 }),
    ],
    [
      'a clock that is a minute ahead',
      undefined,
      async () => ({ ...(await promotion()), now: now - hour - 60_000 }),
    ],
    [
      'and a second more',
      'evidence/from-the-future',
      async () => ({ ...(await promotion()), now: now - hour - 61_000 }),
    ],
    [
      'an overlap that has just ended',
      undefined,
      () => retirement({ ...retireEvidence, publishedAt: iso(now - hour - 24 * hour) }),
    ],
    [
      'no time of publication',
      'evidence/overlap',
      () => {
        const { publishedAt, ...rest } = retireEvidence
        return retirement({ ...rest, ...(publishedAt === '' && { publishedAt }) })
      },
    ],
    [
      'a time of publication that is none',
      'evidence/overlap',
      () => retirement({ ...retireEvidence, publishedAt: 'yesterday' }),
    ],
    [
      'a count of accepted logins that is none',
      'evidence/malformed',
      () =>
        retirement({
          ...retireEvidence,
          refusal: { attempts: 5, refused: 5, activeAccepted: null as unknown as number },
        }),
    ],
    [
      'no accepted login beside the refusals',
      'evidence/not-refused',
      () =>
        retirement({ ...retireEvidence, refusal: { attempts: 5, refused: 5, activeAccepted: 0 } }),
    ],
    [
      'one accepted login beside the refusals',
      undefined,
      () =>
        retirement({ ...retireEvidence, refusal: { attempts: 3, refused: 3, activeAccepted: 1 } }),
    ],
    [
      'two refusals',
      'evidence/not-refused',
      () =>
        retirement({ ...retireEvidence, refusal: { attempts: 2, refused: 2, activeAccepted: 3 } }),
    ],
    [
      'one user who passes, among others who do not',
      undefined,
      () => logins({ passing: loginSet([]), fixed: loginSet(['a/b']), failing: loginSet(['c/d']) }),
    ],
    [
      'a login as the canary of another account',
      'evidence/other-canary',
      () => staging({ ...canaryEvidence, login: { ...canary, account: canary.user } }),
    ],
    [
      'a canary proof that is too old',
      'evidence/stale',
      () => staging(canaryEvidence, now - 25 * hour),
    ],
    ['a fleet that has grown within the sample', undefined, () => sampled(2, { base: 50, at: 2 })],
    ['a fleet that is smaller than the sample', undefined, () => sampled(200, { base: 2, at: 2 })],
    [
      'more live tenants than the commit has',
      'evidence/other-fleet',
      async () => ({ ...(await promotion()), fleet: { base: () => 2, at: () => 1 } }),
    ],
    [
      'a fleet that has grown, where all are asked for',
      'evidence/sample-too-small',
      async () => ({ ...(await promotion()), fleet: { base: () => 3, at: () => 2 } }),
    ],
  ]
  test.each(cases)('%s', async (name, code, make) => {
    const found = await violationsOf(await make())
    expect(found.map((violation) => violation.code)).toEqual(code === undefined ? [] : [code])
    if (name.includes('time of publication')) {
      expect(found[0]?.message).toContain('does not say when the new settings were published')
    }
  })
})

describe('a key that was used before is known again', () => {
  const key = 'https://kv.vault.azure.net/keys/docusign-c/1ae3cca5a2929d5386cec9f6ce51825a'
  const added: KeyPair = {
    ...{ ...standby, state: 'pending', since: { pending: iso(now) } },
    ...{ key, docusignKeyPairId: 'a979b26c-0327-4754-98f0-049c43824110' },
  }
  const cases: [string, PastKeyPair, KeyPairViolationCode[]][] = [
    [
      'by its vault key, however written',
      { id: 'c', key: key.toUpperCase() },
      ['key-pair/key-reused'],
    ],
    [
      'by its id at Docusign, however written',
      { id: 'c', docusignKeyPairId: 'A979B26C-0327-4754-98F0-049C43824110' },
      ['key-pair/key-reused'],
    ],
    [
      'not by a thumbprint in other letters, which is another one',
      { id: 'c', thumbprint: candidate.thumbprint.toLowerCase() },
      [],
    ],
  ]
  test.each(cases)('%s', async (_, earlier, codes) => {
    const checked = between({ a: signing }, { a: signing, b: added }, past(earlier))
    expect((await violationsOf(checked)).map(({ code }) => code)).toEqual(codes)
  })

  test('and keeps what it has', async () => {
    const same = between({ a: signing }, { a: signing }, past({ id: 'a', ...signing }))
    expect(await violationsOf(same)).toEqual([])
    // The vault made it meanwhile: its own entry is its past.
    const { thumbprint: _, ...unmade } = pair('pending', candidate.thumbprint)
    const pending = { ...unmade, since: { pending: iso(now - hour) } }
    const recorded = { ...pending, thumbprint: candidate.thumbprint, key }
    const checked = between(
      { a: signing, b: pending },
      { a: signing, b: recorded },
      past({ id: 'b', state: 'pending' }, { id: 'b', thumbprint: candidate.thumbprint }),
    )
    expect(await violationsOf(checked)).toEqual([])
  })
})

describe('what is allowed by name', () => {
  test('is missing, old or unsigned, and named', async () => {
    for (const make of [
      async () => withProof(await promotion(), undefined),
      async () => ({ ...(await promotion()), now: now + 24 * hour }),
      () => promotion(promoteEvidence, other),
    ]) {
      const checked = await make()
      expect(await violationsOf(checked)).toHaveLength(1)
      expect(await violationsOf({ ...checked, allowUnproven: ['2026-12'] })).toHaveLength(1)
      expect(await violationsOf({ ...checked, allowUnproven: [candidate.id] })).toEqual([])
    }
  })

  test('is nothing that says no', async () => {
    const changes = [
      promoteWith({ canary: 'failed' }),
      logins({ regressed: loginSet(['a/b']) }),
      retirement({ ...retireEvidence, refusal: { attempts: 3, refused: 2, activeAccepted: 4 } }),
      retirement({ ...retireEvidence, publishedAt: iso(now) }),
    ]
    for (const checked of await Promise.all(changes)) {
      const allowUnproven = [candidate.id, active.id]
      expect(await violationsOf({ ...checked, allowUnproven })).toHaveLength(1)
    }
    // Nor a retirement without proof that counts: nothing is refused by being called so.
    for (const retired of [
      withProof(await retirement(), undefined),
      { ...(await retirement()), now: now + 24 * hour },
    ]) {
      expect(await violationsOf({ ...retired, allowUnproven: [active.id] })).toHaveLength(1)
    }
  })
})

describe('a step is refused with', () => {
  const pairs = (...entries: [string, KeyPair['state']][]) =>
    new Map(entries.map(([id, state]) => [id, pair(state, candidate.thumbprint)]))
  const entry = { state: 'pending', origin: 'vault', custody: 'key' } as const
  const steps: Record<StepRefusal, [ReturnType<typeof pairs>, Omit<StepRequest, 'now'>]> = {
    no_such_key_pair: [pairs(), { verb: 'stage', id: 'x' }],
    id_taken: [pairs(['a', 'active']), { verb: 'start', id: 'a', entry }],
    not_from_this_state: [pairs(['a', 'pending']), { verb: 'promote', id: 'a' }],
    one_at_a_time: [pairs(['a', 'pending']), { verb: 'start', id: 'b', entry }],
    too_many_registered: [
      pairs(
        ...(['a', 'b', 'c', 'd'] as const).map((id): [string, KeyPair['state']] => [
          id,
          'compromised',
        ]),
        ['e', 'active'],
      ),
      { verb: 'adopt', id: 'f', entry: { ...entry, state: 'staged' } },
    ],
    no_heir: [pairs(['a', 'active']), { verb: 'compromise', id: 'a', reason: 'x' }],
    no_reason: [pairs(['a', 'staged']), { verb: 'compromise', id: 'a', reason: ' ' }],
  }
  test.each(Object.entries(steps))('%s', (code, [keyPairs, request]) => {
    expect(planStep(keyPairs, { ...request, now })).toMatchObject({ outcome: 'refused', code })
  })
})
