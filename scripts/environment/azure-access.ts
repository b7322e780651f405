import { readFileSync } from 'node:fs'
import { azureClientOptions } from '../../src/emulators/azure-client-options.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import type { VaultAccess } from '../../src/keys/vault-access.ts'
import { chooseProxy } from '../../src/proxy/choose-proxy.ts'

/** Azure as the emulators have it. */
export async function emulatedAzure(access: EmulatorAccess): Promise<VaultAccess> {
  const { ClientSecretCredential } = await import('@azure/identity')
  requireUsableProxy()
  const { url, tenantId, clientId, clientSecret } = access.authority
  const options = azureClientOptions({
    certificate: readFileSync(access.certificateAuthority, 'utf8'),
    authorityHost: url,
  })
  return {
    credential: new ClientSecretCredential(tenantId, clientId, clientSecret, options.credential()),
    clientOptions: options.vault(),
  }
}

/**
 * The real Azure: the environment's own login (workload identity, managed identity, `az login`), as
 * `DefaultAzureCredential` finds it.
 */
export async function realAzure(): Promise<VaultAccess> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  requireUsableProxy()
  return { credential: new DefaultAzureCredential() }
}

// --- internal ---

/** Before the Azure clients stumble over it. */
function requireUsableProxy(): void {
  chooseProxy('https://login.microsoftonline.com', undefined)
}
