import type { WorkspaceRule } from '../rule.ts'
import { visitUsers } from './identifiers.ts'
import { sharedIds } from './shared-ids.ts'

export const sharedUser: WorkspaceRule = {
  id: 'environment/shared-user',
  severity: 'error',
  summary:
    'Demo and production of a product have no user id in common: the platforms share no users, so one of the two was copied and cannot log in.',
  help: "Copy the user id from the Apps and Keys page of that platform's account.",
  fleet: 'alike',
  checkWorkspace: (workspace) => sharedIds(workspace, visitUsers),
}
