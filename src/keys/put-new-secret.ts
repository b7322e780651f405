import { type NewObject, putNewObject } from './put-new-object.ts'
import { openSecretClient, type Vault } from './vault-access.ts'

/** A secret that a vault is to hold. */
export interface NewSecret extends Vault, Pick<NewObject, 'name' | 'refusal'> {
  value: string
  contentType: string
  tags: Record<string, string>
}

/**
 * Puts a secret into a vault, under a name that must be free.
 *
 * @returns its id, with version.
 * @throws {SignerError} when the vault refuses or does not answer; what `refusal` gives.
 */
export async function putNewSecret({
  value,
  contentType,
  tags,
  name,
  refusal,
  ...vault
}: NewSecret): Promise<string> {
  const client = await openSecretClient(vault)
  return putNewObject({
    ...{ name, refusal, vaultUrl: vault.vaultUrl },
    async find() {
      // The value of a secret that is there is nobody's business here.
      for await (const { id } of client.listPropertiesOfSecretVersions(name)) return id
      return undefined
    },
    async write() {
      const { properties } = await client.setSecret(name, value, { contentType, tags })
      return properties.id
    },
  })
}
