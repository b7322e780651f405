import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { KeyPair } from '../../src/config/environment.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { type KeyPairState, keyPairStates, stateOrder } from '../../src/key-pair/states.ts'
import { transitions } from '../../src/key-pair/transitions.ts'
import { blobId, type GitTree } from '../../src/plan/git-tree.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { createEvidence, type Evidence, loginSet } from '../../src/rotation/evidence.ts'
import type { PastKeyPair } from '../../src/rotation/key-pair-change.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { commonFiles } from '../plan/case-files.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'

const hour = 3_600_000
const start = Date.UTC(2026, 10, 1)
const signer = evidenceSigner()
const folder = 'config/production'
const integration = Buffer.from(commonFiles[`${folder}/integration.yaml`] ?? '').toString('utf8')
const tenant = Buffer.from(commonFiles[`${folder}/tenants/acme.yaml`] ?? '').toString('utf8')
const subject = {
  product: 'contoso-sign',
  integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  platform: 'production' as const,
}
const canary = {
  user: '9abd7815-5bd9-46cd-9750-c443fa0dbdf0',
  account: 'ec454c12-c6fe-4b0a-9730-0b569c5669c4',
}

/** Keys that exist, and that Docusign may or may not know. */
const keys = ['k0', 'k1', 'k2', 'k3', 'k4'] as const
type Key = (typeof keys)[number]
const ids = ['a', 'b', 'c', 'd'] as const
const digest = (text: string) => createHash('sha256').update(text).digest()
const parts = (key: string) => ({
  key: `https://kv-contoso-sign-prod.vault.azure.net/keys/${key}/${digest(key).toString('hex').slice(0, 32)}`,
  thumbprint: digest(`thumbprint of ${key}`).toString('base64url'),
})
const keyOf = new Map(keys.map((key) => [parts(key).thumbprint, key]))
const entryOf = (key: Key, state: KeyPairState) =>
  ({ state, origin: 'docusign', custody: 'key', ...parts(key) }) as const

interface Revision {
  commit: string
  keyPairs: ReadonlyMap<string, KeyPair>
  proofs: ReadonlyMap<string, string>
}

/** The truth, of which the repository knows what was proven. */
interface World {
  /** Merged revisions, the newest last. */
  history: Revision[]
  /** The keys that Docusign accepts. */
  registered: Set<Key>
  /** When a login with a key succeeded last. */
  loggedIn: Map<Key, number>
  /** Every proof that was ever signed, by file name. */
  signed: [file: string, text: string][]
  now: number
}

type Draft = { keyPairs: Map<string, KeyPair>; proofs: Map<string, string> }

// What people do at Docusign, and what a pull request may hold: verbs with their proof, and anything else.
const key = fc.constantFrom(...keys)
const id = fc.constantFrom(...ids)
const state = fc.constantFrom(...stateOrder)
const verbs = [...new Set(transitions.map(({ verb }) => verb))]
const act = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant('verb'),
      verb: fc.constantFrom(...verbs),
      id: fc.option(id, { nil: undefined }),
      key,
      state,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('upload'), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete'), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set state'), id, state }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('write entry'),
      id,
      key,
      state,
      since: fc.array(state),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change key'), id, key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop entry'), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('replay'), index: fc.nat(), as: fc.option(id) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop proof'), index: fc.nat() }) },
) as fc.Arbitrary<Act>
type Act =
  | {
      do: 'verb'
      verb: (typeof verbs)[number]
      id: string | undefined
      key: Key
      state: KeyPairState
    }
  | { do: 'upload' | 'delete'; key: Key }
  | { do: 'set state'; id: string; state: KeyPairState }
  | { do: 'write entry'; id: string; key: Key; state: KeyPairState; since: KeyPairState[] }
  | { do: 'change key'; id: string; key: Key }
  | { do: 'drop entry'; id: string }
  | { do: 'replay'; index: number; as: string | null }
  | { do: 'drop proof'; index: number }

const pullRequest = fc.record({
  acts: fc.oneof(
    { weight: 3, arbitrary: act.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(act, { minLength: 2, maxLength: 3 }) },
  ),
  hours: fc.integer({ min: 1, max: 30 }),
})

/** Logs in with a key pair, as the canary. */
function logIn(world: World, keyPair: KeyPair | undefined): boolean {
  const used = keyOf.get(keyPair?.thumbprint ?? '')
  if (used === undefined || !world.registered.has(used)) return false
  world.loggedIn.set(used, world.now)
  return true
}

async function sign(world: World, draft: Draft, file: string, evidence: Evidence) {
  const text = await createEvidence(evidence, signer, { now: world.now })
  world.signed.push([file, text])
  draft.proofs.set(file, text)
}

