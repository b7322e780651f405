import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js'
import { RoleDefinition } from '@pulumi/azure-native/authorization/roleDefinition.js'
import { type ResourceValidationPolicy, validateResourceOfType } from '@pulumi/policy'

export const rolePolicies: ResourceValidationPolicy[] = [
  {
    name: 'no-broad-vault-role',
    description: 'Nobody can change, delete, back up or read everything in a vault.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      RoleAssignment,
      ({ roleDefinitionId }, _args, report) => {
        const name = broadRoles[guidOf(roleDefinitionId)]
        if (name !== undefined) {
          report(
            `the role "${name}" allows too much: use a role of infra/bootstrap, or Secrets User`,
          )
        }
      },
    ),
  },
  {
    name: 'role-administrators-are-conditioned',
    description: 'Who may assign roles may assign only those that the program needs.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      RoleAssignment,
      ({ roleDefinitionId, condition }, _args, report) => {
        const name = administrators[guidOf(roleDefinitionId)]
        if (name !== undefined && !/roleAssignments:RoleDefinitionId\]/.test(condition ?? '')) {
          report(`the role "${name}" needs a condition on the roles that it may assign`)
        }
      },
    ),
  },
  {
    name: 'custom-roles-name-their-actions',
    description: 'A custom role allows what it names, not whatever Azure adds later.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(
      RoleDefinition,
      ({ permissions = [] }, _args, report) => {
        for (const { actions = [], dataActions = [] } of permissions) {
          for (const action of [...actions, ...dataActions]) {
            if (action.includes('*')) report(`"${action}" is a wildcard: name the actions`)
          }
        }
      },
    ),
  },
]

// --- internal ---

function guidOf(roleDefinitionId: string): string {
  return roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1).toLowerCase()
}

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const broadRoles: Record<string, string> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483': 'Key Vault Administrator',
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603': 'Key Vault Crypto Officer',
  '12338af0-0e69-4776-bea7-57ae8d297424': 'Key Vault Crypto User',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
  'a4417e6f-fecd-4de8-b567-7b0420556985': 'Key Vault Certificates Officer',
  'a68e7c17-0ab2-4c09-9a58-125dae29748c': 'Key Vault Purge Operator',
}

const administrators: Record<string, string> = {
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
  '8b54135c-b56d-4d72-a534-26097cfdc8d8': 'Key Vault Data Access Administrator',
}
