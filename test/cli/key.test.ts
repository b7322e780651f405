import { createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseRsaPublicKey } from '../../src/keys/rsa-public-key.ts'
import { root } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'

describe('ikctl key', () => {
  test('key public prints the PEM alone on standard output, the rest beside it', async () => {
    const { env } = await runEmulate(root)
    const { code, stdout, stderr } = await runIkctl(['key', 'public', 'local'], { cwd: root, env })
    expect(code).toBe(0)
    expect(createPublicKey(stdout).asymmetricKeyDetails?.modulusLength).toBe(2048)
    const { thumbprint, spkiSha256 } = parseRsaPublicKey(stdout)
    expect(stderr).toContain(`thumbprint    ${thumbprint}\n`)
    expect(stderr).toContain(`SPKI SHA-256  ${spkiSha256}\n`)
    expect(stderr).toContain('UPLOAD RSA')

    const list = await runIkctl(['key', 'list', 'local', '--format', 'json'], { cwd: root, env })
    expect(JSON.parse(list.stdout)).toMatchObject({
      keyPairs: [{ id: '2026-09', state: 'active', thumbprint, vault: { status: 'enabled' } }],
    })
    expect(list.code).toBe(0)
  })

  test('key public prints a public half that is in the configuration without any vault', async () => {
    const { code, stdout } = await runIkctl(['key', 'public', 'production', '2026-11'], {
      cwd: root,
    })
    expect(parseRsaPublicKey(stdout).thumbprint).toHaveLength(43)
    expect(code).toBe(0)
  })

  test('key public names the key pairs there are when the id is unknown', async () => {
    const { code, stdout, stderr } = await runIkctl(['key', 'public', 'production', '2020'], {
      cwd: root,
    })
    expect(stdout).toBe('')
    expect(stderr).toContain('"production" has no key pair "2020": it has 2026-09, 2026-11')
    expect(code).toBe(2)
  })
})
