import type { TokenCredential } from '@azure/identity'
import type { Environment } from '../config/environment.ts'
import { publishedSettings, settingsSecretName } from '../config/published-settings.ts'
import { evidenceKeyName } from '../rotation/open-evidence-signer.ts'

/**
 * Does in the emulated settings vault what `pulumi up` does in the real one: makes the key that signs
 * evidence and publishes the settings that applications read.
 */
export async function publishEmulatedSettings(
  environment: Environment,
  {
    vaultUrl,
    credential,
    clientOptions,
    oauthHost,
  }: {
    vaultUrl: string
    credential: TokenCredential
    clientOptions: () => object
    /** Host of the emulated OAuth server, with its port. */
    oauthHost: string
  },
): Promise<void> {
  const { KeyClient } = await import('@azure/keyvault-keys')
  const { SecretClient } = await import('@azure/keyvault-secrets')
  const keys = new KeyClient(vaultUrl, credential, clientOptions())
  await keys.createEcKey(evidenceKeyName, { curve: 'P-256', keyOps: ['sign'] })
  const settings = publishedSettings(environment, oauthHost)
  if (settings === undefined) return
  const secrets = new SecretClient(vaultUrl, credential, clientOptions())
  await secrets.setSecret(settingsSecretName, JSON.stringify(settings), {
    contentType: 'application/json',
  })
}
