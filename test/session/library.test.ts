import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import { diskTree } from '../../src/config/config-tree.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { checkDrift } from '../../src/drift/check-drift.ts'
import { IkctlError } from '../../src/ikctl-error.ts'
import { proveCanary } from '../../src/rotation/prove-canary.ts'
import { proveCandidate } from '../../src/rotation/prove-candidate.ts'
import { proveRetirement } from '../../src/rotation/prove-retirement.ts'
import { usableKeyPair } from '../../src/rotation/usable-key-pair.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'
import { openSession, type Session } from '../../src/session/open-session.ts'
import type { Files } from '../plan/git-repository.ts'
import { caught } from '../support/caught.ts'
import {
  canaryUser,
  managementAccount,
  startProvingEnvironment,
} from '../support/proving-environment.ts'

/** The use cases as functions of the library: no command line, nothing printed. */
let world: Awaited<ReturnType<typeof startProvingEnvironment>>
const opened: Session[] = []
beforeAll(async () => {
  world = await startProvingEnvironment()
})
afterEach(async () => {
  world.register()
  for (const session of opened.splice(0)) await session.close()
})
afterAll(() => world.close())

async function open(changes: { canaryUser?: string; id?: string } = {}, files: Files = {}) {
  const { folder } = world.repository({ a: ['active', 90, 80, 70], b: ['staged', 9, 8] }, files)
  const { environment, findings } = validateEnvironment(diskTree(folder), 'local', new Date())
  if (environment === undefined) throw new Error('the environment has errors')
  const azure = await emulatedAzure(world.access)
  const account = { ...environment.integration.managementAccount, ...changes }
  const session = openSession(
    { ...environment, integration: { ...environment.integration, managementAccount: account } },
    {
      platform: oauthPlatform('emulator', world.access.docusign.url),
      ca: readFileSync(world.access.certificateAuthority, 'utf8'),
      azure: async () => azure,
      signingVault: world.vaults.signing,
      settingsVault: world.vaults.settings,
    },
    { now: Date.now, signal: new AbortController().signal },
  )
  opened.push(session)
  return { session, findings }
}

const proof = {
  commit: null,
  get evidenceKey() {
    return world.evidenceSigner.publicKey
  },
}
const claims = (evidence = '') =>
  JSON.parse(Buffer.from(evidence.split('.')[1] ?? '', 'base64url').toString())

test('proveCanary signs who logged in', async () => {
  const { session } = await open()
  const keyPair = await usableKeyPair(session, 'b')
  const proven = await proveCanary(session, { id: 'b', keyPair, ...proof })
  expect(proven.outcome).toBe('proven')
  expect(claims('evidence' in proven ? proven.evidence : '')).toMatchObject({
    kind: 'canary',
    candidate: { id: 'b', thumbprint: keyPair.thumbprint },
    login: { user: canaryUser, account: managementAccount },
  })
})

test('proveCanary takes no other user, and no user of another account', async () => {
  const other = '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'
  for (const [changes, failure] of [
    [{ canaryUser: other }, 'user_not_found'],
    [{ id: other }, 'account_mismatch'],
  ] as const) {
    const { session } = await open(changes)
    const keyPair = await usableKeyPair(session, 'b')
    expect(await proveCanary(session, { id: 'b', keyPair, ...proof })).toMatchObject({
      outcome: 'failed',
      failure: { class: failure },
    })
  }
})

test('proveCanary signs nothing that the committed evidence key would not verify', async () => {
  const { session } = await open()
  const keyPair = await usableKeyPair(session, 'b')
  const options = { id: 'b', keyPair, commit: null }
  expect(await proveCanary(session, { ...options, evidenceKey: undefined })).toMatchObject({
    outcome: 'unsigned',
    message: expect.stringContaining('evidence.pem is missing'),
  })
  world.remove('b')
  expect(await proveCanary(session, { ...options, ...proof })).toMatchObject({
    outcome: 'failed',
    failure: { class: 'key_rejected' },
  })
  const gone = { ...keyPair, key: `${keyPair.key.slice(0, -32)}${'0'.repeat(32)}` }
  expect(await proveCanary(session, { ...options, keyPair: gone, ...proof })).toMatchObject({
    outcome: 'no_signature',
  })
})

