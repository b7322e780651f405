import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree, root } from '../support/example-tree.ts'
import { type RunningEmulators, runEmulate } from '../support/run-emulate.ts'
import { ikctl, runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** Changes the emulated Docusign while it runs. */
async function control(
  { access }: RunningEmulators,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const {
    status,
    text,
    body: answer,
  } = await https.send(method, `${access.docusign.url}/emulator${path}`, body)
  await https.close()
  expect(status, text).toBe(200)
  return answer
}

function readReport(folder: string): SmokeReport {
  return JSON.parse(readFileSync(join(folder, 'reports/local.json'), 'utf8')) as SmokeReport
}

describe('ikctl smoke local, on its own', () => {
  test('logs in as every live user and leaves a report by its schema', async () => {
    const folder = exampleTree()
    const { code, stdout, stderr } = await runIkctl(['smoke', 'local'], { cwd: folder })
    expect(stdout).toContain('local: passed. Every expected login succeeded.\n')
    expect(stderr).toBe('report: reports/local.json\n')
    expect(code).toBe(0)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)

    const report = readReport(folder)
    const schema = JSON.parse(readFileSync(join(root, 'schemas/report.schema.json'), 'utf8'))
    const validate = new Ajv2020(ajvOptions).compile(schema)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report.tenants).toHaveLength(14)
    expect(report.summary.outcomes).toEqual({
      passed: 16,
      known_failure: 1,
      informational: 1,
      not_tried: 1,
    })
    expect(report.unknownUser.outcome).toBe('refused')
  })

  test('names the commit of the configuration, when it is committed', async () => {
    const folder = exampleTree()
    const { git } = gitRepository({ folder })
    git('add', '--all')
    git('commit', '--quiet', '--message', 'The example')
    const smoke = async () => {
      await runInProcess(['smoke', 'local', '--tenant', 'acme'], { cwd: folder })
      return readReport(folder)
    }
    expect((await smoke()).commit).toBe(git('rev-parse', 'HEAD'))
    const image = exampleTree()
    const inImage = async (commit: string) => {
      const env = { IKCTL_COMMIT: commit }
      await runInProcess(['smoke', 'local', '--tenant', 'acme'], { cwd: image, env })
      return readReport(image)
    }
    expect((await inImage('a'.repeat(40))).commit).toBe('a'.repeat(40))
    expect(await inImage('latest')).not.toHaveProperty('commit')
    edit(join(folder, 'config/local/tenants/acme.yaml'), 'Acme Corporation', 'Acme')
    expect(await smoke()).not.toHaveProperty('commit')
  })

  test('has nothing to check when the selection is empty', async () => {
    const folder = exampleTree()
    const { code, stderr } = await runInProcess(['smoke', 'local', '--label', 'region=mars'], {
      cwd: folder,
    })
    expect(stderr).toContain('nothing to check: none of the 14 tenants of "local" is selected')
    expect(code).toBe(2)
  })

  test('does not start with a configuration that has errors', async () => {
    const folder = exampleTree()
    edit(join(folder, 'config/local/tenants/acme.yaml'), 'status: live', 'status: lively')
    const { code, stderr } = await runInProcess(['smoke', 'local'], { cwd: folder })
    expect(stderr).toContain('config/local/tenants/acme.yaml:3:9 error [schema/value]')
    expect(stderr).toContain('the configuration of "local" has errors: fix them first')
    expect(code).toBe(2)
  })
})

