import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'

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
  expect(stdout).toContain('local: passed. Every expected login succeeded.\n')
  expect(code).toBe(0)
})
