import type { Integration } from './generated/integration.ts'
import type { KeyPair } from './generated/key-pairs.ts'
import type { TenantFile } from './generated/tenant.ts'
import { canonicalGuid } from './guid.ts'
import type { EnvironmentDraft } from './workspace.ts'

export type { Integration, KeyPair }

/** One customer. GUIDs are in canonical form (lower case). */
export interface Tenant extends TenantFile {
  /** The file's name without `.yaml`. */
  id: string
}

/** One environment: one integration key on one platform, as validated. GUIDs are in canonical form. */
export interface Environment {
  /** The folder's name, and the Pulumi stack's. */
  name: string
  /** `config/<name>`. */
  path: string
  integration: Integration
  /** Key pairs by id, in the order of the file. */
  keyPairs: ReadonlyMap<string, KeyPair>
  /** Sorted by id. */
  tenants: readonly Tenant[]
  /** Public halves (PEM) by the id of their key pair. */
  publicKeys: ReadonlyMap<string, string>
}

/**
 * The environment of a draft that has no error findings.
 *
 * @throws {TypeError} when a file is missing: validate first.
 */
export function toEnvironment(draft: EnvironmentDraft): Environment {
  if (draft.integration === undefined || draft.keyPairs === undefined) {
    throw new TypeError(`the environment "${draft.name}" is incomplete: validate it first`)
  }
  // Validation leaves a draft without holes when it finds no error, which is this function's premise.
  const integration = draft.integration.value as Integration
  const keyPairs = (draft.keyPairs.value.keyPairs ?? {}) as Record<string, KeyPair>
  return {
    name: draft.name,
    path: draft.path,
    integration: {
      ...integration,
      integrationKey: canonicalGuid(integration.integrationKey),
      managementAccount: {
        ...integration.managementAccount,
        id: canonicalGuid(integration.managementAccount.id),
        canaryUser: canonicalGuid(integration.managementAccount.canaryUser),
      },
    },
    keyPairs: new Map(
      Object.entries(keyPairs).map(([id, keyPair]) => {
        const { docusignKeyPairId: docusignId } = keyPair
        if (docusignId === undefined) return [id, keyPair]
        return [id, { ...keyPair, docusignKeyPairId: canonicalGuid(docusignId) }]
      }),
    ),
    tenants: draft.tenants.map(({ id, value }) => {
      const tenant = value as TenantFile
      const users = Object.entries(tenant.users).map(([role, user]) => [role, canonicalGuid(user)])
      return {
        ...tenant,
        id,
        account: canonicalGuid(tenant.account),
        users: Object.fromEntries(users) as Record<string, string>,
        ...(tenant.legacy && {
          legacy: {
            ...tenant.legacy,
            integrationKey: canonicalGuid(tenant.legacy.integrationKey),
          },
        }),
      }
    }),
    publicKeys: new Map([...draft.publicKeys].map(([id, { text }]) => [id, text])),
  }
}

/** The id of the key pair that signs, if there is one. */
export function activeKeyPair(
  environment: Environment,
): { id: string; keyPair: KeyPair } | undefined {
  for (const [id, keyPair] of environment.keyPairs) {
    if (keyPair.state === 'active') return { id, keyPair }
  }
  return undefined
}