/** What a verb of `ikctl rotate` does, with its logins and its proof. */
async function runVerb(world: World, draft: Draft, asked: Act & { do: 'verb' }) {
  const { verb } = asked
  const step = planStep(draft.keyPairs, {
    ...{ verb, id: asked.id, now: world.now, reason: 'in a log' },
    entry: entryOf(asked.key, verb === 'adopt' ? asked.state : 'pending'),
  })
  if (step.outcome !== 'ready') return
  const at = new Date(world.now).toISOString()
  const { guards } = step.transition
  const moved = step.moved.find(({ to }) => to === 'active') ?? step.moved[0]
  const about = moved?.id ?? ''
  const keyPair = step.keyPairs.get(about) ?? draft.keyPairs.get(about)
  const named = (name: string) => ({
    id: name,
    thumbprint: (draft.keyPairs.get(name) ?? step.keyPairs.get(name))?.thumbprint ?? '',
  })
  const [active = ''] = inState(draft.keyPairs, 'active')
  const common = { ...subject, candidate: named(about), commit: head(world).commit, startedAt: at }
  if (guards.includes('canary')) {
    if (!logIn(world, keyPair)) return
    const proof = { ...common, kind: 'canary' as const, endedAt: at, login: canary }
    await sign(world, draft, `${about}.canary.jws`, proof)
  }
  if (guards.includes('evidence')) {
    if (!logIn(world, draft.keyPairs.get(active)) || !logIn(world, keyPair)) return
    const none = loginSet([])
    await sign(world, draft, `${about}.promote.jws`, {
      ...common,
      ...{ kind: 'promote', active: named(active), endedAt: at, canary: 'passed' },
      sample: { policy: 200, tenants: 1, liveTenants: 1 },
      logins: {
        passing: loginSet(['a/b']),
        regressed: none,
        fixed: none,
        failing: none,
        unproven: none,
      },
    })
  }
  if (guards.includes('refusal')) {
    if (logIn(world, keyPair) || !logIn(world, draft.keyPairs.get(active))) return
    await sign(world, draft, `${about}.retire.jws`, {
      ...common,
      ...{ kind: 'retire', active: named(active), endedAt: at },
      from: guards.includes('overlap') ? 'retiring' : 'compromised',
      refusal: { attempts: 5, refused: 5, activeAccepted: 6 },
      publishedAt: new Date(world.now - 48 * hour).toISOString(),
      publishedFrom: 'stated',
    })
  }
  draft.keyPairs = step.keyPairs
}

async function perform(world: World, draft: Draft, one: Act): Promise<void> {
  const entry = 'id' in one ? draft.keyPairs.get(one.id ?? '') : undefined
  switch (one.do) {
    case 'verb':
      return runVerb(world, draft, one)
    case 'upload':
      world.registered.add(one.key)
      return
    case 'delete':
      world.registered.delete(one.key)
      return
    case 'set state':
      if (entry === undefined) return
      draft.keyPairs.set(one.id, {
        ...entry,
        ...{ state: one.state, ...(one.state === 'compromised' && { reason: 'x' }) },
        since: { ...entry.since, [one.state]: formatTime(world.now) },
      })
      return
    case 'write entry':
      draft.keyPairs.set(one.id, {
        ...entryOf(one.key, one.state),
        ...(one.state === 'compromised' && { reason: 'x' }),
        since: Object.fromEntries(
          [...one.since, one.state].map((each) => [each, formatTime(world.now)]),
        ),
      })
      return
    case 'change key':
      if (entry !== undefined) draft.keyPairs.set(one.id, { ...entry, ...parts(one.key) })
      return
    case 'drop entry':
      draft.keyPairs.delete(one.id)
      return
    case 'replay': {
      const [file = '', text = ''] = world.signed[one.index % world.signed.length] ?? []
      if (text !== '')
        draft.proofs.set(
          file.replace(/^[^.]+/, (own) => one.as ?? own),
          text,
        )
      return
    }
    case 'drop proof': {
      const files = [...draft.proofs.keys()]
      draft.proofs.delete(files[one.index % files.length] ?? '')
    }
  }
}

const head = (world: World): Revision => {
  const newest = world.history.at(-1)
  if (newest === undefined) throw new TypeError('a history begins with a revision')
  return newest
}

function filesOf({ keyPairs, proofs }: Omit<Revision, 'commit'>): Map<string, string> {
  return new Map([
    [`${folder}/integration.yaml`, integration],
    [`${folder}/tenants/acme.yaml`, tenant],
    [`${folder}/key-pairs.yaml`, stringify({ keyPairs: Object.fromEntries(keyPairs) })],
    [`${folder}/evidence/evidence.pem`, signer.publicKey],
    ...[...proofs].map(([file, text]): [string, string] => [`${folder}/evidence/${file}`, text]),
  ])
}

