import type { Environment, KeyPair } from '../config/environment.ts'

/**
 * An environment of any platform as emulators stand for it: tenants, scopes, redirect URIs, policy and
 * the states of key pairs stay; what only the real vaults have is left out, so that emulators make it.
 *
 * @param signingVault of the emulators, `https://HOST:PORT`: key pairs that are declared there stay as
 *   they are.
 */
export function asEmulated(environment: Environment, signingVault?: string): Environment {
  const { integration, keyPairs } = environment
  if (integration.platform === 'emulator') return environment
  const { vaults: _, clientSecrets: __, webhooks, ...rest } = integration
  const { hmacKeys: ___, ...declared } = webhooks ?? {}
  return {
    ...environment,
    integration: {
      ...rest,
      platform: 'emulator',
      ...(webhooks !== undefined && { webhooks: declared as NonNullable<typeof webhooks> }),
    },
    keyPairs: new Map([...keyPairs].map(([id, pair]) => [id, withoutKey(pair, signingVault)])),
    publicKeys: new Map(),
  }
}

// --- internal ---

function withoutKey(keyPair: KeyPair, signingVault: string | undefined): KeyPair {
  const { key, thumbprint: _, docusignKeyPairId: __, ...rest } = keyPair
  const isThere = signingVault !== undefined && key?.startsWith(`${signingVault}/`)
  return isThere ? keyPair : rest
}
