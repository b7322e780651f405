import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  type CanaryEvidence,
  createEvidence,
  type Evidence,
  loginSet,
  type PromoteEvidence,
} from '../../src/rotation/evidence.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import {
  canaryUser,
  managementAccount,
  paths,
  startProvingEnvironment,
} from '../support/proving-environment.ts'

let world: Awaited<ReturnType<typeof startProvingEnvironment>>
beforeAll(async () => {
  world = await startProvingEnvironment()
})
afterEach(() => world.register())
afterAll(() => world.close())

const hour = 3_600_000
const common = (id: string, commit: string, at: number) => ({
  product: 'contoso-sign',
  integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  platform: 'emulator' as const,
  candidate: { id, thumbprint: world.made[id]?.thumbprint ?? '' },
  commit,
  startedAt: new Date(at).toISOString(),
  endedAt: new Date(at).toISOString(),
})
const sign = (evidence: Evidence, at: number, signer = world.evidenceSigner) =>
  createEvidence(evidence, signer, { now: at })

/** The proof that the canary user logged in, as `rotate stage` writes it. */
const canaryProof = (
  id: string,
  commit: string,
  changes: Partial<CanaryEvidence> = {},
  at = Date.now() - hour,
  signer = world.evidenceSigner,
) =>
  sign(
    {
      ...common(id, commit, at),
      kind: 'canary',
      login: { user: canaryUser, account: managementAccount },
      ...changes,
    },
    at,
    signer,
  )

const promoteProof = (
  { candidate, active, commit }: { candidate: string; active: string; commit: string },
  changes: Partial<PromoteEvidence> = {},
  at = Date.now() - hour,
) =>
  sign(
    {
      ...common(candidate, commit, at),
      kind: 'promote',
      active: { id: active, thumbprint: world.made[active]?.thumbprint ?? '' },
      canary: 'passed',
      sample: { policy: 'all', tenants: 2, liveTenants: 2 },
      logins: {
        passing: loginSet(['one/default', 'two/default']),
        regressed: loginSet([]),
        fixed: loginSet([]),
        failing: loginSet([]),
        unproven: loginSet([]),
      },
      ...changes,
    },
    at,
  )

const active = ['active', 90, 80, 70] as const
const staged = ['staged', 9, 8] as const
const retiring = ['retiring', 190, 180, 170, 3] as const
const swapped = ['active', 9, 8, 3] as const
const since = { active: { pending: 90, staged: 80, active: 70 } }

