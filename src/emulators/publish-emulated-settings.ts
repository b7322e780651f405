import type { Environment } from '../config/environment.ts'
import { publishedSettings, settingsSecretName } from '../config/published-settings.ts'
import { evidenceKeyName } from '../key-pair/vault-names.ts'
import { unlessMissing } from '../keys/unless-missing.ts'
import { openKeyClient, openSecretClient, type Vault } from '../keys/vault-access.ts'

/**
 * Does in the emulated settings vault what `pulumi up` does in the real one: makes the key that signs
 * evidence and publishes the settings that applications read. What is there already stays as it is.
 *
 * @param oauthHost of the emulated OAuth server, with its port.
 * @returns whether settings were published that were not there before.
 */
export async function publishEmulatedSettings(
  environment: Environment,
  vault: Vault,
  oauthHost: string,
): Promise<boolean> {
  const keys = await openKeyClient(vault)
  const evidenceKey = await unlessMissing(() => keys.getKey(evidenceKeyName))
  if (evidenceKey === undefined) {
    await keys.createEcKey(evidenceKeyName, { curve: 'P-256', keyOps: ['sign'] })
  }
  const settings = publishedSettings(environment, oauthHost)
  if (settings === undefined) return false
  const secrets = await openSecretClient(vault)
  const text = JSON.stringify(settings)
  const published = await unlessMissing(() => secrets.getSecret(settingsSecretName))
  if (published?.value === text) return false
  await secrets.setSecret(settingsSecretName, text, { contentType: 'application/json' })
  return true
}
