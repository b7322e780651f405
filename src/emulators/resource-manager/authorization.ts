import type { Json } from '../../config/json.ts'
import { type ConditionInput, matchesAction, parseCondition } from './abac-condition.ts'
import type { Azure, AzureResource } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { builtInRoles, type RoleDefinition, type RolePermissions } from './role-definitions.ts'
import { at, listAt, textAt } from './values.ts'

/** Who deploys: an identity whose role assignments count, or undefined for one that may do all. */
export type Caller = { objectId: string; clientId: string } | undefined

/** Somebody who may do all, logged in with Azure's command line. */
export const owner = {
  clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  objectId: 'f3d7a921-6b4e-4c85-90d2-1e8c5f0a7b36',
}

/** The last part of a role definition's id: its GUID, in lower case. */
export function roleGuid(roleDefinitionId: string): string {
  return roleDefinitionId.split('/').at(-1)?.toLowerCase() ?? ''
}

/** A built-in role or one that was made in this Azure. */
export function findRole(azure: Azure, roleDefinitionId: string): RoleDefinition | undefined {
  const guid = roleGuid(roleDefinitionId)
  const custom = Object.values(azure.resources).find(
    ({ type, id }) => type === roleDefinitionType && roleGuid(id) === guid,
  )
  if (custom === undefined) return builtInRoles[guid]
  return {
    roleName: textAt(custom.inputs, 'roleName'),
    permissions: listAt(custom.inputs, 'permissions').map((permission) => ({
      actions: texts(permission, 'actions'),
      notActions: texts(permission, 'notActions'),
      dataActions: texts(permission, 'dataActions'),
      notDataActions: texts(permission, 'notDataActions'),
    })),
  }
}

/**
 * Refuses an action for which the caller has no role at the resource or above it.
 *
 * @param action `Microsoft.KeyVault/vaults/write`.
 * @param options.judged for role assignments: what conditions look at.
 * @param options.code of the refusal.
 * @param options.unrestricted whether only roles without a condition count.
 * @throws AzureError 403.
 */
export function authorize(
  azure: Azure,
  caller: Caller,
  action: string,
  id: string,
  {
    judged = { request: {}, resource: {} },
    code = 'AuthorizationFailed',
    unrestricted = false,
  }: {
    judged?: Pick<ConditionInput, 'request' | 'resource'>
    code?: string
    unrestricted?: boolean
  } = {},
): void {
  if (caller === undefined) return
  const isAllowed = assignmentsOf(azure, caller.objectId, id).some((assignment) => {
    const role = findRole(azure, textAt(assignment.inputs, 'roleDefinitionId'))
    if (role === undefined || !allows(role, action, 'actions')) return false
    const conditions = [role.condition, textAt(assignment.inputs, 'condition')].filter(Boolean)
    if (unrestricted) return conditions.length === 0
    return conditions.every(
      (condition) => !condition || parseCondition(condition)({ action, ...judged }),
    )
  })
  if (isAllowed) return
  throw new AzureError(
    403,
    code,
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${id}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

/**
 * The same for what is done in the vault itself, where roles only count when the vault goes by roles.
 *
 * @param permission as access policies call it: `keys`, `delete`.
 * @throws AzureError 403 Forbidden.
 */
export function authorizeData(
  azure: Azure,
  caller: Caller,
  action: string,
  vault: AzureResource,
  [kind, permission]: [kind: 'keys' | 'secrets', permission: string],
): void {
  if (caller === undefined) return
  const { objectId } = caller
  const usesRoles = at(vault.inputs, 'properties.enableRbacAuthorization') === true
  const isAllowed = usesRoles
    ? assignmentsOf(azure, objectId, vault.id).some((assignment) => {
        const role = findRole(azure, textAt(assignment.inputs, 'roleDefinitionId'))
        return role !== undefined && allows(role, action, 'dataActions')
      })
    : listAt(vault.inputs, 'properties.accessPolicies').some(
        (policy) =>
          textAt(policy, 'objectId') === objectId &&
          listAt(policy, `permissions.${kind}`).some((one) => one === permission || one === 'all'),
      )
  if (isAllowed) return
  throw new AzureError(
    403,
    'Forbidden',
    `Caller is not authorized to perform action on resource. If role assignments, deny assignments or role definitions were changed recently, please observe propagation time. Caller: appid=${caller.clientId};oid=${objectId} Action: '${action}' Vault: ${vault.id.split('/').at(-1)}`,
  )
}

/** Whether a principal has a role that allows an action, whatever its conditions. */
export function mayDo(azure: Azure, principalId: string, action: string, id: string): boolean {
  return assignmentsOf(azure, principalId, id).some((assignment) => {
    const role = findRole(azure, textAt(assignment.inputs, 'roleDefinitionId'))
    return role !== undefined && allows(role, action, 'actions')
  })
}

// --- internal ---

const roleDefinitionType = 'azure-native:authorization:RoleDefinition'
const roleAssignmentType = 'azure-native:authorization:RoleAssignment'

/** The role assignments of a principal at a resource or above it. */
function assignmentsOf(azure: Azure, principalId: string, id: string): AzureResource[] {
  const below = `${id.toLowerCase()}/`
  return Object.values(azure.resources).filter(({ type, inputs, id: assignmentId }) => {
    if (type !== roleAssignmentType || inputs.principalId !== principalId) return false
    const scope = assignmentId.split('/').slice(0, -4).join('/')
    return below.startsWith(`${scope.toLowerCase()}/`)
  })
}

function allows({ permissions }: RoleDefinition, action: string, kind: 'actions' | 'dataActions') {
  const not = kind === 'actions' ? 'notActions' : 'notDataActions'
  return permissions.some(
    (permission: RolePermissions) =>
      (permission[kind] ?? []).some((pattern) => matchesAction(action, pattern)) &&
      !(permission[not] ?? []).some((pattern) => matchesAction(action, pattern)),
  )
}

function texts(value: Json, path: string): string[] {
  return listAt(value, path).filter((one) => typeof one === 'string')
}