describe('each failure has its own class, words and exit code', () => {
  test('a wrong user id: user_not_found, 1', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    const wrong = '11f0c2a4-0d3b-4e5f-8a61-9b7c2d1e0f34'
    edit(join(folder, 'config/local/tenants/acme.yaml'), /default: .*/, `default: ${wrong}`)
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: emulators.env,
    })
    expect(stdout).toContain('acme/default')
    expect(stdout).toContain('user not found')
    expect(stdout).toContain(wrong)
    expect(readReport(folder).summary.failures).toEqual({ user_not_found: 1 })
    expect(code).toBe(1)
  })

  test('a missing consent: consent_required, 1, with the link', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    edit(join(folder, 'config/local/tenants/proseware.yaml'), /knownFailure: .*\n/, '')
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: emulators.env,
    })
    expect(stdout).toContain('proseware/default')
    expect(stdout).toContain(`${emulators.access.docusign.url}/oauth/auth?response_type=code`)
    expect(readReport(folder).summary.failures).toEqual({ consent_required: 1 })
    expect(code).toBe(1)
  })

  test('an account that the user does not belong to: account_mismatch, 1', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    const other = '22f0c2a4-0d3b-4e5f-8a61-9b7c2d1e0f34'
    edit(join(folder, 'config/local/tenants/adatum.yaml'), /account: .*/, `account: ${other}`)
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: emulators.env,
    })
    expect(stdout).toContain(other)
    expect(readReport(folder).summary.failures).toEqual({ account_mismatch: 1 })
    expect(code).toBe(1)
  })

  test('a key pair that is not registered: key_rejected, 3, before any tenant is tried', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    const key = '/integration-keys/7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90/key-pairs'
    const [registered] = (await control(emulators, 'GET', key)) as { id: string }[]
    await control(emulators, 'DELETE', `${key}/${registered?.id}`)
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: emulators.env,
    })
    const report = readReport(folder)
    expect(report.verdict).toBe('integration_key')
    expect(report.canary.failure?.class).toBe('key_rejected')
    const logins = report.tenants.flatMap(({ logins }) => logins)
    expect(logins.filter(({ outcome }) => outcome !== 'not_tried')).toEqual([])
    expect(stdout).toContain('signature refused')
    expect(stdout).toContain(report.thumbprint)
    expect(code).toBe(3)
  })

  test('a key file of another key pair than the declared one: 2, and nothing of it is shown', async () => {
    const folder = exampleTree()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
    writeFileSync(join(folder, 'other.pem'), pem)
    const { code, stdout, stderr } = await runInProcess(
      ['smoke', 'production', '--key-file', 'other.pem'],
      { cwd: folder },
    )
    expect(stderr).toContain('file other.pem holds the key with thumbprint')
    expect(code).toBe(2)
    for (const line of pem.split('\n').filter((line) => line.length === 64)) {
      expect(stdout + stderr).not.toContain(line)
    }
  })

  test('a clock that is wrong: clock_skew, 4', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    await control(emulators, 'PUT', '/settings', { clockOffsetMs: 3_600_000 })
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: emulators.env,
    })
    expect(readReport(folder).canary.failure?.class).toBe('clock_skew')
    expect(stdout).toContain('3600 s behind')
    expect(code).toBe(4)
  })

  test('a server that is down: transient, 4', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    const gone = join(folder, 'emulators.json')
    const access = { ...emulators.access, docusign: { url: 'https://localhost:1' } }
    writeFileSync(gone, JSON.stringify(access))
    const { code, stdout } = await runInProcess(['smoke', 'local'], {
      cwd: folder,
      env: { IKCTL_EMULATORS: gone },
    })
    expect(readReport(folder).canary.failure).toMatchObject({
      class: 'transient',
      networkCode: 'ECONNREFUSED',
    })
    expect(stdout).toContain('ECONNREFUSED')
    expect(code).toBe(4)
  })

  test('a vault that refuses to sign: ERR_SIGNER, 3', async () => {
    const emulators = await runEmulate(root)
    const https = createHttpsFetch(readFileSync(emulators.access.certificateAuthority, 'utf8'))
    await https.send('PUT', `${emulators.access.keyVault.url}/emulator/roles`, {
      [emulators.access.authority.clientId]: ['keys/read'],
    })
    await https.close()
    const { code, stderr } = await runInProcess(['smoke', 'local'], {
      cwd: exampleTree(),
      env: emulators.env,
    })
    expect(stderr).toContain('could not sign with key')
    expect(stderr).toContain('(HTTP 403, ForbiddenByRbac)')
    expect(stderr).toMatch(/\. Step by step: `ikctl doctor local`\n$/)
    expect(code).toBe(3)
  })

  test('a redirect URI with a trailing slash: refused where consent is asked for', async () => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    edit(
      join(folder, 'config/local/integration.yaml'),
      '/docusign/consented',
      '/docusign/consented/',
    )
    const { stdout } = await runInProcess(['consent', 'local', 'acme', '--format', 'json'], {
      cwd: folder,
      env: emulators.env,
    })
    const { links } = JSON.parse(stdout) as { links: { url: string }[] }
    const https = createHttpsFetch(readFileSync(emulators.access.certificateAuthority, 'utf8'))
    const page = await https.get(links[0]?.url ?? '')
    await https.close()
    expect(page.text).toContain('The redirect URI is not registered properly with DocuSign')
  })
})

