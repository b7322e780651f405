import type { ConfigTree } from '../config/config-tree.ts'
import type { Environment, Tenant } from '../config/environment.ts'
import {
  cutTenants,
  isProven,
  type ProvenCutover,
  readCutoverProofs,
} from '../rotation/check-cutover.ts'
import { cutoverFileName, evidencePolicy } from '../rotation/evidence.ts'
import { evidenceKeyFileName } from '../rotation/evidence-key-file.ts'
import type { EnvironmentHistory } from './environment-history.ts'
import { evidenceIn } from './evidence-in.ts'
import type { GitTree } from './git-tree.ts'

/** What a change does to migrating tenants. */
export interface CheckedCutover {
  /** Proven to log in with the shared key, unless no proof is wanted. */
  proven: Tenant[]
  /** Not proven, and not allowed by name. */
  unproven: Tenant[]
  /** Not proven, but allowed by name. */
  allowed: Tenant[]
  refusals: ProvenCutover['refusals']
  /** Whether the base's policy asks for proof. */
  isProofWanted: boolean
}

/** The revisions that are compared. */
export interface ComparedCutover {
  /** Folder below `config/`. */
  name: string
  base: { environment: Environment | undefined; tree: GitTree }
  /** Revisions that brought proofs, between base and head, the oldest first. */
  between: readonly GitTree[]
  head: { environment: Environment | undefined; tree: ConfigTree }
  historyOf(commit: string): EnvironmentHistory
  /** Ids of tenants that may be cut over without proof. */
  allowUnproven: readonly string[]
  /** Epoch milliseconds. */
  now: number
}

/** Who logs in with the shared key from now on, and whether that is proven; offline, by the base. */
export async function checkCutover(compared: ComparedCutover): Promise<CheckedCutover> {
  const { name, base, between, head, historyOf, allowUnproven, now } = compared
  const checked: CheckedCutover = {
    ...{ proven: [], unproven: [], allowed: [], refusals: [] },
    isProofWanted: true,
  }
  if (base.environment === undefined || head.environment === undefined) return checked
  const tenants = cutTenants(base.environment.tenants, head.environment.tenants)
  if (tenants.length === 0) return checked
  if (evidencePolicy(base.environment.integration.rotation) === undefined) {
    return { ...checked, proven: tenants, isProofWanted: false }
  }
  const files = [...between, head.tree].map((tree, index) => {
    const commit = between[index]?.commit ?? base.tree.commit
    const { isAncestor } = historyOf(between.at(-1)?.commit ?? commit)
    return { text: evidenceIn(tree, name)(cutoverFileName), isMerged: isAncestor }
  })
  const evidenceKey = evidenceIn(base.tree, name)(evidenceKeyFileName)
  const proof = await readCutoverProofs(base.environment, files, { evidenceKey, now })
  for (const tenant of tenants) {
    if (isProven(proof, tenant)) checked.proven.push(tenant)
    else checked[allowUnproven.includes(tenant.id) ? 'allowed' : 'unproven'].push(tenant)
  }
  return { ...checked, refusals: proof.refusals }
}