test('proveCandidate compares, and refuses what cannot be compared', async () => {
  const { session } = await open()
  const options = { seed: 1, ...proof }
  const good = await proveCandidate(session, { candidate: 'b', ...options })
  expect(good.verdict).toBe('passed')
  expect(claims(good.evidence)).toMatchObject({ sample: { tenants: 2, liveTenants: 2 } })
  for (const candidate of ['a', 'x']) {
    const error = await caught(() => proveCandidate(session, { candidate, ...options }))
    expect(error).toBeInstanceOf(IkctlError)
    expect(error).toMatchObject({ code: 'ERR_CANDIDATE_REFUSED' })
  }
  world.remove('a')
  const broken = await proveCandidate(session, { candidate: 'b', ...options })
  expect(broken).toMatchObject({ verdict: 'active_failed' })
  expect(broken).not.toHaveProperty('evidence')
})

test('proveCandidate tests those who can log in today, and nobody who is not there yet', async () => {
  const tenant = `name: Tenant 3
status: onboarding
account: 00000003-0000-4000-8000-000000000003
users: {default: 00000003-0000-4000-8000-000000000033}
`
  const { session } = await open({}, { 'config/local/tenants/three.yaml': tenant })
  const proven = await proveCandidate(session, { candidate: 'b', seed: 1, ...proof })
  expect(proven.comparison).toMatchObject({ passing: ['one/default', 'two/default'], failing: [] })
  expect(claims(proven.evidence)).toMatchObject({ sample: { tenants: 2, liveTenants: 2 } })
})

test('proveRetirement waits for the overlap, and believes no stated time before the swap', async () => {
  const { session } = await open()
  const active = await usableKeyPair(session, 'a')
  const before = await usableKeyPair(session, 'b')
  const since = { retiring: new Date(Date.now() - 72 * 3_600_000).toISOString() }
  const candidate = { ...before, state: 'retiring' as const, since }
  const options = {
    ...{ active, candidate, needsOverlap: true, attempts: 3, pause: async () => {} },
    ...proof,
  }
  const hoursAgo = (hours: number) => ({ statedPublishedAt: Date.now() - hours * 3_600_000 })
  const prove = (more: object) => proveRetirement(session, { ...options, ...more })
  expect(await prove({})).toMatchObject({
    outcome: 'not_ready',
    message: expect.stringContaining('holds no published settings'),
  })
  expect(await prove(hoursAgo(80))).toMatchObject({
    outcome: 'not_ready',
    message: expect.stringContaining('before b was replaced'),
  })
  expect(await prove(hoursAgo(23))).toMatchObject({
    outcome: 'not_ready',
    message: expect.stringContaining('the overlap of 24h ends at'),
  })
  expect(await prove(hoursAgo(25))).toEqual({ outcome: 'accepted', attempt: 1 })
  world.remove('b')
  const proven = await prove(hoursAgo(25))
  expect(proven).toMatchObject({
    outcome: 'proven',
    refusal: { attempts: 3, refused: 3, activeAccepted: 4 },
  })
  expect(claims('evidence' in proven ? proven.evidence : '')).toMatchObject({
    kind: 'retire',
    publishedFrom: 'stated',
  })
  world.remove('a')
  expect(await prove(hoursAgo(25))).toMatchObject({ outcome: 'unproven', with: 'active' })
})

test('checkDrift says what differs, and what could not be seen', async () => {
  const { session, findings } = await open()
  const active = await usableKeyPair(session, 'a')
  const signer = () => session.signer(active)
  const drifts = await checkDrift(session, { findings, signer, evidenceKey: proof.evidenceKey })
  expect(drifts).toContainEqual(
    expect.objectContaining({ area: 'vault', kind: 'differs', subject: 'docusign-c' }),
  )
  expect(drifts.filter(({ area }) => area === 'logins')).toEqual([])
  const failing = async () => {
    throw new (class extends IkctlError {
      readonly code = 'ERR_X'
    })('no key')
  }
  expect(
    await checkDrift(session, { findings, signer: failing, evidenceKey: undefined }),
  ).toContainEqual(expect.objectContaining({ area: 'logins', kind: 'unseen', message: 'no key' }))
})
