import { createHash } from 'node:crypto'
import type { Environment } from '../config/environment.ts'

/**
 * SHA-256 of all of an environment that logins and their verdicts depend on: two runs with the same
 * hash tested the same thing.
 */
export function configHash({ integration, tenants }: Environment): string {
  const { integrationKey, platform, managementAccount, scopes, redirectUris } = integration
  const hash = createHash('sha256')
  const add = (...values: unknown[]) => hash.update(`${JSON.stringify(values)}\n`)
  add(integrationKey, platform, managementAccount.id, managementAccount.canaryUser)
  add(scopes.login, scopes.consent, redirectUris.consent)
  for (const tenant of tenants) {
    const { id, name, status, account, baseUri, users, labels, knownFailure, legacy } = tenant
    add(id, name, status, account, baseUri ?? null, sorted(users), sorted(labels))
    add(knownFailure?.class, knownFailure?.reason, knownFailure?.until)
    if (legacy !== undefined) add(legacy.integrationKey, legacy.key)
  }
  return hash.digest('hex')
}

// --- internal ---

function sorted(map: Readonly<Record<string, string>> | undefined): [string, string][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
}
