import type { Integration } from '../../config/environment.ts'
import type { Partially } from '../../config/json.ts'
import type { Document, Pointer } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** A client secret as far as it could be read, and where it stands. */
export interface DeclaredClientSecret {
  id: string
  clientSecret: Partially<NonNullable<Integration['clientSecrets']>[string]>
  document: Document<Partially<Integration>>
  /** Of the client secret in that document. */
  pointer: Pointer
}

/** The client secrets of an environment, in the order of the file. */
export function declaredClientSecrets({ integration }: EnvironmentDraft): DeclaredClientSecret[] {
  if (integration === undefined) return []
  return Object.entries(integration.value.clientSecrets ?? {}).flatMap(([id, clientSecret]) =>
    clientSecret === undefined
      ? []
      : [{ id, clientSecret, document: integration, pointer: ['clientSecrets', id] }],
  )
}
