import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'

test('README example for "Your own Docusign developer account"', async () => {
  const folder = exampleTree()
  const demo = join(folder, 'config/demo')
  rmSync(join(demo, 'public-keys'), { recursive: true })
  for (const name of readdirSync(join(demo, 'tenants')).slice(1)) {
    rmSync(join(demo, 'tenants', name))
  }
  writeFileSync(join(demo, 'key-pairs.yaml'), 'keyPairs: {}\n')
  const validated = await runIkctl(['validate', 'demo'], { cwd: folder })
  expect(validated.stdout).toBe('no problems: 4 files, 1 tenant checked\n')
  expect(validated.code).toBe(0)
  const consent = await runIkctl(['consent', 'demo'], { cwd: folder })
  expect(consent.stdout).toContain('https://account-d.docusign.com/oauth/auth?')
  const unsigned = await runIkctl(['smoke', 'demo'], { cwd: folder })
  expect(unsigned.stderr).toContain('"demo" has no active key pair to sign with')
  expect(unsigned.code).toBe(2)
})

test('one PEM is enough for a login: no vault is asked', async () => {
  const folder = exampleTree()
  const emulators = await runEmulate(folder)
  const { privateKey, publicKey } = await rsaKeyPair()
  const https = createHttpsFetch(readFileSync(emulators.access.certificateAuthority, 'utf8'))
  const { status } = await https.send(
    'POST',
    `${emulators.access.docusign.url}/emulator/integration-keys/7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90/key-pairs`,
    { publicKey: publicKey.export({ type: 'spki', format: 'pem' }) },
  )
  expect(status).toBe(200)
  await https.send('PUT', `${emulators.access.keyVault.url}/emulator/faults`, [
    { operation: '*', status: 500 },
  ])
  await https.close()
  edit(join(folder, 'config/local/key-pairs.yaml'), /keyPairs:[\s\S]*/, 'keyPairs: {}\n')
  writeFileSync(
    join(folder, 'docusign.pem'),
    privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
  )
  const { code, stdout, stderr } = await runIkctl(
    ['smoke', 'local', '--key-file', 'docusign.pem', '--tenant', 'acme'],
    { cwd: folder, env: emulators.env },
  )
  expect(stderr).toBe('report: reports/local.json\n')
  expect(stdout).toContain('local: everybody who should can log in\n')
  expect(code).toBe(0)
})
