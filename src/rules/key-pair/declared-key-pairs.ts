import type { KeyPair } from '../../config/environment.ts'
import type { KeyPairs } from '../../config/generated/key-pairs.ts'
import type { Partially } from '../../config/json.ts'
import type { Document, Pointer } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** A key pair as far as it could be read, and where it stands. */
export interface DeclaredKeyPair {
  id: string
  keyPair: Partially<KeyPair>
  document: Document<Partially<KeyPairs>>
  /** Of the key pair in that document. */
  pointer: Pointer
}

/** The key pairs of an environment, in the order of the file. */
export function declaredKeyPairs({ keyPairs: document }: EnvironmentDraft): DeclaredKeyPair[] {
  if (document === undefined) return []
  return Object.entries(document.value.keyPairs ?? {}).flatMap(([id, keyPair]) =>
    keyPair === undefined ? [] : [{ id, keyPair, document, pointer: ['keyPairs', id] }],
  )
}
