import type { ConfigTree } from './config-tree.ts'
import type { Integration } from './generated/integration.ts'
import type { KeyPairs } from './generated/key-pairs.ts'
import type { Settings } from './generated/settings.ts'
import type { TenantFile } from './generated/tenant.ts'
import type { Partially } from './json.ts'
import type { Document } from './problem.ts'
import type { SourceFile } from './source-file.ts'

/**
 * Everything below `config/`, as far as it could be read. What does not fit the schema is left out,
 * so rules see values of the right form, but any of them may be missing.
 */
export interface Workspace {
  settings?: Document<Partially<Settings>>
  environments: EnvironmentDraft[]
  /** Every file that was read, for what looks at text. */
  sources: SourceFile[]
  /** Files that are no configuration (notes, dot files, strays): only searched for secrets. */
  otherSources: SourceFile[]
  /** Reads a file beside `config/`; absent where that is not known. */
  beside?: ConfigTree['beside']
}

/** One folder below `config/`, as far as it could be read. */
export interface EnvironmentDraft {
  /** The folder's name, and the Pulumi stack's. */
  name: string
  /** `config/<name>`. */
  path: string
  integration?: Document<Partially<Integration>>
  keyPairs?: Document<Partially<KeyPairs>>
  tenants: TenantDraft[]
  /** Public halves by the id of their key pair. */
  publicKeys: Map<string, SourceFile>
  /** Names of the files in `evidence/`. */
  evidence: string[]
  /** Paths of files that are there, but could not be read: they must not count as missing. */
  unread: Set<string>
}

export interface TenantDraft extends Document<Partially<TenantFile>> {
  /** The file's name without `.yaml`. */
  id: string
  /** Kept by `usersOf`: half a dozen rules ask for the users of each of thousands of tenants. */
  users?: readonly DraftUser[] | undefined
}

/** A user that the product impersonates. */
export interface DraftUser {
  role: string
  /** In canonical form. */
  user: string
}