describe('a key pair that nobody ever proved', () => {
  test('is refused as retiring, and so is a rollback to it', async () => {
    const { base, write, plan, keyPairs, commit, head } = {
      ...world.repository({ a: [...active] }),
      keyPairs: world.keyPairs,
      head: world.keyPairs({ a: [...active], b: ['retiring', 0] }),
    }
    write({ ...base, [paths.keyPairs]: head, ...pem('b') })
    const first = await plan()
    expect(first.refused).toEqual(['evidence/missing'])
    expect(first.plan.judgements[0]?.wayForward).toContain('--allow-unproven-key-pair b')

    // Even where somebody let it in, it never signed: nothing goes back to it.
    const merged = { ...base, [paths.keyPairs]: head, ...pem('b') }
    const commitId = commit(merged)
    write({
      ...merged,
      [paths.keyPairs]: keyPairs({
        a: { state: 'staged', days: { pending: 90, staged: 0, active: 70 } },
        b: { state: 'active', days: { retiring: 0, active: 0 } },
      }),
      [paths.evidence('b.canary.jws')]: await canaryProof('b', commitId),
    })
    expect((await plan()).refused).toContain('key-pair/never-active')
  })

  test('is not staged by hand', async () => {
    const { base, write, plan, rotate, merge } = world.repository({
      ...{ a: [...active], b: ['pending', 9] },
    })
    write({ ...base, [paths.keyPairs]: world.keyPairs({ a: [...active], b: ['staged', 9, 0] }) })
    expect((await plan()).refused).toEqual(['evidence/missing'])

    write(base)
    expect(await rotate('stage', 'local', 'b', '--docusign-id', docusignId())).toMatchObject({
      code: 0,
      stderr: '',
    })
    const good = await plan()
    expect(good).toMatchObject({ refused: [], danger: [], code: 0 })
    merge()
  })

  test('takes over from a compromised one only by name', async () => {
    const { base, write, plan, rotate } = world.repository({ a: [...active], b: [...staged] })
    const head = world.keyPairs({
      a: { state: 'compromised', reason: '?', days: { ...since.active, compromised: 0 } },
      b: ['active', 9, 8, 0],
    })
    write({ ...base, [paths.keyPairs]: head })
    const refused = await plan()
    expect(refused.refused).toEqual(['evidence/missing'])
    const allowed = await plan('--allow-unproven-key-pair', 'b')
    expect(allowed).toMatchObject({
      refused: [],
      danger: ['evidence/missing', 'plan/signing-key-pair-changed'],
    })
    expect(allowed.plan.steps[0]?.title).toBe('Check that key pair b is still listed')

    write(base)
    const step = await rotate('compromise', 'local', 'a', '--reason', 'in a log')
    expect(step.code).toBe(1)
    expect(step.stderr).toContain('evidence/b.canary.jws is missing')
    expect(step.stderr).toContain('--allow-unproven-key-pair b')
    const options = ['--reason', 'in a log', '--allow-unproven-key-pair', 'b']
    const forced = await rotate('compromise', 'local', 'a', ...options)
    expect(forced.code).toBe(0)
    expect(forced.stderr).toContain('label "allow-unproven-key-pair=b"')
  })

  test('begins an environment only by name', async () => {
    const { base, commit, write, plan } = world.repository({ a: [...active] })
    commit({ 'config/ikctl.yaml': '{}\n' })
    write({ ...base, [paths.keyPairs]: world.keyPairs({ c: ['active', 0] }), ...pem('c') })
    expect((await plan()).refused).toEqual(['evidence/missing'])
    expect(await plan('--allow-unproven-key-pair', 'c')).toMatchObject({ refused: [] })
  })
})

describe('an heir of a compromised key pair', () => {
  test('has the proof of its staging, however old', async () => {
    const { base, commit, rotate, plan, states } = world.repository({
      ...{ a: [...active], b: [...staged] },
    })
    const at = Date.now() - 8 * 24 * hour
    const proof = await canaryProof('b', await headOf(commit, base), {}, at)
    commit({ ...base, [paths.evidence('b.canary.jws')]: proof })
    // Without any service: an emergency does not wait for a vault.
    const step = await rotate('compromise', 'local', 'a', '--reason', 'in a log')
    expect(step).toMatchObject({ code: 0, stderr: '' })
    expect(states()).toEqual({ a: 'compromised', b: 'active' })
    const good = await plan()
    expect(good).toMatchObject({ refused: [], danger: ['plan/signing-key-pair-changed'] })
  })

  test('is not proven by a login from before it was taken back', async () => {
    const { base, commit, rotate, plan } = world.repository({
      ...{ a: [...active], b: ['staged', 2, 1] },
    })
    const at = Date.now() - 8 * 24 * hour
    const proof = await canaryProof('b', await headOf(commit, base), {}, at)
    commit({ ...base, [paths.evidence('b.canary.jws')]: proof })
    const options = ['--reason', 'in a log', '--allow-unproven-key-pair', 'b']
    expect((await rotate('compromise', 'local', 'a', ...options)).code).toBe(0)
    expect((await plan()).refused).toEqual(['evidence/outlived'])
  })
})

