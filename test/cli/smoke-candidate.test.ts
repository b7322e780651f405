import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import type { PromoteEvidence } from '../../src/rotation/evidence.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'

const candidate = `  "2026-11":
    state: staged
    origin: vault
    custody: key
    since:
      staged: 2026-11-02T09:00:00Z
`

test('the candidate that lets everybody in gets evidence; refused at Docusign, it gets no go', async () => {
  const folder = exampleTree()
  edit(join(folder, 'config/local/key-pairs.yaml'), /$/, candidate)
  const { access, env } = await runEmulate(folder)
  const smoke = () => runIkctl(['smoke', 'local', '--candidate', '2026-11'], { cwd: folder, env })
  const file = join(folder, 'config/local/evidence/2026-11.promote.jws')
  const claims = () => decodeJwt(readFileSync(file, 'utf8')) as PromoteEvidence

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
    commit: null,
    sample: { policy: 'all', liveTenants: 12 },
    logins: { regressed: { count: 0 }, passing: { count: 16 } },
  })

  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const url = `${access.docusign.url}/emulator/integration-keys/7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90/key-pairs`
  const registered = (await https.get(url)).body as { id: string; thumbprint: string }[]
  const { thumbprint } = claims().candidate
  const { id } = registered.find((keyPair) => keyPair.thumbprint === thumbprint) ?? { id: '' }
  await https.send('DELETE', `${url}/${id}`)
  await https.close()

  const bad = await smoke()
  expect(bad.stdout).toContain('2026-11 must not be promoted')
  expect(bad.code).toBe(1)
  expect(claims().canary).toBe('failed')
})

test('only a staged key pair can be a candidate', async () => {
  const folder = exampleTree()
  const { code, stderr } = await runIkctl(['smoke', 'local', '--candidate', '2026-09'], {
    cwd: folder,
  })
  expect(stderr).toContain('the key pair "2026-09" is active: only a staged one can be a candidate')
  expect(code).toBe(2)
  expect(existsSync(join(folder, 'config/local/evidence'))).toBe(false)
})
