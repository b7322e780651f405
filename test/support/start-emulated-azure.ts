import { ClientSecretCredential } from '@azure/identity'
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { startTokenAuthority } from '../../src/emulators/authority/start-token-authority.ts'
import { azureClientOptions } from '../../src/emulators/azure-client-options.ts'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { startKeyVaultEmulator } from '../../src/emulators/key-vault/start-key-vault-emulator.ts'

type VaultOptions = Omit<Parameters<typeof startKeyVaultEmulator>[0], 'authority' | 'tokens'>

/** One token authority, one vault and the real Azure clients for both. */
export async function startEmulatedAzure(
  options: VaultOptions & { clients?: { clientId: string; clientSecret: string }[] } = {},
) {
  const { clients = [{ clientId: 'app', clientSecret: 'app-secret' }], ...vaultOptions } = options
  const authority = await createCertificateAuthority()
  const tokens = await startTokenAuthority({ authority, clients })
  const vault = await startKeyVaultEmulator({ authority, tokens, ...vaultOptions })
  const azure = azureClientOptions({
    certificate: authority.certificate,
    authorityHost: tokens.url,
  })
  const credential = (clientId = clients[0]?.clientId ?? '') =>
    new ClientSecretCredential(
      tokens.tenantId,
      clientId,
      tokens.clients.get(clientId)?.clientSecret ?? '',
      azure.credential(),
    )
  return {
    authority,
    tokens,
    vault,
    azure,
    credential,
    keyClient: (clientId?: string) => new KeyClient(vault.url, credential(clientId), noRetry()),
    secretClient: (clientId?: string) =>
      new SecretClient(vault.url, credential(clientId), noRetry()),
    cryptographyClient: (keyId: string, clientId?: string) =>
      new CryptographyClient(keyId, credential(clientId), noRetry()),
    close: () => Promise.all([vault.close(), tokens.close()]),
  }

  /** A test wants to see the first answer, not what comes after some seconds. */
  function noRetry() {
    return { ...azure.vault(), retryOptions: { maxRetries: 0 } }
  }
}