function treeOf(revision: Revision): GitTree {
  const files = filesOf(revision)
  const blobs = new Map(
    [...files].map(([path, text]) => [path, blobId(Buffer.from(text), '0'.repeat(40))]),
  )
  const only = (wanted: readonly string[]) =>
    memoryTree(new Map([...files].filter(([path]) => wanted.includes(path))))
  return { commit: revision.commit, blobs, modes: new Map(), only, ...only([...files.keys()]) }
}

/** What `ikctl plan --base main` says of a pull request. */
function judge(world: World, draft: Draft) {
  const base = head(world)
  const past = (): PastKeyPair[] =>
    world.history.flatMap(({ keyPairs }) => [...keyPairs].map(([id, each]) => ({ ...each, id })))
  return makePlan({
    environment: 'production',
    base: { revision: 'main', tree: treeOf(base) },
    head: { revision: null, commit: null, tree: memoryTree(filesOf(draft)) },
    now: new Date(world.now),
    ...{ overrides: {}, redact: false },
    historyOf: () => ({
      isAncestor: (commit) => world.history.some((each) => each.commit === commit),
      keyPairs: past,
      liveTenants: () => 1,
    }),
  })
}

/** A key pair that signs and its standby, both proven, and both known to Docusign. */
async function beginning(): Promise<World> {
  const world: World = {
    history: [{ commit: '0'.repeat(40), keyPairs: new Map(), proofs: new Map() }],
    registered: new Set(['k0', 'k1']),
    loggedIn: new Map(),
    signed: [],
    now: start - 9 * 24 * hour,
  }
  const draft: Draft = { keyPairs: new Map(), proofs: new Map() }
  const adopt = { do: 'verb', verb: 'adopt' } as const
  await runVerb(world, draft, { ...adopt, id: 'a', key: 'k0', state: 'active' })
  await runVerb(world, draft, { ...adopt, id: 'b', key: 'k1', state: 'staged' })
  world.history.push({ commit: '1'.repeat(40), ...draft })
  world.now = start
  return world
}

test('no accepted sequence of pull requests ends with a signing key pair that never logged in', async () => {
  const accepted = new Map<string, number>()
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.array(pullRequest, { minLength: 4, maxLength: 14 }), async (requests) => {
      const world = await beginning()
      for (const [index, { acts, hours }] of requests.entries()) {
        const before = head(world)
        const draft = { keyPairs: new Map(before.keyPairs), proofs: new Map(before.proofs) }
        for (const one of acts) await perform(world, draft, one)
        world.now += hours * hour
        const { verdict } = await judge(world, draft)
        if (verdict === 'refused') refused += 1
        if (verdict !== 'accepted') continue
        const commit = String(index + 2).padStart(40, '0')
        world.history.push({ commit, ...draft })
        for (const [name, { state }] of draft.keyPairs) {
          const move = `${before.keyPairs.get(name)?.state ?? 'none'} -> ${state}`
          accepted.set(move, (accepted.get(move) ?? 0) + 1)
        }
        const [active] = inState(draft.keyPairs, 'active')
        if (active === undefined) continue
        const signing = keyOf.get(draft.keyPairs.get(active)?.thumbprint ?? '')
        const at = world.loggedIn.get(signing as Key)
        expect(at, `${active} (${signing}) signs`).toBeDefined()
        // Only an emergency takes an older login for a proof.
        const isNew = before.keyPairs.get(active)?.state !== 'active'
        const isEmergency = [...draft.keyPairs].some(
          ([name, { state }]) =>
            state === 'compromised' && before.keyPairs.get(name)?.state === 'active',
        )
        if (isNew && !isEmergency) expect(world.now - (at ?? 0)).toBeLessThanOrEqual(24 * hour)
        // Somebody signed before: nobody is left without a key pair that could sign.
        const isUsable = [...draft.keyPairs.values()].some(
          (each) => keyPairStates[each.state].usable,
        )
        expect(isUsable).toBe(true)
      }
    }),
    { numRuns: 200, seed: 17 },
  )
  // The walks go far enough to mean something.
  const moves = [
    'staged -> active',
    'active -> retiring',
    'retiring -> active',
    'pending -> staged',
  ]
  const others = ['active -> compromised', 'staged -> pending']
  expect([...accepted.keys()]).toEqual(expect.arrayContaining([...moves, ...others]))
  expect(refused).toBeGreaterThan(150)
}, 60_000)
