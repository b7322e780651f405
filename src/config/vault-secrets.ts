import type { Integration } from './environment.ts'

/** Ids of the vault secrets of an integration key, with versions: its client secrets and HMAC keys. */
export function vaultSecrets({ clientSecrets, webhooks }: Integration): string[] {
  return [...Object.values(clientSecrets ?? {}), ...Object.values(webhooks?.hmacKeys ?? {})].map(
    ({ secret }) => secret,
  )
}
