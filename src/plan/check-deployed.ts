import { checkedOutCommit } from './checkout.ts'
import { isAncestor } from './git-tree.ts'

/**
 * Whether the commit that is checked out is the deployed one or a newer one, so that following it does
 * not bring an older state back. A commit that Git does not know here counts as newer.
 *
 * @param directory the start folder.
 * @param deployed the full id of the commit that is deployed.
 * @returns what is wrong, if anything is.
 * @throws {GitUnreadable} without Git.
 */
export function checkDeployed(
  directory: string,
  deployed: string,
): { message: string; wayForward: string } | undefined {
  const commit = checkedOutCommit(directory)
  if (commit === deployed) return undefined
  if (commit !== undefined && isAncestor(directory, deployed, commit)) return undefined
  return {
    message: `${deployed.slice(0, 12)} is deployed, and ${commit === undefined ? 'no commit is checked out here' : `${commit.slice(0, 12)}, which is checked out, does not contain it`}`,
    wayForward:
      'check out the deployed commit or a newer one, with its history (actions/checkout: `fetch-depth: 0`)',
  }
}
