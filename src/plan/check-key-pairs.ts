import type { ConfigTree } from '../config/config-tree.ts'
import { type Environment, toEnvironment } from '../config/environment.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import { type CheckedKeyPairChange, checkKeyPairChange } from '../rotation/check-key-pair-change.ts'
import type { KeyPairRevision } from '../rotation/key-pair-change.ts'
import type { EnvironmentHistory } from './environment-history.ts'
import { evidenceIn } from './evidence-in.ts'
import type { GitTree } from './git-tree.ts'

/** A revision of one environment's key pairs, and where its evidence is. */
export interface KeyPairSide {
  /** Undefined where it does not have the environment. */
  environment: Omit<KeyPairRevision, 'evidence'> | undefined
  tree: ConfigTree
}

/** The revisions whose key pairs are compared. */
export interface ComparedKeyPairs {
  /** Folder below `config/`. */
  name: string
  base: { environment: Environment | undefined; tree: GitTree }
  /** Revisions that were judged one by one, between base and head, the oldest first. */
  between: readonly GitTree[]
  head: KeyPairSide
  /** What the history of a commit knows. */
  historyOf(commit: string): EnvironmentHistory
  /** Ids of key pairs that may become usable without proof. */
  allowUnproven: readonly string[]
  /** Epoch milliseconds. */
  now: number
}

/** What a change does to the key pairs, besides the steps that it consists of. */
export type CheckedKeyPairs = Pick<CheckedKeyPairChange, 'violations' | 'allowed' | 'proven'>

/**
 * What is wrong with how key pairs change from base to head. What is no single step may be several, each
 * merged with its own proof: then each is judged by the revision before it.
 */
export async function checkKeyPairs(compared: ComparedKeyPairs): Promise<CheckedKeyPairs> {
  const { name, base, between, head, historyOf, allowUnproven, now } = compared
  const check = async (
    before: KeyPairSide & { tree: GitTree },
    after: KeyPairSide,
  ): Promise<CheckedKeyPairs> => {
    if (after.environment === undefined) return nothing
    const history = historyOf(before.tree.commit)
    const live = base.environment?.tenants.filter(({ status }) => status === 'live').length
    return checkKeyPairChange({
      environment: name,
      base: {
        // Where an environment begins, its key pairs come from nowhere.
        ...(before.environment ?? { ...after.environment, keyPairs: new Map() }),
        evidence: evidenceIn(before.tree, name),
      },
      head: { ...after.environment, evidence: evidenceIn(after.tree, name) },
      isAncestorOfBase: history.isAncestor,
      history: history.keyPairs,
      fleet: {
        base: () =>
          (before.tree === base.tree ? live : undefined) ??
          history.liveTenants(before.tree.commit) ??
          0,
        at: history.liveTenants,
      },
      allowUnproven,
      now,
    })
  }

  const asOne = await check(base, head)
  const merged = between.map((tree) => ({ environment: loadKeyPairs(tree, name), tree }))
  const newest = merged.at(-1)
  if (newest === undefined || merged.some(({ environment }) => environment === undefined)) {
    return asOne
  }
  // Nobody has judged it yet, whatever it looks like together with what was merged.
  const last = await check(newest, head)
  if (asOne.violations.length === 0) return together([asOne, last])
  const steps: CheckedKeyPairs[] = []
  let before: KeyPairSide & { tree: GitTree } = base
  for (const after of merged) {
    steps.push(await check(before, after))
    before = after
  }
  return together([...steps, last])
}

// --- internal ---

const nothing: CheckedKeyPairs = { violations: [], allowed: [], proven: [] }

function together(checked: readonly CheckedKeyPairs[]): CheckedKeyPairs {
  return {
    violations: checked.flatMap(({ violations }) => violations),
    allowed: checked.flatMap(({ allowed }) => allowed),
    proven: checked.flatMap(({ proven }) => proven),
  }
}

/** @returns undefined for a revision that does not have the environment, or has it with errors. */
function loadKeyPairs(tree: GitTree, name: string): KeyPairSide['environment'] {
  const files = ['integration.yaml', 'key-pairs.yaml'].map((file) => `config/${name}/${file}`)
  if (!files.every((file) => tree.blobs.has(file))) return undefined
  const { workspace, problems } = loadWorkspace(tree.only(files))
  const [draft] = workspace.environments
  return draft === undefined || problems.length > 0 ? undefined : toEnvironment(draft)
}
