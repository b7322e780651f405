import { matchesAction, parseCondition } from '../abac-condition.ts'
import { findRole, roleGuid } from '../authorization.ts'
import type { Azure } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { knownActions } from '../known-actions.ts'
import { badRequest, type ResourceType } from '../resource-type.ts'
import { builtInRoles } from '../role-definitions.ts'
import { isSame, listAt, type Properties, textAt } from '../values.ts'

const guid = {
  pattern: /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i,
  rule: 'a GUID',
}

/** Role assignments: one for each scope, principal and role; only descriptions and conditions can change. */
export const roleAssignment: ResourceType = {
  azureType: 'Microsoft.Authorization/roleAssignments',
  path: '/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}',
  autoName: 'uuid',
  name: guid,
  replaceOn: ['principalId'],
  check({ azure, id, inputs, before, now }) {
    const roleDefinitionId = textAt(inputs, 'roleDefinitionId')
    const role = roleGuid(roleDefinitionId)
    if (!/\/providers\/Microsoft\.Authorization\/roleDefinitions\/[^/]+$/i.test(roleDefinitionId)) {
      throw badRequest(
        `The role definition ID '${roleDefinitionId}' is not the resource id of a role definition.`,
        'InvalidRoleDefinitionId',
      )
    }
    if (findRole(azure, roleDefinitionId) === undefined || isReplicating(azure, role, now)) {
      throw badRequest(
        `The specified role definition with ID '${role}' does not exist.`,
        'RoleDefinitionDoesNotExist',
      )
    }
    if (!isAssignable(azure, role, scopeOf(id))) {
      throw badRequest(
        `The role definition with ID '${role}' cannot be assigned at scope '${scopeOf(id)}': it is not among its assignable scopes.`,
        'RoleDefinitionScopeMismatch',
      )
    }
    if (!guid.pattern.test(textAt(inputs, 'principalId'))) {
      throw badRequest(
        `The principal ID '${textAt(inputs, 'principalId')}' is not valid. Principal ID must be a GUID.`,
        'InvalidPrincipalId',
      )
    }
    if (before !== undefined && roleGuid(textAt(before.inputs, 'roleDefinitionId')) !== role) {
      throw badRequest(
        'Tenant ID, application ID, principal ID, role definition ID and scope are not allowed to be updated.',
        'RoleAssignmentUpdateNotPermitted',
      )
    }
    checkPrincipalType(azure.resources, inputs)
    checkCondition(inputs)
    const same = Object.values(azure.resources).find(
      (other) =>
        other.type === 'azure-native:authorization:RoleAssignment' &&
        other.id.toLowerCase() !== id.toLowerCase() &&
        scopeOf(other.id) === scopeOf(id) &&
        isSame(other.inputs.principalId, inputs.principalId ?? null) &&
        roleGuid(textAt(other.inputs, 'roleDefinitionId')) === role,
    )
    if (same !== undefined) {
      throw new AzureError(
        409,
        'RoleAssignmentExists',
        `The role assignment already exists. The ID of the conflicting role assignment is ${same.id.split('/').at(-1)}.`,
      )
    }
  },
  add: ({ azure, id, inputs, now, callerId, before }) => ({
    added: {
      // Azure shows the scope and the role in its own form.
      scope: `/${id.split('/').slice(1, -4).join('/')}`,
      roleDefinitionId: `/subscriptions/${azure.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid(textAt(inputs, 'roleDefinitionId'))}`,
      principalType: inputs.principalType ?? 'ServicePrincipal',
      createdOn: before?.added.createdOn ?? now,
      createdBy: before?.added.createdBy ?? callerId,
      updatedOn: now,
      updatedBy: callerId,
    },
  }),
}

