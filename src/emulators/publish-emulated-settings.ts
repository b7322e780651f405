import type { TokenCredential } from '@azure/identity'
import type { Environment } from '../config/environment.ts'
import { publishedSettings, settingsSecretName } from '../config/published-settings.ts'
import { unlessMissing } from '../keys/unless-missing.ts'
import { evidenceKeyName } from '../rotation/open-evidence-signer.ts'

/**
 * Does in the emulated settings vault what `pulumi up` does in the real one: makes the key that signs
 * evidence and publishes the settings that applications read. What is there already stays as it is.
 *
 * @returns whether settings were published that were not there before.
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
): Promise<boolean> {
  const { KeyClient } = await import('@azure/keyvault-keys')
  const { SecretClient } = await import('@azure/keyvault-secrets')
  const keys = new KeyClient(vaultUrl, credential, clientOptions())
  const evidenceKey = await unlessMissing(() => keys.getKey(evidenceKeyName))
  if (evidenceKey === undefined) {
    await keys.createEcKey(evidenceKeyName, { curve: 'P-256', keyOps: ['sign'] })
  }
  const settings = publishedSettings(environment, oauthHost)
  if (settings === undefined) return false
  const secrets = new SecretClient(vaultUrl, credential, clientOptions())
  const text = JSON.stringify(settings)
  const published = await unlessMissing(() => secrets.getSecret(settingsSecretName))
  if (published?.value === text) return false
  await secrets.setSecret(settingsSecretName, text, { contentType: 'application/json' })
  return true
}
