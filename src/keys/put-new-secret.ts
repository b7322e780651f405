import type { TokenCredential } from '@azure/identity'
import { type NewObject, putNewObject } from './put-new-object.ts'

/** A secret that a vault is to hold. */
export interface NewSecret extends Pick<NewObject, 'name' | 'vaultUrl' | 'refusal'> {
  value: string
  contentType: string
  tags: Record<string, string>
  credential: TokenCredential
  clientOptions: () => object
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
  credential,
  clientOptions,
  ...object
}: NewSecret): Promise<string> {
  const { name, vaultUrl } = object
  const { SecretClient } = await import('@azure/keyvault-secrets')
  const client = new SecretClient(vaultUrl, credential, clientOptions())
  return putNewObject({
    ...object,
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