describe('a rollback', () => {
  const afterPromotion = () => world.repository({ a: [...retiring], b: [...swapped] })
  /** A history in which `a` signed, and `b` after it. */
  const history = () => {
    const repository = world.repository({ a: ['active', 190, 180, 170], b: [...staged] })
    const files = {
      ...repository.base,
      [paths.keyPairs]: world.keyPairs({ a: [...retiring], b: [...swapped] }),
    }
    repository.commit(files)
    return { ...repository, base: files }
  }

  test('logs in with the heir first, and proves it', async () => {
    const { rotate, plan, states } = history()
    const back = await rotate('rollback', 'local')
    expect(back).toMatchObject({ code: 0, stderr: '' })
    expect(back.stdout).toContain('the canary user logged in with a')
    expect(back.stdout.slice(back.stdout.indexOf('next:'))).toMatch(
      /^next:\n {2}1\. [^\n]*(?:\n {5}[^\n]*)*`pulumi up -s local`[\s\S]*2\. [^\n]*`ikctl smoke local`/,
    )
    expect(states()).toEqual({ a: 'active', b: 'staged' })
    const good = await plan()
    expect(good).toMatchObject({ refused: [], danger: ['plan/signing-key-pair-changed'] })
    expect(good.plan.judgements[0]?.message).toContain(
      'a signs from now on, instead of b; the canary user logged in',
    )
    expect(good.plan.steps[0]?.title).toBe('Check that key pair a is still listed')
  })

  test('to a key pair that was deleted at Docusign is refused, by the command and by the plan', async () => {
    const { base, write, rotate, plan, states, git } = history()
    const byHand = rolledBack()
    world.remove('a')
    const refused = await rotate('rollback', 'local')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('refused: Docusign does not accept a')
    // Not even by name: it is known to fail.
    const forced = await rotate('rollback', 'local', '--allow-unproven-key-pair', 'a')
    expect(forced.code).toBe(1)
    expect(states()).toEqual({ a: 'retiring', b: 'active' })

    write({ ...base, [paths.keyPairs]: byHand })
    expect((await plan()).refused).toEqual(['evidence/missing'])
    const old = await canaryProof('a', git('rev-parse', 'HEAD'), {}, Date.now() - 25 * hour)
    write({ ...base, [paths.keyPairs]: byHand, [paths.evidence('a.canary.jws')]: old })
    expect((await plan()).refused).toEqual(['evidence/stale'])
  })

  test('with a settings vault that is down goes on by name only', async () => {
    const { rotate, plan, states, run } = history()
    const down = { IKCTL_EMULATORS: withVault({ settingsUrl: await hangUp() }) }
    const refused = await run(['rotate', 'rollback', 'local'], { env: down })
    expect(refused.code).toBe(4)
    expect(refused.stderr).toContain('nothing proves that login to others')
    expect(refused.stderr).toContain('--allow-unproven-key-pair a')
    expect(states()).toEqual({ a: 'retiring', b: 'active' })
    const forced = await run(['rotate', 'rollback', 'local', '--allow-unproven-key-pair', 'a'], {
      env: down,
    })
    expect(forced.code).toBe(0)
    expect(states()).toEqual({ a: 'active', b: 'staged' })
    expect((await plan()).refused).toEqual(['evidence/missing'])
    expect(await plan('--allow-unproven-key-pair', 'a')).toMatchObject({ refused: [], code: 0 })
    // Later, when the vault is back.
    expect((await rotate('prove', 'local', 'a')).stdout).toContain(
      'written  config/local/evidence/a',
    )
    expect((await plan()).refused).toEqual([])
  })

  test('by an emergency without a standby needs the same', async () => {
    const { base, git, write, rotate, plan, states } = history()
    const compromise = ['compromise', 'local', 'b', '--reason', 'in a log'] as const
    const taken = await rotate(...compromise)
    expect(taken).toMatchObject({ code: 0, stderr: '' })
    expect(taken.stdout).toContain('the canary user logged in with a')
    expect(states()).toEqual({ a: 'active', b: 'compromised' })
    expect((await plan()).refused).toEqual([])
    git('clean', '--quiet', '--force', 'config/local/evidence')
    expect((await plan()).refused).toEqual(['evidence/missing'])

    write(base)
    world.remove('a')
    expect((await rotate(...compromise)).stderr).toContain('Docusign does not accept a')
    expect(states()).toEqual({ a: 'retiring', b: 'active' })
    world.register()
    const other = afterPromotion()
    expect((await other.rotate(...compromise)).stderr).toContain('active in no commit of the base')
  })

  test('needs a history in which the heir signed', async () => {
    const { rotate } = afterPromotion()
    const refused = await rotate('rollback', 'local')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('active in no commit of the base')
  })

  function rolledBack() {
    return world.keyPairs({
      a: { state: 'active', days: { pending: 190, staged: 180, active: 0, retiring: 3 } },
      b: { state: 'staged', days: { pending: 9, staged: 0, active: 3 } },
    })
  }
})

