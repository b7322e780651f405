import { allResourceProviders } from '../../infra/bootstrap/resource-providers.ts'
import { type VaultRole, vaultRoleId, vaultRoles } from '../../infra/roles.ts'
import type { Azure } from '../../src/emulators/resource-manager/azure.ts'
import { createResource } from '../../src/emulators/resource-manager/resource-manager.ts'

/**
 * What preflight and bootstrap make for the main program: registered resource providers, resource groups,
 * and the vault roles in each.
 *
 * @param resourceGroups by name; absent: those of the examples.
 */
export function prepareSurroundings(
  azure: Azure,
  resourceGroups: readonly string[] = ['rg-contoso-sign-production', 'rg-contoso-sign-demo'],
): void {
  azure.registered = [...allResourceProviders]
  const session = { caller: undefined, now: Date.now() }
  for (const resourceGroupName of resourceGroups) {
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
