import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import type { PromoteEvidence } from '../../src/rotation/evidence.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const candidate = `  "2026-11":
    state: staged
    origin: vault
    custody: key
    since:
      staged: 2026-11-02T09:00:00Z
`

test('from the evidence key to the plan of the promotion; refused at Docusign, there is no go', async () => {
  const folder = exampleTree()
  edit(join(folder, 'config/local/key-pairs.yaml'), /$/, candidate)
  const { git } = gitRepository({ folder })
  const commit = () => {
    git('add', '--all')
    git('commit', '--quiet', '--message', 'A change')
  }
  commit()
  const { access, env } = await runEmulate(folder)
  const run = (...args: string[]) => runInProcess(args, { cwd: folder, env })
  const smoke = () => run('smoke', 'local', '--candidate', '2026-11')
  const file = join(folder, 'config/local/evidence/2026-11.promote.jws')
  const claims = () => decodeJwt(readFileSync(file, 'utf8')) as PromoteEvidence

  const written = await run('key', 'evidence', 'local')
  expect(written).toMatchObject({ code: 0, stderr: '' })
  expect(written.stdout).toContain('written  config/local/evidence/evidence.pem')
  expect((await run('key', 'evidence', 'local')).stdout).toContain('nothing to do')

  const uncommitted = await smoke()
  expect(uncommitted.code).toBe(2)
  expect(uncommitted.stderr).toContain('config/local/evidence/evidence.pem')
  expect(uncommitted.stderr).toContain('evidence names the commit whose tenants were tested')
  expect(existsSync(file)).toBe(false)
  commit()

  const good = await smoke()
  expect(good.stderr).toBe('evidence: config/local/evidence/2026-11.promote.jws\n')
  expect(good.stdout).toContain('16 passing, 0 regressed, 0 fixed, 2 failing, 0 unproven')
  expect(good.stdout).toContain('nobody who can log in today would be locked out by 2026-11')
  expect(good.code).toBe(0)
  expect(decodeProtectedHeader(readFileSync(file, 'utf8').trim()).alg).toBe('ES256')
  expect(claims()).toMatchObject({
    kind: 'promote',
    canary: 'passed',
    candidate: { id: '2026-11' },
    active: { id: '2026-09' },
    commit: git('rev-parse', 'HEAD'),
    sample: { policy: 'all', liveTenants: 12 },
    logins: { regressed: { count: 0 }, passing: { count: 16 } },
  })

  expect(await run('rotate', 'promote', 'local')).toMatchObject({ code: 0, stderr: '' })
  const plan = () => run('plan', 'local', '--base', 'main')
  expect(await plan()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/2026-11 staged -> active\n.*local: accepted\n$/s),
  })
  edit(file, /.$/m, readFileSync(file, 'utf8').trim().endsWith('A') ? 'Q' : 'A')
  expect(await plan()).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('[evidence/signature]'),
  })

  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const url = `${access.docusign.url}/emulator/integration-keys/7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90/key-pairs`
  const registered = (await https.get(url)).body as { id: string; thumbprint: string }[]
  const { thumbprint } = claims().candidate
  const { id } = registered.find((keyPair) => keyPair.thumbprint === thumbprint) ?? { id: '' }
  await https.send('DELETE', `${url}/${id}`)
  await https.close()
  git('checkout', '--quiet', 'config/local/key-pairs.yaml')

  const bad = await smoke()
  expect(bad.stdout).toContain('2026-11 must not be promoted')
  expect(bad.code).toBe(1)
  expect(claims().canary).toBe('failed')
})

test('another evidence key is not replaced silently', async () => {
  const folder = exampleTree()
  const file = join(folder, 'config/local/evidence/evidence.pem')
  mkdirSync(dirname(file))
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const other = publicKey.export({ type: 'spki', format: 'pem' }) as string
  writeFileSync(file, other)
  const withoutServices = await runInProcess(['key', 'evidence', 'local'], { cwd: folder })
  expect(withoutServices.stderr).toContain('IKCTL_EMULATORS names no running emulators')
  expect(withoutServices.code).toBe(2)

  const { env } = await runEmulate(folder)
  const run = (...args: string[]) =>
    runInProcess(['key', 'evidence', 'local', ...args], { cwd: folder, env })
  const refused = await run()
  expect(refused.stderr).toContain('holds another key than the evidence key in https://localhost:')
  expect(refused.stderr).toContain('--replace')
  expect(refused.code).toBe(1)
  expect(readFileSync(file, 'utf8')).toBe(other)
  expect((await run('--replace')).code).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toBe(other)
})

test('only a staged key pair can be a candidate', async () => {
  const folder = exampleTree()
  const { code, stderr } = await runInProcess(['smoke', 'local', '--candidate', '2026-09'], {
    cwd: folder,
  })
  expect(stderr).toContain('the key pair "2026-09" is active: only a staged one can be a candidate')
  expect(code).toBe(2)
  expect(existsSync(join(folder, 'config/local/evidence'))).toBe(false)
})

test('takes no option that would make evidence of less than the policy asks for', async () => {
  const folder = exampleTree()
  const { code, stderr } = await runInProcess(
    [
      'smoke',
      'local',
      '--candidate',
      '2026-11',
      '--tenant',
      'acme',
      '--shard',
      '1/2',
      '--seed',
      '7',
    ],
    { cwd: folder },
  )
  expect(stderr).toContain('--candidate does not go with --tenant, --shard: leave one of them out')
  expect(code).toBe(2)
})
