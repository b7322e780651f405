import type { ConfigTree } from '../config/config-tree.ts'
import { toEnvironment } from '../config/environment.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import {
  checkKeyPairChange,
  type KeyPairRevision,
  type KeyPairViolation,
} from '../rotation/check-key-pair-change.ts'
import type { GitTree } from './git-tree.ts'

/** A revision of one environment's key pairs, and where its evidence is. */
export interface KeyPairSide {
  /** Undefined where it does not have the environment. */
  environment: Omit<KeyPairRevision, 'evidenceKey'> | undefined
  tree: ConfigTree
}

/** The revisions whose key pairs are compared. */
export interface ComparedKeyPairs {
  /** Folder below `config/`. */
  name: string
  base: KeyPairSide & { tree: GitTree }
  /** Revisions that were judged one by one, between base and head, the oldest first. */
  between: readonly GitTree[]
  head: KeyPairSide
  /** Whether a commit is another one or one of its ancestors. */
  isAncestor(ancestor: string, commit: string): boolean
  /** Epoch milliseconds. */
  now: number
}

/**
 * What is wrong with how key pairs change from base to head. What is no single step may be several, each
 * merged with its own proof: then each is judged by the revision before it.
 */
export async function keyPairViolations(compared: ComparedKeyPairs): Promise<KeyPairViolation[]> {
  const { name, base, between, head, isAncestor, now } = compared
  const check = async (
    before: KeyPairSide & { tree: GitTree },
    after: KeyPairSide,
  ): Promise<KeyPairViolation[]> => {
    if (before.environment === undefined || after.environment === undefined) return []
    const inBase = evidenceIn(before.tree, name)
    const evidence = evidenceIn(after.tree, name)
    const { violations } = await checkKeyPairChange({
      environment: name,
      base: { ...before.environment, evidenceKey: inBase('evidence.pem') },
      head: { ...after.environment, evidenceKey: evidence('evidence.pem') },
      evidence,
      isAncestorOfBase: (commit) => isAncestor(commit, before.tree.commit),
      now,
    })
    return violations
  }

  const asOne = await check(base, head)
  if (asOne.length === 0 || between.length === 0) return asOne
  const violations: KeyPairViolation[] = []
  let before = base
  for (const tree of between) {
    const after = { environment: loadKeyPairs(tree, name), tree }
    if (after.environment === undefined) return asOne
    violations.push(...(await check(before, after)))
    before = after
  }
  return [...violations, ...(await check(before, head))]
}

// --- internal ---

/** @returns undefined for a revision that does not have the environment, or has it with errors. */
function loadKeyPairs(tree: GitTree, name: string): KeyPairSide['environment'] {
  const files = ['integration.yaml', 'key-pairs.yaml'].map((file) => `config/${name}/${file}`)
  if (!files.every((file) => tree.blobs.has(file))) return undefined
  const { workspace, problems } = loadWorkspace(tree.only(files))
  const [draft] = workspace.environments
  return draft === undefined || problems.length > 0 ? undefined : toEnvironment(draft)
}

/** Reads files of `evidence/`; of a commit, nothing else. */
function evidenceIn(tree: ConfigTree | GitTree, name: string) {
  return (file: string): string | undefined => {
    const path = `config/${name}/evidence/${file}`
    const files = 'only' in tree ? tree.only(tree.blobs.has(path) ? [path] : []) : tree
    if (!files.files().includes(path)) return undefined
    return Buffer.from(files.read(path)).toString('utf8')
  }
}
