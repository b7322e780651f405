import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src/doctor/diagnosis.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { pageCommands } from '../support/page-commands.ts'
import { type RunningEmulators, runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { guid } from '../support/smoke-environment.ts'

const url = 'https://hooks.contoso.example/docusign'
const asDeclared = {
  connectId: '8011',
  name: 'Contoso',
  urlToPublishTo: url,
  allowEnvelopePublish: 'true',
  configurationType: 'custom',
  deliveryMode: 'SIM',
  eventData: { version: 'restv2.1', format: 'json', includeData: [] },
  events: ['envelope-completed', 'envelope-declined'],
  includeHMAC: 'true',
  integratorManaged: 'true',
  requiresAcknowledgement: 'true',
}
type Configuration = Partial<typeof asDeclared> & Record<string, unknown>

/** What is planted: configurations, the class that a login gets, and words of its message. */
const faults: Record<string, [configurations: Configuration[], name: string, message: RegExp]> = {
  missing: [[], 'webhook_missing', /no Connect configuration sends/],
  otherUrl: [[{ ...asDeclared, urlToPublishTo: `${url}/old` }], 'webhook_missing', /docusign\/old/],
  disabled: [
    [{ ...asDeclared, allowEnvelopePublish: 'false', disabledBy: 'Ada' }],
    'webhook_disabled',
    /switched off \(disabledBy: Ada\)/,
  ],
  paused: [[{ ...asDeclared, pausePublish: 'true' }], 'webhook_disabled', /paused/],
  hmacOff: [[{ ...asDeclared, includeHMAC: 'false' }], 'webhook_unsigned', /without an HMAC/],
  hmacOther: [
    [{ ...asDeclared, integratorManaged: 'false' }],
    'webhook_unsigned',
    /HMAC keys of the account/,
  ],
  events: [[{ ...asDeclared, events: [] }], 'webhook_differs', /does not send envelope-comp/],
  format: [[{ ...asDeclared, deliveryMode: 'aggregate' }], 'webhook_differs', /aggregate/],
  duplicate: [
    [asDeclared, { ...asDeclared, connectId: '8012' }],
    'webhook_duplicate',
    /a second configuration/,
  ],
  noRetry: [
    [{ ...asDeclared, requiresAcknowledgement: 'false' }],
    'webhook_no_retry',
    /not acknowledged/,
  ],
  undelivered: [[asDeclared], 'webhook_undelivered', /1 message was not delivered/],
}

/** The example with webhooks and so many tenants, each with one user. */
function treeWithWebhooks(count: number): string {
  const folder = exampleTree()
  const integration = join(folder, 'config/local/integration.yaml')
  const webhooks = `url: ${url}\n  events: [envelope-completed, envelope-declined]`
  edit(integration, 'rotation:', `webhooks:\n  ${webhooks}\n  hmac: integrator\nrotation:`)
  // Not overdue, whenever this runs.
  const since = formatTime(Date.now() - 86_400_000)
  const keyPairs = join(folder, 'config/local/key-pairs.yaml')
  edit(keyPairs, /since:(?:.|\n)*/, `since: {active: ${since}}\n`)
  const tenants = join(folder, 'config/local/tenants')
  for (const file of readdirSync(tenants)) rmSync(join(tenants, file))
  mkdirSync(tenants, { recursive: true })
  for (let number = 0; number < count; number++) {
    writeFileSync(join(tenants, `${nameOf(number)}.yaml`), tenantFile(number))
  }
  return folder
}

function nameOf(number: number): string {
  return `t${String(number).padStart(2, '0')}`
}

function tenantFile(number: number, more = ''): string {
  return `name: Tenant ${number}\nstatus: live\naccount: ${guid(number, 10)}\nusers: {default: ${guid(number, 11)}${more}}\n`
}

/** Changes the emulated Docusign, and asks it. */
async function control({ access }: RunningEmulators, method: string, path: string, body?: unknown) {
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const answer = await https.send(method, `${access.docusign.url}/emulator${path}`, body as object)
  await https.close()
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

async function smoke(cwd: string, env: Record<string, string>, depth = 'connect') {
  const args = ['smoke', 'local', '--depth', depth, '--quiet', '--format', 'json']
  args.push('--format', 'openmetrics=smoke.prom')
  const { code, stdout, stderr } = await runInProcess(args, { cwd, env })
  return { code, stderr, report: JSON.parse(stdout) as SmokeReport }
}

test('50 accounts: every planted fault is named, and nothing else', async () => {
  const folder = treeWithWebhooks(50)
  const emulators = await runEmulate(folder)
  const { env } = emulators
  const whole = await smoke(folder, env)
  expect(whole.report.summary).toMatchObject({ outcomes: { passed: 50 }, failures: {} })
  expect(whole.code).toBe(0)
  // Canary: token, user info, account; the unknown user: token; each tenant: four.
  expect(whole.report.summary.requests).toBe(3 + 1 + 50 * 4)
  const counts = await control(emulators, 'GET', '/requests')
  expect(JSON.stringify(counts)).toMatch(/"connect"/)

  const planted = new Map(Object.values(faults).map((fault, at) => [at * 4 + 1, fault]))
  for (const [number, [configurations, name]] of planted) {
    const failures =
      name === 'webhook_undelivered' ? [{ connectId: '8011', created: '2026-05-01T00:00:00Z' }] : []
    const account = guid(number, 10)
    await control(emulators, 'PUT', '/connect', { account, configurations, failures })
  }
  const { report, code } = await smoke(folder, env)
  expect(code).toBe(1)
  for (const [number, { logins }] of report.tenants.entries()) {
    const [, name, message] = planted.get(number) ?? []
    const [login] = logins
    const found = [
      ...(login?.failure === undefined ? [] : [login.failure]),
      ...(login?.warnings ?? []),
    ]
    expect(
      found.map((one) => one.class),
      nameOf(number),
    ).toEqual(name === undefined ? [] : [name])
    if (message !== undefined) expect(found[0]?.message).toMatch(message)
  }
  expect(report.summary).toMatchObject({
    outcomes: { passed: 42, failed: 8 },
    failures: {
      ...{ webhook_missing: 2, webhook_disabled: 2, webhook_unsigned: 2, webhook_differs: 2 },
    },
    warnings: { webhook_duplicate: 1, webhook_no_retry: 1, webhook_undelivered: 1 },
  })

  const metrics = readFileSync(join(folder, 'smoke.prom'), 'utf8')
  expect(metrics).toMatch(/^ikctl_smoke_\w+\{.*class="webhook_unsigned".*\} 2$/m)
  expect(metrics).toMatch(/^ikctl_smoke_\w+\{.*class="webhook_undelivered".*\} 1$/m)

  const args = ['drift', 'local', '--sample', 'all', '--format', 'json']
  const drift = await runInProcess(args, { cwd: folder, env })
  const { drifts } = JSON.parse(drift.stdout) as { drifts: Drift[] }
  const aboutWebhooks = drifts.filter(({ area }) => area === 'webhooks')
  expect(aboutWebhooks.map(({ subject, kind }) => [subject, kind])).toEqual(
    [...planted.keys()].map((number) => [nameOf(number), 'differs']),
  )
  expect(drifts.filter(({ area }) => area === 'logins')).toEqual([])
  expect(drift.code).toBe(1)
})

test('who is no administrator leaves webhooks unproven, unless another user can read them', async () => {
  const folder = treeWithWebhooks(2)
  const file = join(folder, 'config/local/tenants/t01.yaml')
  writeFileSync(file, tenantFile(1, `, hr: ${guid(1, 12)}`))
  const emulators = await runEmulate(folder)
  const { env } = emulators
  for (const [number, kind] of [
    [0, 11],
    [1, 12],
  ] as const) {
    const { id, name, email } = { id: guid(number, kind), name: 'No Admin', email: 'no@a.example' }
    const account = { id: guid(number, 10), name: 'T', baseUri: 'https://demo.docusign.net' }
    const accounts = [{ ...account, isDefault: true, isAdmin: false }]
    await control(emulators, 'PUT', '/users', { id, name, email, active: true, accounts })
    const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
    const scopes = ['signature', 'impersonation']
    await control(emulators, 'POST', '/consents', { integrationKey, userId: id, scopes })
  }
  const { report, code } = await smoke(folder, env)
  expect(report.tenants.map(({ logins }) => logins.map(({ outcome }) => outcome))).toEqual([
    ['incomplete'],
    ['passed', 'passed'],
  ])
  expect(report.tenants[0]?.logins[0]?.failure).toMatchObject({
    class: 'webhook_not_read',
    error: 'USER_NOT_ACCOUNT_ADMIN',
  })
  expect([report.verdict, code]).toEqual(['incomplete', 4])

  const drift = await runInProcess(['drift', 'local', '--format', 'json'], { cwd: folder, env })
  const { drifts } = JSON.parse(drift.stdout) as { drifts: Drift[] }
  expect(drifts.filter(({ area }) => ['logins', 'webhooks'].includes(area))).toMatchObject([
    { area: 'webhooks', kind: 'unseen', subject: 't00' },
  ])
  const doctor = await diagnose(folder, env, 't00')
  expect([doctor.webhook?.verdict, doctor.code]).toEqual(['not checked', 0])
  expect(doctor.webhook?.message).toContain('USER_NOT_ACCOUNT_ADMIN')
  expect(doctor.webhook?.action).toContain('administrator')
})

test('doctor has a step for the webhook of one tenant', async () => {
  const folder = treeWithWebhooks(1)
  const emulators = await runEmulate(folder)
  const { env } = emulators
  expect((await diagnose(folder, env)).webhook?.verdict).toBe('not checked')
  expect(await diagnose(folder, env, 't00')).toMatchObject({
    code: 0,
    webhook: { verdict: 'passed' },
  })
  const account = guid(0, 10)
  const plant = (configuration: object) =>
    control(emulators, 'PUT', '/connect', { account, configurations: [configuration] })
  const sloppy = { ...asDeclared, requiresAcknowledgement: 'false' }
  await plant(sloppy)
  expect(await diagnose(folder, env, 't00')).toMatchObject({
    code: 0,
    webhook: { verdict: 'warning' },
  })
  await plant({ ...sloppy, includeHMAC: 'false' })
  const unsigned = await diagnose(folder, env, 't00')
  expect(unsigned).toMatchObject({
    ...{ code: 1, cause: 'webhook' },
    webhook: { verdict: 'failed', action: 'Set includeHMAC to true.' },
  })
  expect(unsigned.webhook?.message).toMatch(/not acknowledged; .*without an HMAC signature/)
})

test('the commands of docs/webhooks.md look at every account', async () => {
  const folder = treeWithWebhooks(2)
  const { env } = await runEmulate(folder)
  const names: Record<string, string> = { production: 'local', acme: 't00' }
  const commands = pageCommands('webhooks.md').map(({ args }) =>
    args.map((word) => names[word] ?? word),
  )
  expect(commands.map(([name]) => name)).toEqual(['smoke', 'drift', 'doctor'])
  for (const args of commands) {
    const { code, stdout } = await runInProcess(args, { cwd: folder, env })
    expect(stdout.toLowerCase(), args.join(' ')).toContain('webhook')
    expect(code, stdout).toBe(0)
  }
})

test('a known failure of webhooks is accepted where they are read, and nowhere called over', async () => {
  const folder = treeWithWebhooks(2)
  const known = 'knownFailure: {class: webhook_missing, reason: new account, until: 2099-01-01}\n'
  writeFileSync(join(folder, 'config/local/tenants/t01.yaml'), `${tenantFile(1)}${known}`)
  const { env } = await runEmulate(folder)
  const { report, code } = await smoke(folder, env)
  expect(report.tenants[1]?.logins[0]?.outcome).toBe('known_failure')
  expect(code).toBe(0)
  for (const depth of ['userinfo', 'account']) {
    const shallow = await smoke(folder, env, depth)
    expect(shallow.report.tenants[1]?.knownFailure?.state).toBe('accepted')
    expect(shallow.report.tenants[1]?.logins[0]?.outcome).toBe('passed')
  }
})

test('without declared webhooks the depth connect has nothing to check', async () => {
  const args = ['smoke', 'local', '--depth', 'connect']
  const { code, stderr } = await runInProcess(args, { cwd: exampleTree() })
  expect(stderr).toContain('nothing to check: "local" declares no "webhooks"')
  expect(code).toBe(2)
})

// --- internal ---

async function diagnose(cwd: string, env: Record<string, string>, ...tenant: string[]) {
  const args = ['doctor', 'local', ...tenant, '--format', 'json']
  const { code, stdout } = await runInProcess(args, { cwd, env })
  const { steps, cause } = JSON.parse(stdout) as Diagnosis
  return { code, cause, webhook: steps.find(({ id }) => id === 'webhook') }
}
