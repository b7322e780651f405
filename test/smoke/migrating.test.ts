import { describe, expect, test } from 'vitest'
import { loginFailure } from '../../src/docusign/login-failure.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { planLogins } from '../../src/smoke/plan-logins.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeOptions } from '../../src/smoke/run-smoke.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const legacyOf = (number: number) => ({
  integrationKey: guid(number, 12),
  key: `https://kv-old.vault.azure.net/keys/legacy-${number}/${'a'.repeat(32)}`,
})
const migrating = (number: number) =>
  smokeTenant(number, { status: 'migrating', legacy: legacyOf(number) })

/** A run in which only these users have consented to the shared key. */
async function run(
  tenants: Parameters<typeof smokeEnvironment>[0],
  consented: readonly string[],
  options: Partial<SmokeOptions> = {},
) {
  const simulation = simulateSmoke(smokeEnvironment(tenants))
  const { docusign } = simulation
  const { client } = docusign
  const claimsOf = (assertion: string) =>
    JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as {
      iss: string
      sub: string
    }
  const logins: string[] = []
  const shared = smokeEnvironment([]).integration.integrationKey
  const isMigrating = new Set(
    tenants.flatMap((t) => (t.status === 'migrating' ? Object.values(t.users) : [])),
  )
  const report = await simulation.run({
    client: {
      ...client,
      async requestToken(assertion, more) {
        const { iss, sub } = claimsOf(assertion)
        logins.push(`${iss === shared ? 'shared' : iss} ${sub}`)
        if (iss === shared && isMigrating.has(sub) && !consented.includes(sub)) {
          const message = 'the user has not consented'
          return { ok: false, failure: loginFailure({ class: 'consent_required', message }) }
        }
        return client.requestToken(assertion, more)
      },
    },
    openLegacy: async () => docusign.signer,
    ...options,
  })
  return { report, logins }
}

describe('migrating tenants', () => {
  test('log in with their old key; the shared one is tried for information', async () => {
    const { report, logins } = await run(
      [migrating(1), migrating(2), smokeTenant(3)],
      [guid(1, 11)],
    )
    expect(report.verdict).toBe('passed')
    expect(report.summary).toMatchObject({
      logins: 3,
      outcomes: { passed: 3 },
      failures: {},
      migration: { ready: 1, waiting: 1 },
    })
    expect(report.tenants.map(({ logins: [login] }) => login?.sharedKey?.outcome)).toEqual([
      'passed',
      'informational',
      undefined,
    ])
    expect(report.tenants[1]?.logins[0]?.sharedKey).toMatchObject({
      failure: { class: 'consent_required' },
      consentLink: expect.stringContaining('/oauth/auth?'),
    })
    expect(logins.slice(2).sort()).toEqual(
      [
        `${guid(1, 12)} ${guid(1, 11)}`,
        `${guid(2, 12)} ${guid(2, 11)}`,
        `shared ${guid(1, 11)}`,
        `shared ${guid(2, 11)}`,
        `shared ${guid(3, 11)}`,
      ].sort(),
    )
  })

  test('an old key that is refused fails its own tenant and stops nothing', async () => {
    const tenants = Array.from({ length: 12 }, (_, index) => migrating(index + 1))
    const { signer } = simulateSmoke(smokeEnvironment([])).docusign
    const signing = { ...signer, sign: async () => new Uint8Array(256) }
    const { report } = await run(tenants, [], {
      openLegacy: async ({ key }) => {
        if (key.includes('/legacy-1/')) return signing
        throw new SignerError('forbidden', 'the vault gives no signature')
      },
    })
    expect(report.verdict).toBe('failed')
    expect(report.stopped).toBeUndefined()
    expect(report.summary).toMatchObject({
      outcomes: { passed: 1, failed: 11 },
      failures: { signer_error: 11 },
    })
    const [login] = report.tenants[1]?.logins ?? []
    expect(login?.failure).toMatchObject({
      scope: 'tenant',
      message: expect.stringContaining(`legacy integration key ${guid(2, 12)}`),
      action: expect.stringContaining('"legacy" in the tenant\'s file'),
    })
  })

  test('a user of a live and a migrating tenant logs in once with each key', () => {
    const user = { default: guid(7, 11) }
    const environment = smokeEnvironment([
      { ...migrating(1), users: user },
      smokeTenant(2, { users: user }),
    ])
    const { logins } = planLogins(environment, { seed: 1 })
    expect(
      logins
        .map(({ legacy, targets }) => [
          legacy !== undefined,
          targets.map(({ tenant, isTrial = false }) => `${tenant.id} ${isTrial}`).sort(),
        ])
        .sort(),
    ).toEqual([
      [false, ['tenant-000001 true', 'tenant-000002 false']],
      [true, ['tenant-000001 false']],
    ])
  })

  test('a redacted report names nobody', async () => {
    const { report } = await run([migrating(1)], [])
    const text = JSON.stringify(redactReport(report))
    for (const secret of [guid(1, 11), guid(1, 12), 'tenant-000001', '/oauth/auth']) {
      expect(text).not.toContain(secret)
    }
    expect(text).toContain('"migration":{"ready":0,"waiting":1}')
  })
})