describe('a canary proof', () => {
  const head = () => world.keyPairs({ a: [...active], b: ['staged', 9, 0] })
  const attacks: Record<string, [code: string, (commit: string) => Promise<string>]> = {
    'of another user': [
      'other-canary',
      (commit) =>
        canaryProof('b', commit, {
          login: { user: '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48', account: managementAccount },
        }),
    ],
    'of another account': [
      'other-canary',
      (commit) =>
        canaryProof('b', commit, {
          login: { user: canaryUser, account: '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48' },
        }),
    ],
    'of another key': [
      'other-candidate',
      (commit) =>
        canaryProof('b', commit, {
          candidate: { id: 'b', thumbprint: world.made.c?.thumbprint ?? '' },
        }),
    ],
    'by another key': [
      'signature',
      (commit) => canaryProof('b', commit, {}, Date.now() - hour, evidenceSigner()),
    ],
    'that is too old': ['stale', (commit) => canaryProof('b', commit, {}, Date.now() - 25 * hour)],
    'that is none': [
      'other-purpose',
      (commit) => promoteProof({ candidate: 'b', active: 'a', commit }),
    ],
  }
  test.each(Object.entries(attacks))('%s does not count', async (_, [code, make]) => {
    const { base, write, plan, git } = world.repository({ a: [...active], b: ['pending', 9] })
    const proof = await make(git('rev-parse', 'HEAD'))
    write({ ...base, [paths.keyPairs]: head(), [paths.evidence('b.canary.jws')]: proof })
    expect((await plan()).refused).toEqual([`evidence/${code}`])
  })

  test('of an earlier staging does not count, and is told once', async () => {
    const { base, commit, write, plan } = world.repository({ a: [...active], b: ['pending', 1] })
    const old = await canaryProof('b', '0'.repeat(40), {}, Date.now() - 48 * hour)
    const files = { ...base, [paths.evidence('b.canary.jws')]: old }
    commit(files)
    write({ ...files, [paths.keyPairs]: world.keyPairs({ a: [...active], b: ['staged', 1, 0] }) })
    expect((await plan()).refused).toEqual(['evidence/outlived'])
    write({ ...base, [paths.keyPairs]: world.keyPairs({ a: [...active], b: ['staged', 1, 0] }) })
    expect((await plan()).refused).toEqual(['evidence/missing'])
  })

  test('may be made on the branch of its pull request', async () => {
    const { base, commit, plan, rotate, merge, git } = world.repository({
      ...{ a: [...active], b: ['pending', 9] },
    })
    git('checkout', '--quiet', '-b', 'change')
    commit({ ...base, 'README.md': 'On the branch.\n' })
    expect((await rotate('stage', 'local', 'b', '--docusign-id', docusignId())).code).toBe(0)
    merge()
    expect((await plan()).refused).toEqual([])
  })

  test('stays as long as its key pair is the standby', async () => {
    const { base, commit, write, plan } = world.repository({ a: [...active], b: [...staged] })
    const proof = await canaryProof('b', await headOf(commit, base))
    const proven = { ...base, [paths.evidence('b.canary.jws')]: proof }
    commit(proven)
    write(base)
    expect((await plan()).refused).toEqual(['evidence/missing'])
    write({ ...proven, [paths.evidence('b.canary.jws')]: `${proof}A` })
    expect((await plan()).refused).toEqual(['evidence/malformed'])
    write(proven)
    expect((await plan()).refused).toEqual([])
  })
})