test.each(['SIGINT', 'SIGHUP'] as const)(
  'a run that %s interrupts says what it knows, 4',
  async (signal) => {
    const emulators = await runEmulate(root)
    const folder = exampleTree()
    await control(emulators, 'PUT', '/faults', [{ operation: 'token', delayMs: 200 }])
    const child = spawn(process.execPath, [ikctl, 'smoke', 'local', '--concurrency', '1'], {
      cwd: folder,
      env: { ...process.env, ...emulators.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const closed = once(child, 'close')
    const https = createHttpsFetch(readFileSync(emulators.access.certificateAuthority, 'utf8'))
    let requests = 0
    while (requests === 0) {
      const { body } = await https.get(`${emulators.access.docusign.url}/emulator/requests`)
      requests = JSON.stringify(body).match(/[1-9]/) === null ? 0 : 1
    }
    await https.close()
    child.kill(signal)
    const [code] = await closed
    expect(readReport(folder).stopped?.reason).toBe('interrupted')
    expect(code).toBe(4)
  },
)

test('--depth account names each account that cannot send, and --fail-on takes warnings', async () => {
  const folder = exampleTree()
  const emulators = await runEmulate(folder)
  const smoke = (...more: string[]) =>
    runInProcess(['smoke', 'local', '--depth', 'account', ...more], {
      cwd: folder,
      env: emulators.env,
    })
  const fine = await smoke('--fail-on', 'warning')
  expect([fine.code, fine.stderr]).toEqual([0, 'report: reports/local.json\n'])
  expect(readReport(folder).summary.warnings).toBeUndefined()

  const accountOf = (id: string) =>
    readReport(folder).tenants.find((tenant) => tenant.id === id)?.account
  const say = (tenant: string, details: object) =>
    control(emulators, 'PUT', '/accounts', { id: accountOf(tenant), details })
  await say('woodgrove-bank', { suspensionStatus: 'on_hold' })
  const warned = await smoke()
  expect([warned.code, warned.stdout]).toEqual([
    0,
    expect.stringContaining('suspensionStatus is "on_hold"'),
  ])
  const counted = await smoke('--fail-on', 'warning')
  expect(counted.code).toBe(1)
  expect(counted.stderr).toContain('warnings count as failed (--fail-on warning)')

  await say('acme', { envelopeSendingBlocked: 'true' })
  const { code, stdout } = await smoke('--format', 'openmetrics')
  expect(code).toBe(1)
  expect(stdout).toMatch(/failed_logins{.*class="sending_blocked"} [1-9]/)
  expect(stdout).toMatch(/warned_logins{.*class="account_suspension"} [1-9]/)
  expect(stdout).not.toMatch(/acme|woodgrove/)
  const failing = readReport(folder).tenants.filter(({ logins }) =>
    logins.some(({ outcome }) => outcome === 'failed'),
  )
  expect(failing.map(({ id }) => id)).toEqual(['acme'])
})
