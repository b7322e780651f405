import type { WorkspaceRule } from '../rule.ts'
import { visitAccounts } from './identifiers.ts'
import { sharedIds } from './shared-ids.ts'

export const sharedAccount: WorkspaceRule = {
  id: 'environment/shared-account',
  severity: 'error',
  summary:
    'Demo and production of a product have no account id in common: the platforms share no accounts, so one of the two was copied and no user has access to it.',
  help: "Copy the account id from the Apps and Keys page of that platform's account.",
  fleet: 'alike',
  checkWorkspace: (workspace) => sharedIds(workspace, visitAccounts),
}