describe('adopt', () => {
  const adopt = (...more: string[]) => [
    ...['adopt', 'local', 'legacy', '--key', world.made.c?.key ?? '', ...more],
  ]

  test('logs in where the vault is asked', async () => {
    const { rotate, plan, states } = world.repository({})
    const adopted = await rotate(...adopt())
    expect(adopted).toMatchObject({ code: 0, stderr: '' })
    expect(adopted.stdout).toContain('the canary user logged in with legacy')
    expect(states()).toEqual({ legacy: 'active' })
    expect(await plan()).toMatchObject({ refused: [], danger: ['plan/signing-key-pair-changed'] })
  })

  test('refuses a key that Docusign does not know', async () => {
    const { rotate, states } = world.repository({})
    world.remove('c')
    const refused = await rotate(...adopt('--docusign-id', '3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d'))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Docusign does not accept legacy')
    expect(states()).toEqual({})
  })

  test('without the vault its first next step is the smoke test, and the plan wants the override', async () => {
    const { rotate, plan, folder } = world.repository({})
    writeFileSync(join(folder, 'old.pem'), world.made.c?.pem ?? '')
    const adopted = await rotate(...adopt('--public-key', 'old.pem'))
    expect(adopted.code).toBe(0)
    expect(adopted.stdout).toMatch(/next:\n {2}1\. nobody has logged in[\s\S]*`ikctl smoke local`/)
    expect((await plan()).refused).toEqual(['evidence/missing'])
    expect(await plan('--allow-unproven-key-pair', 'legacy')).toMatchObject({ refused: [] })
  })
})