/** Custom roles: their names are unique in the tenant, and a role that somebody has cannot be deleted. */
export const roleDefinition: ResourceType = {
  azureType: 'Microsoft.Authorization/roleDefinitions',
  path: '/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}',
  autoName: 'uuid',
  name: guid,
  check({ azure, id, inputs }) {
    const roleName = textAt(inputs, 'roleName')
    if (roleName === '') throw badRequest('The role name is missing.', 'InvalidRoleDefinitionName')
    const names = [
      ...Object.values(builtInRoles).map((role) => role.roleName),
      ...Object.values(azure.resources)
        .filter((other) => other.type === 'azure-native:authorization:RoleDefinition')
        .filter((other) => roleGuid(other.id) !== roleGuid(id))
        .map((other) => textAt(other.inputs, 'roleName')),
    ]
    if (names.some((name) => name.toLowerCase() === roleName.toLowerCase())) {
      throw new AzureError(
        409,
        'RoleDefinitionWithSameNameExists',
        `A custom role with the same name already exists in this directory. Use a different name than '${roleName}'.`,
      )
    }
    const scopes = listAt(inputs, 'assignableScopes').map((scope) => String(scope).toLowerCase())
    if (!scopes.some((scope) => scopeOf(id) === scope || scopeOf(id).startsWith(`${scope}/`))) {
      throw badRequest(
        `The assignable scopes have to contain the scope of the role, '/${id.split('/').slice(1, -4).join('/')}'.`,
        'InvalidRoleDefinitionScope',
      )
    }
    for (const permission of listAt(inputs, 'permissions')) {
      const dataActions = [
        ...listAt(permission, 'dataActions'),
        ...listAt(permission, 'notDataActions'),
      ]
      for (const action of dataActions) checkAction(String(action), 'dataActions')
      const actions = [...listAt(permission, 'actions'), ...listAt(permission, 'notActions')]
      for (const action of actions) checkAction(String(action), 'actions')
    }
  },
  add: ({ now, callerId, before }) => ({
    added: {
      roleType: 'CustomRole',
      createdOn: before?.added.createdOn ?? now,
      createdBy: before?.added.createdBy ?? callerId,
      updatedOn: now,
      updatedBy: callerId,
    },
  }),
  checkDelete({ id }, { resources }) {
    const used = Object.values(resources).some(
      (other) =>
        other.type === 'azure-native:authorization:RoleAssignment' &&
        roleGuid(textAt(other.inputs, 'roleDefinitionId')) === roleGuid(id),
    )
    if (used) {
      throw badRequest(
        'There are existing role assignments referencing role. Delete them first.',
        'RoleDefinitionHasAssignments',
      )
    }
  },
}

/** Locks: what they stop is in `resource-manager.ts`. */
export const managementLock: ResourceType = {
  azureType: 'Microsoft.Authorization/locks',
  path: '/{scope}/providers/Microsoft.Authorization/locks/{lockName}',
  autoName: 'random',
  name: {
    pattern: /^[\w.()-]{1,90}$/,
    rule: '1 to 90 letters, digits, underscores, dots, brackets and hyphens',
  },
  check({ inputs }) {
    if (inputs.level === 'NotSpecified') {
      throw badRequest("The lock level has to be 'CanNotDelete' or 'ReadOnly'.", 'InvalidLockLevel')
    }
    if (textAt(inputs, 'notes').length > 512) {
      throw badRequest('The notes of a lock can have 512 characters at most.', 'InvalidLockNotes')
    }
  },
}

// --- internal ---

function scopeOf(id: string): string {
  return id.split('/').slice(0, -4).join('/').toLowerCase()
}

/**
 * A new custom role is not known everywhere at once.
 *
 * @see https://github.com/pulumi/pulumi-azure/issues/840
 */
function isReplicating({ resources, replicationMs }: Azure, role: string, now: string): boolean {
  const definition = Object.values(resources).find(
    ({ type, id }) => type === 'azure-native:authorization:RoleDefinition' && roleGuid(id) === role,
  )
  const createdOn = Date.parse(textAt(definition?.added, 'createdOn'))
  return Date.parse(now) - createdOn < replicationMs
}

/** Built-in roles can be assigned anywhere, custom roles in their assignable scopes. */
function isAssignable({ resources }: Azure, role: string, scope: string): boolean {
  const custom = Object.values(resources).find(
    ({ type, id }) => type === 'azure-native:authorization:RoleDefinition' && roleGuid(id) === role,
  )
  if (custom === undefined) return true
  return listAt(custom.inputs, 'assignableScopes').some((one) =>
    `${scope}/`.startsWith(`${String(one).toLowerCase()}/`),
  )
}

function checkPrincipalType(resources: Azure['resources'], inputs: Properties): void {
  const isIdentity = Object.values(resources).some(
    ({ added }) => added.principalId === textAt(inputs, 'principalId'),
  )
  const type = textAt(inputs, 'principalType')
  if (isIdentity && type !== '' && type !== 'ServicePrincipal') {
    throw badRequest(
      `The PrincipalId '${textAt(inputs, 'principalId')}' has type 'ServicePrincipal', which is different from specified PrinciaplType '${type}'.`,
      'UnmatchedPrincipalType',
    )
  }
}

function checkCondition(inputs: Properties): void {
  const condition = textAt(inputs, 'condition')
  if (condition === '') return
  if (textAt(inputs, 'conditionVersion') !== '2.0') {
    throw badRequest("The condition version has to be '2.0'.", 'InvalidConditionVersion')
  }
  try {
    parseCondition(condition)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw badRequest(
      `${error.message}: the stand-in only knows conditions that limit role assignments.`,
      'RoleAssignmentConditionNotSupported',
    )
  }
}

/** Azure takes only actions that exist. */
function checkAction(action: string, kind: keyof typeof knownActions): void {
  if (knownActions[kind].some((known) => matchesAction(known, action))) return
  throw badRequest(
    `'${action}' does not match any of the actions supported by the providers.`,
    'InvalidActionOrNotAction',
  )
}
