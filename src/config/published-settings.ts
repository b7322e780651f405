import { activeKeyPair, type Environment } from './environment.ts'
import type { PublishedSettings } from './generated/published-settings.ts'

export type { PublishedSettings }

/** Name of the secret in the settings vault that holds the published settings as JSON. */
export const settingsSecretName = 'docusign-settings'

/**
 * What applications read at run time: everything that a login and a consent link need, and nothing confidential.
 *
 * @param oauthHost host of Docusign's OAuth server on the environment's platform.
 * @returns undefined as long as no key pair is active: there is nothing that could log in yet.
 * @throws {TypeError} when the active key pair has no vault key or thumbprint: validate first.
 */
export function publishedSettings(
  environment: Environment,
  oauthHost: string,
): PublishedSettings | undefined {
  const active = activeKeyPair(environment)
  if (active === undefined) return undefined
  const { key, thumbprint } = active.keyPair
  if (key === undefined || thumbprint === undefined) {
    throw new TypeError(
      `the active key pair "${active.id}" of "${environment.name}" has no vault key or thumbprint`,
    )
  }
  const { integrationKey, scopes, redirectUris } = environment.integration
  return {
    version: 1,
    integrationKey,
    oauthHost,
    scopes: [...scopes.login],
    keyPair: { id: active.id, key, thumbprint },
    consent: { redirectUri: redirectUris.consent, scopes: [...scopes.consent] },
  }
}