describe('evidence for a promotion', () => {
  const promoted = () => world.keyPairs({ a: ['retiring', 90, 80, 70, 0], b: ['active', 9, 8, 0] })
  const set = (count: number) => ({ count, sha256: '' })
  const logins = (
    passing: number,
    failing: number,
    more: Partial<PromoteEvidence['logins']> = {},
  ) => ({
    ...{ passing: set(passing), regressed: set(0), fixed: set(0), failing: set(failing) },
    unproven: set(0),
    ...more,
  })
  const attacks: Record<string, [code: string, Partial<PromoteEvidence>]> = {
    'of nobody': [
      'sample-too-small',
      { sample: { policy: 'all', tenants: 0, liveTenants: 2 }, logins: logins(0, 0) },
    ],
    'of a fleet of nobody': [
      'other-fleet',
      { sample: { policy: 'all', tenants: 0, liveTenants: 0 }, logins: logins(0, 0) },
    ],
    'of failures alone': ['nobody-passed', { logins: logins(0, 5) }],
    'with negative counts': ['impossible-counts', { logins: logins(4, -1) }],
    'with a negative sample': [
      'impossible-counts',
      { sample: { policy: 'all', tenants: -1, liveTenants: 2 } },
    ],
    'with more tenants than there are': [
      'impossible-counts',
      { sample: { policy: 'all', tenants: 3, liveTenants: 2 }, logins: logins(3, 0) },
    ],
    'with fewer live tenants than the commit has': [
      'other-fleet',
      { sample: { policy: 'all', tenants: 1, liveTenants: 1 } },
    ],
  }
  test.each(Object.entries(attacks))('%s does not count', async (_, [code, changes]) => {
    const { base, write, plan, git } = world.repository({ a: [...active], b: [...staged] })
    const proof = await promoteProof(
      { candidate: 'b', active: 'a', commit: git('rev-parse', 'HEAD') },
      changes,
    )
    write({ ...base, [paths.keyPairs]: promoted(), [paths.evidence('b.promote.jws')]: proof })
    expect((await plan()).refused).toEqual([`evidence/${code}`])
  })

  test('of an old commit with fewer live tenants does not count', async () => {
    const { base, commit, write, plan } = world.repository({ a: [...active], b: [...staged] })
    const small = { ...base }
    Reflect.deleteProperty(small, 'config/local/tenants/two.yaml')
    const old = commit(small)
    commit(base)
    const proof = await promoteProof(
      { candidate: 'b', active: 'a', commit: old },
      { sample: { policy: 'all', tenants: 1, liveTenants: 1 } },
    )
    write({ ...base, [paths.keyPairs]: promoted(), [paths.evidence('b.promote.jws')]: proof })
    expect((await plan()).refused).toEqual(['evidence/sample-too-small'])
  })

  test('shows its counts in the plan', async () => {
    const { base, write, plan, git } = world.repository({ a: [...active], b: [...staged] })
    const proof = await promoteProof({
      ...{ candidate: 'b', active: 'a', commit: git('rev-parse', 'HEAD') },
    })
    write({ ...base, [paths.keyPairs]: promoted(), [paths.evidence('b.promote.jws')]: proof })
    const good = await plan()
    expect(good).toMatchObject({ refused: [], danger: ['plan/signing-key-pair-changed'] })
    expect(good.plan.judgements[0]?.message).toMatch(
      /b signs from now on, instead of a; evidence of .*: the canary passed, 2 of 2 live tenants were tested, logins: 2 passing, 0 regressed/,
    )
  })

  test('that shows a regression is not lifted by name', async () => {
    const { base, write, plan, git } = world.repository({ a: [...active], b: [...staged] })
    const proof = await promoteProof(
      { candidate: 'b', active: 'a', commit: git('rev-parse', 'HEAD') },
      { logins: logins(1, 0, { regressed: set(1) }) },
    )
    write({ ...base, [paths.keyPairs]: promoted(), [paths.evidence('b.promote.jws')]: proof })
    expect((await plan('--allow-unproven-key-pair', 'b')).refused).toEqual(['evidence/regressed'])
  })
})

describe('what comes back from the past', () => {
  test('an id is not used again for another key', async () => {
    const { base, commit, write, plan } = world.repository({ a: [...active], b: ['pending', 9] })
    const without = { ...base, [paths.keyPairs]: world.keyPairs({ a: [...active] }) }
    commit(without)
    write({ ...base, [paths.keyPairs]: world.keyPairs({ a: [...active], b: ['pending', 0] }) })
    expect((await plan()).refused).toEqual(['key-pair/id-reused'])
  })

  test('a retired key does not come back under another name', async () => {
    const { base, commit, write, plan } = world.repository({
      ...{ a: [...active], b: ['retired', 300, 290, 280, 200, 100] },
    })
    const without = { ...base, [paths.keyPairs]: world.keyPairs({ a: [...active] }) }
    commit(without)
    const again = world
      .keyPairs({ a: [...active], b: ['staged', 0] })
      .replace(/^ {2}b:/m, '  again:')
    const publicHalf = { 'config/local/public-keys/again.pem': world.made.b?.pem ?? '' }
    write({ ...without, [paths.keyPairs]: again, ...publicHalf })
    expect((await plan()).refused).toEqual(['key-pair/key-reused', 'evidence/missing'])
    // Not even by name.
    expect((await plan('--allow-unproven-key-pair', 'again')).refused).toEqual([
      'key-pair/key-reused',
    ])
  })

  test('a past that is written by hand makes no heir', async () => {
    const { base, write, plan } = world.repository({ a: [...active] })
    const head = world.keyPairs({ a: [...active], b: ['retiring', 100, 90, 80, 0] })
    write({ ...base, [paths.keyPairs]: head, ...pem('b') })
    expect((await plan()).refused).toEqual(['key-pair/invented-past', 'evidence/missing'])
  })
})

