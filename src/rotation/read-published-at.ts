import type { KeyVaultSecret } from '@azure/keyvault-secrets'
import { settingsSecretName } from '../config/published-settings.ts'
import { SignerError, toSignerError } from '../keys/signer-error.ts'
import { openSecretClient, type Vault } from '../keys/vault-access.ts'

/** Since when applications have been told to use a key pair, as far as the settings vault knows. */
export type PublishedAt =
  | { found: true; at: Date }
  | { found: false; why: 'no_settings' | 'other_key_pair'; thumbprint?: string }

/**
 * When the published settings began to name the active key pair: the first of the newest versions of
 * the settings that name it without a break. The YAML does not know that: it may have been merged
 * days after it was written.
 *
 * @param thumbprint of the active key pair.
 * @param vault the settings vault.
 * @throws {SignerError} when the vault does not answer, or refuses this identity.
 */
export async function readPublishedAt(thumbprint: string, vault: Vault): Promise<PublishedAt> {
  const client = await openSecretClient(vault)
  const attempt = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action()
    } catch (error) {
      throw toSignerError(error, `read the published settings in ${vault.vaultUrl}`)
    }
  }
  let newest: KeyVaultSecret
  try {
    newest = await attempt(() => client.getSecret(settingsSecretName))
  } catch (error) {
    if (error instanceof SignerError && error.reason === 'not_found') {
      return { found: false, why: 'no_settings' }
    }
    throw error
  }
  const { createdOn } = newest.properties
  const named = thumbprintIn(newest.value)
  if (named !== thumbprint || createdOn === undefined) {
    return {
      found: false,
      why: 'other_key_pair',
      ...(named !== undefined && { thumbprint: named }),
    }
  }

  const older: { version: string; createdOn: Date }[] = []
  await attempt(async () => {
    for await (const one of client.listPropertiesOfSecretVersions(settingsSecretName)) {
      if (one.version === undefined || one.createdOn === undefined) continue
      if (one.enabled === false || one.version === newest.properties.version) continue
      older.push({ version: one.version, createdOn: one.createdOn })
    }
  })
  older.sort((a, b) => b.createdOn.getTime() - a.createdOn.getTime())
  let at = createdOn
  for (const { version, createdOn } of older) {
    const { value } = await attempt(() => client.getSecret(settingsSecretName, { version }))
    if (thumbprintIn(value) !== thumbprint) break
    at = createdOn
  }
  return { found: true, at }
}

// --- internal ---

function thumbprintIn(value: string | undefined): string | undefined {
  try {
    const settings = JSON.parse(value ?? '') as { keyPair?: { thumbprint?: unknown } } | null
    const thumbprint = settings?.keyPair?.thumbprint
    return typeof thumbprint === 'string' ? thumbprint : undefined
  } catch {
    return undefined
  }
}
