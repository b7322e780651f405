import type { TokenCredential } from '@azure/identity'
import type { KeyClient } from '@azure/keyvault-keys'
import type { SecretClient, SecretClientOptions } from '@azure/keyvault-secrets'

/** How vaults are reached. */
export interface VaultAccess {
  credential: TokenCredential
  /** For the Azure clients; their retries obey `Retry-After`. */
  clientOptions?: SecretClientOptions | undefined
}

/** One vault, and how it is reached. */
export interface Vault extends VaultAccess {
  vaultUrl: string
}

/** Azure's client of a vault's keys; its code is loaded when it is needed. */
export async function openKeyClient({ vaultUrl, ...access }: Vault): Promise<KeyClient> {
  const { KeyClient } = await import('@azure/keyvault-keys')
  // It writes into the options that it is given.
  return new KeyClient(vaultUrl, access.credential, { ...access.clientOptions })
}

/** Azure's client of a vault's secrets; its code is loaded when it is needed. */
export async function openSecretClient({ vaultUrl, ...access }: Vault): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets')
  return new SecretClient(vaultUrl, access.credential, { ...access.clientOptions })
}