test('another key under the id that signs is refused, and listed as another signer', async () => {
  const { base, write, plan } = world.repository({ a: [...active] })
  const { key = '', thumbprint = '' } = world.made.a ?? {}
  const other = world.made.c
  const swappedKey = String(base[paths.keyPairs])
    .replace(key, other?.key ?? '')
    .replace(thumbprint, other?.thumbprint ?? '')
  write({
    ...base,
    [paths.keyPairs]: swappedKey,
    'config/local/public-keys/a.pem': other?.pem ?? '',
  })
  const { refused, danger } = await plan()
  expect(new Set(refused)).toEqual(new Set(['key-pair/rewritten']))
  expect(danger).toContain('plan/signing-key-pair-changed')
})

test('the first key pair signs after a login of the canary user', async () => {
  const { base, rotate, plan, write } = world.repository({ b: [...staged] })
  write({ ...base, [paths.keyPairs]: world.keyPairs({ b: ['active', 9, 8, 0] }) })
  expect((await plan()).refused).toEqual(['evidence/missing'])
  write(base)
  world.remove('b')
  expect((await rotate('promote', 'local')).stderr).toContain('Docusign does not accept b')
  world.register()
  expect(await rotate('promote', 'local')).toMatchObject({ code: 0, stderr: '' })
  expect(await plan()).toMatchObject({ refused: [], danger: ['plan/signing-key-pair-changed'] })
})

test('a retirement that was stopped before the new state finishes with the proof it has', async () => {
  const { base, write, rotate, plan, states, read } = world.repository({
    a: {
      ...{ state: 'compromised', reason: 'in a log' },
      days: { ...since.active, compromised: 3 },
    },
    b: [...swapped],
  })
  write(base)
  world.remove('a')
  const first = await rotate('retire', 'local', '--interval', '0', '--attempts', '3')
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('Docusign refused a 3 times and accepted b 4 times')
  const proof = read(paths.evidence('a.retire.jws'))
  write({ ...base, [paths.evidence('a.retire.jws')]: proof })
  expect(await rotate('retire', 'local', '--interval', '60')).toMatchObject({ code: 0, stderr: '' })
  expect(read(paths.evidence('a.retire.jws'))).toBe(proof)
  expect(states()).toEqual({ a: 'retired', b: 'active' })
  expect((await plan()).refused).toEqual([])
})

test('prove refuses key pairs that cannot sign', async () => {
  const { rotate } = world.repository({ a: [...active], b: ['pending', 9] })
  expect((await rotate('prove', 'local', 'b')).stderr).toContain('key pair b is pending')
  expect((await rotate('prove', 'local', 'x')).stderr).toContain('there is no key pair "x"')
})

// --- internal ---

const pem = (id: string) => ({ [`config/local/public-keys/${id}.pem`]: world.made[id]?.pem ?? '' })
const docusignId = () =>
  /docusignKeyPairId: (\S+)/.exec(world.keyPairs({ b: ['staged', 0] }))?.[1] ?? ''
const headOf = async (
  commit: (files: Record<string, string | Uint8Array>) => string,
  base: object,
) => commit(base as Record<string, string | Uint8Array>)

/** The address of a server that ends every connection at once. */
async function hangUp(): Promise<string> {
  const server = createServer((socket) => socket.destroy()).listen(0, 'localhost')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `https://localhost:${(server.address() as AddressInfo).port}`
}

/** A file for IKCTL_EMULATORS with another address in it. */
function withVault(keyVault: Partial<{ url: string; settingsUrl: string }>): string {
  const file = `${world.env.IKCTL_EMULATORS}.down.json`
  const access = { ...world.access, keyVault: { ...world.access.keyVault, ...keyVault } }
  writeFileSync(file, JSON.stringify(access))
  return file
}
