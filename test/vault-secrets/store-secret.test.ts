import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultRoles } from '../../infra/roles.ts'
import { azureDataActions, type DataAction } from '../../src/emulators/key-vault/roles.ts'
import { clientSecret, hmacKey } from '../../src/vault-secrets/secret-kind.ts'
import { storeSecret } from '../../src/vault-secrets/store-secret.ts'
import { caught } from '../support/caught.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
const canary = 'b1946ac9-2b3d-4c5e-8f70-canary000001'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
beforeAll(async () => {
  azure = await startEmulatedAzure({ purgeProtection: true })
})
afterAll(() => azure.close())
beforeEach(() => {
  azure.vault.faults.replace([])
})

const store = (id: string, typed: Buffer) =>
  storeSecret({
    ...{ kind: clientSecret, id, typed, integrationKey },
    vaultUrl: azure.vault.url,
    credential: azure.credential(),
    clientOptions: { ...azure.azure.vault(), retryOptions: { maxRetries: 0 } },
  })

describe('storeSecret', () => {
  test('keeps what was typed, without its line end, under a tagged name', async () => {
    const id = await store('2026-11', Buffer.from(`${canary}\r\n`))
    expect(id).toMatch(/\/secrets\/docusign-client-2026-11\/[0-9a-f]{32}$/)
    const { value, properties } = await azure.secretClient().getSecret('docusign-client-2026-11')
    expect(value).toBe(canary)
    expect(properties.id).toBe(id)
    expect(properties.tags).toEqual({ 'managed-by': 'ikctl', 'client-secret': '2026-11' })
  })

  test('an HMAC key has a name and a tag of its own', async () => {
    const options = {
      ...{ kind: hmacKey, integrationKey, vaultUrl: azure.vault.url },
      ...{ credential: azure.credential(), clientOptions: azure.azure.vault() },
    }
    const id = await storeSecret({ ...options, id: '2026-11', typed: Buffer.from(canary) })
    expect(id).toMatch(/\/secrets\/docusign-hmac-2026-11\/[0-9a-f]{32}$/)
    const { properties } = await azure.secretClient().getSecret('docusign-hmac-2026-11')
    expect(properties.tags).toEqual({ 'managed-by': 'ikctl', 'hmac-key': '2026-11' })
    const again = () => storeSecret({ ...options, id: '2026-11', typed: Buffer.from(canary) })
    expect(await caught(again)).toMatchObject({ code: 'ERR_HMAC_KEY_REFUSED' })
  })

  test('needs no more than the importer may', async () => {
    const short = Object.entries(azureDataActions)
      .filter(([, action]) =>
        vaultRoles.importer.dataActions.some((one) => action.endsWith(`/vaults/${one}`)),
      )
      .map(([name]) => name as DataAction)
    expect(short).toHaveLength(vaultRoles.importer.dataActions.length)
    azure.vault.roles = new Map([['app', short]])
    await store('by-importer', Buffer.from(canary))
    azure.vault.roles = new Map([['app', short.filter((one) => one !== 'secrets/set')]])
    expect(await caught(() => store('by-nobody', Buffer.from(canary)))).toMatchObject({
      code: 'ERR_SIGNER',
    })
    azure.vault.roles = new Map([['app', 'all']])
  })

  test.each([
    ['nothing', ' \n', 'is empty'],
    ['two lines', `${canary}\n${canary}`, 'more than one word'],
    ['a sentence', `the secret is ${canary}`, 'more than one word'],
    ['what no keyboard types', `${canary}\u0000`, 'more than one word'],
    ['the integration key', integrationKey.toUpperCase(), 'is the integration key itself'],
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${canary}`, '`ikctl key import`'],
  ])('refuses %s', async (_, typed, words) => {
    const error = await caught(() => store('refused', Buffer.from(typed)))
    expect(error).toMatchObject({ code: 'ERR_CLIENT_SECRET_REFUSED', reason: 'unusable' })
    expect((error as Error).message).toContain(words)
    expect((error as Error).message).not.toContain(canary)
    expect(azure.vault.secrets.status('docusign-client-refused')).toBeUndefined()
  })

  test('refuses a name that is taken, and says what has it', async () => {
    const id = await store('twice', Buffer.from(canary))
    const error = await caught(() => store('twice', Buffer.from('another')))
    expect(error).toMatchObject({ reason: 'name_taken' })
    expect((error as Error).message).toContain(`secret: ${id}`)
    expect((await azure.secretClient().getSecret('docusign-client-twice')).value).toBe(canary)

    azure.vault.secrets.remove('docusign-client-twice')
    expect(await caught(() => store('twice', Buffer.from('another')))).toMatchObject({
      message: expect.stringContaining('keeps a deleted "docusign-client-twice"'),
    })
  })

  test('overwrites the buffer, and no error holds anything of the secret', async () => {
    const stored = Buffer.from(canary)
    await store('wiped', stored)
    const refused = Buffer.from(canary)
    azure.vault.faults.replace([{ operation: 'set-secret', status: 500, body: canary }])
    const error = await caught(() => store('echo', refused))
    for (const typed of [stored, refused]) expect(typed.every((byte) => byte === 0)).toBe(true)
    expect(error).toBeInstanceOf(Error)
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
    expect(shown).not.toContain(canary)
  })
})
