import { type VaultRole, vaultRoleId, vaultRoles } from '../../infra/roles.ts'
import type { Azure } from '../../src/emulators/resource-manager/azure.ts'
import { createResource } from '../../src/emulators/resource-manager/resource-manager.ts'

/** What the bootstrap makes for the main program: the examples' resource groups, and the vault roles. */
export function prepareSurroundings(azure: Azure): void {
  const session = { caller: undefined, now: Date.now() }
  for (const resourceGroupName of ['rg-contoso-sign-production', 'rg-contoso-sign-demo']) {
    const group = createResource(
      azure,
      {
        type: 'azure-native:resources:ResourceGroup',
        inputs: { resourceGroupName, location: 'westeurope' },
      },
      session,
    )
    for (const name of Object.keys(vaultRoles) as VaultRole[]) {
      const guid = vaultRoleId(name, group.id)
      const dataActions = vaultRoles[name].dataActions.map(
        (action) => `Microsoft.KeyVault/vaults/${action}`,
      )
      createResource(
        azure,
        {
          type: 'azure-native:authorization:RoleDefinition',
          inputs: {
            ...{ scope: group.id, roleDefinitionId: guid, roleName: guid },
            assignableScopes: [group.id],
            permissions: [{ actions: [], notActions: [], dataActions, notDataActions: [] }],
          },
        },
        session,
      )
    }
  }
}
