import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import type { PromoteEvidence } from '../../src/rotation/evidence.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { paths, startProvingEnvironment } from '../support/proving-environment.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

test('from the evidence key to the plan of the promotion; refused at Docusign, there is no go', async () => {
  const world = await startProvingEnvironment()
  onTestFinished(() => world.close())
  const { base, write, merge, run, rotate, plan, read, git, folder } = world.repository({
    ...{ a: ['active', 90, 80, 70], b: ['staged', 9, 8] },
  })
  const smoke = () => run(['smoke', 'local', '--candidate', 'b'])
  const file = paths.evidence('b.promote.jws')
  const claims = () => decodeJwt(read(file)) as PromoteEvidence

  const { [paths.evidence('evidence.pem')]: _, ...withoutKey } = base
  write(withoutKey)
  merge()
  const written = await run(['key', 'evidence', 'local'])
  expect(written).toMatchObject({ code: 0, stderr: '' })
  expect(written.stdout).toContain('written  config/local/evidence/evidence.pem')
  const again = await run(['key', 'evidence', 'local'])
  expect(again.stdout).toContain('nothing to do')
  // The reviewer compares what the plan shows of the commit with what the vault has.
  const { judgements } = (await plan()).plan
  const added = judgements.find(({ code }) => code === 'plan/evidence-key-added')
  const fingerprint = /SPKI SHA-256 \S{43}=/.exec(again.stdout)?.[0]
  expect(fingerprint).toBeDefined()
  expect(added?.message).toContain(fingerprint)
  expect(written.stdout).toContain(fingerprint)

  const uncommitted = await smoke()
  expect(uncommitted.code).toBe(2)
  expect(uncommitted.stderr).toContain('config/local/evidence/evidence.pem')
  expect(uncommitted.stderr).toContain('evidence names the commit whose tenants were tested')
  expect(existsSync(join(folder, file))).toBe(false)
  merge()

  const good = await smoke()
  expect(good.stderr).toBe(`evidence: ${file}\n`)
  expect(good.stdout).toContain('2 passing, 0 regressed, 0 fixed, 0 failing, 0 unproven')
  expect(good.stdout).toContain('nobody who can log in today would be locked out by b')
  expect(good.code).toBe(0)
  expect(decodeProtectedHeader(read(file).trim()).alg).toBe('ES256')
  expect(claims()).toMatchObject({
    kind: 'promote',
    canary: 'passed',
    candidate: { id: 'b' },
    active: { id: 'a' },
    commit: git('rev-parse', 'HEAD'),
    sample: { policy: 'all', tenants: 2, liveTenants: 2 },
    logins: { regressed: { count: 0 }, passing: { count: 2 } },
  })

  expect(await rotate('promote', 'local')).toMatchObject({ code: 0, stderr: '' })
  expect(await plan()).toMatchObject({ code: 0, refused: [] })
  edit(join(folder, file), /.$/m, read(file).trim().endsWith('A') ? 'Q' : 'A')
  expect(await plan()).toMatchObject({ code: 1, refused: ['evidence/signature'] })

  world.remove('b')
  git('checkout', '--quiet', paths.keyPairs)
  const bad = await smoke()
  expect(bad.stdout).toContain('b must not be promoted')
  expect(bad.code).toBe(1)
  expect(claims().canary).toBe('failed')
  const refused = await rotate('promote', 'local', '--allow-unproven-key-pair', 'b')
  expect(refused.stderr).toContain(
    'refused: evidence/b.promote.jws: the canary user could not log in',
  )
})

test('where no proof is wanted it compares, and writes nothing', async () => {
  const folder = exampleTree()
  edit(
    join(folder, 'config/local/key-pairs.yaml'),
    /$/,
    '  next: {state: staged, origin: vault, custody: key, since: {staged: 2026-11-02T09:00:00Z}}\n',
  )
  const { code, stdout, stderr } = await runInProcess(['smoke', 'local', '--candidate', 'next'], {
    cwd: folder,
  })
  expect(stdout).toContain('nobody who can log in today would be locked out by next')
  expect(stderr).toBe('no evidence was written: rotation.evidence is "none"\n')
  expect(code).toBe(0)
  expect(existsSync(join(folder, 'config/local/evidence'))).toBe(false)
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
