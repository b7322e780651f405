import type { Integration } from '../../config/environment.ts'
import type { Partially } from '../../config/json.ts'
import type { Document, Pointer } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** A secret of Docusign's whose value is in the vault, as far as its declaration could be read. */
export interface DeclaredSecret {
  id: string
  secret: Partially<NonNullable<Integration['clientSecrets']>[string]>
  document: Document<Partially<Integration>>
  /** Of the declaration in that document. */
  pointer: Pointer
}

/** Secrets that are declared and replaced in the same way. */
export interface SecretFamily {
  /** What one of them is called. */
  noun: string
  /** Those of an environment, in the order of the file. */
  declared(environment: EnvironmentDraft): DeclaredSecret[]
}

export const clientSecrets: SecretFamily = {
  noun: 'client secret',
  declared: ({ integration }) =>
    integration === undefined
      ? []
      : declaredAt(integration, integration.value.clientSecrets, ['clientSecrets']),
}

export const webhookKeys: SecretFamily = {
  noun: 'HMAC key',
  declared: ({ integration }) =>
    integration === undefined
      ? []
      : declaredAt(integration, integration.value.webhooks?.hmacKeys, ['webhooks', 'hmacKeys']),
}

/** Every kind of secret that an environment declares. */
export const secretFamilies: readonly SecretFamily[] = [clientSecrets, webhookKeys]

// --- internal ---

function declaredAt(
  document: DeclaredSecret['document'],
  entries: Readonly<Record<string, DeclaredSecret['secret'] | undefined>> | undefined,
  pointer: Pointer,
): DeclaredSecret[] {
  return Object.entries(entries ?? {}).flatMap(([id, secret]) =>
    secret === undefined ? [] : [{ id, secret, document, pointer: [...pointer, id] }],
  )
}
