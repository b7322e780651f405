import { readFileSync } from 'node:fs'
import type { TokenCredential } from '@azure/identity'
import { azureClientOptions } from '../../src/emulators/azure-client-options.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'

/** What the Azure clients are made with. */
export interface AzureAccess {
  credential: TokenCredential
  /** Options of the Key Vault clients: a new object at each call. */
  clientOptions(): object
}

/** Azure as the emulators have it. */
export async function emulatedAzure(access: EmulatorAccess): Promise<AzureAccess> {
  const { ClientSecretCredential } = await import('@azure/identity')
  const { url, tenantId, clientId, clientSecret } = access.authority
  const options = azureClientOptions({
    certificate: readFileSync(access.certificateAuthority, 'utf8'),
    authorityHost: url,
  })
  return {
    credential: new ClientSecretCredential(tenantId, clientId, clientSecret, options.credential()),
    clientOptions: options.vault,
  }
}

/**
 * The real Azure: the environment's own login (workload identity, managed identity, `az login`), as
 * `DefaultAzureCredential` finds it.
 */
export async function realAzure(): Promise<AzureAccess> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return { credential: new DefaultAzureCredential(), clientOptions: () => ({}) }
}
