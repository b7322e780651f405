import type { SecretClient } from '@azure/keyvault-secrets'
import { toSignerError } from '../keys/signer-error.ts'
import { openSecretClient, type VaultAccess } from '../keys/vault-access.ts'
import { SettingsUnreachable } from './login-error.ts'

/** Reads the settings again: their JSON text, or what it says. */
export type SettingsReader = (options: { signal: AbortSignal }) => Promise<unknown>

/**
 * Reads the newest version of a secret in the settings vault.
 *
 * @param id `https://<vault>/secrets/<name>`, without a version.
 * @throws {TypeError} for another id. With a version it would never see a rotation.
 */
export function settingsSecret(id: string, access: VaultAccess): SettingsReader {
  const [, vaultUrl, name, version] =
    /^(https:\/\/[a-z0-9.-]+(?::\d{1,5})?)\/secrets\/([0-9A-Za-z-]{1,127})(?:\/([^/?#]+))?\/?$/i.exec(
      id,
    ) ?? []
  if (vaultUrl === undefined || name === undefined) {
    throw new TypeError(`"settings" is https://<vault>/secrets/<name>, got "${id}"`)
  }
  if (version !== undefined) {
    throw new TypeError(
      `"settings" names a version, so it would never see a rotation: use ${vaultUrl}/secrets/${name}`,
    )
  }
  let client: SecretClient | undefined
  return async ({ signal }) => {
    try {
      client ??= await openSecretClient({ ...access, vaultUrl })
      const secret = await client.getSecret(name, { abortSignal: signal })
      return secret.value
    } catch (error) {
      throw new SettingsUnreachable(toSignerError(error, `read the settings ${id}`).message)
    }
  }
}
