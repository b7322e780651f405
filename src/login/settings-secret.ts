import type { TokenCredential } from '@azure/identity'
import type { SecretClient } from '@azure/keyvault-secrets'
import { toSignerError } from '../keys/signer-error.ts'
import { SettingsUnreachable } from './login-error.ts'

/** Reads the settings anew: their JSON text, or what it says. */
export type SettingsReader = (options: { signal: AbortSignal }) => Promise<unknown>

/**
 * Reads the newest version of a secret in the settings vault.
 *
 * @param options.id `https://<vault>/secrets/<name>`, without a version.
 * @throws {TypeError} for another id. With a version it would never see a rotation.
 */
export function settingsSecret(options: {
  id: string
  credential: TokenCredential
  clientOptions?: object | undefined
}): SettingsReader {
  const { id, credential, clientOptions } = options
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
      if (client === undefined) {
        const azure = await import('@azure/keyvault-secrets')
        client = new azure.SecretClient(vaultUrl, credential, { ...clientOptions })
      }
      const secret = await client.getSecret(name, {
        abortSignal: signal,
        requestOptions: { timeout: requestTimeoutMs },
      })
      return secret.value
    } catch (error) {
      throw new SettingsUnreachable(toSignerError(error, `read the settings ${id}`).message)
    }
  }
}

// --- internal ---

const requestTimeoutMs = 10_000
