import { beforeEach, describe, expect, test } from 'vitest'
import type { Properties } from '../../../src/emulators/resource-manager/values.ts'
import {
  type AzureFixture,
  assignment,
  createAzureFixture,
  refusal,
  vaultInputs,
} from './azure-fixture.ts'

const roles = {
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  roleAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  dataAccessAdministrator: '8b54135c-b56d-4d72-a534-26097cfdc8d8',
  keyVaultContributor: 'f25e0fa2-a7c8-4377-a976-54943a77a395',
  cryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424',
  cryptoOfficer: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
}

let azure: AzureFixture
beforeEach(() => {
  azure = createAzureFixture()
})

/** Makes an identity with a role and lets it do everything from now on. */
function deployAs(role: string, scope = azure.group, more = {}) {
  const identity = azure.identity(`id-${role.slice(0, 8)}`)
  azure.assign(identity.principalId, role, scope, more)
  azure.caller = identity.caller
  return identity
}

describe('a caller', () => {
  test('without a role can do nothing', () => {
    azure.caller = azure.identity('id-nobody').caller
    expect(refusal(() => azure.vault())).toBe('403 AuthorizationFailed')
  })

  test('with a role at the resource group can do what the role says, and only below it', () => {
    azure.create('resources:ResourceGroup', { resourceGroupName: 'rg-2', location: 'westeurope' })
    deployAs(roles.contributor)
    azure.vault()
    const elsewhere = () =>
      azure.create('storage:StorageAccount', {
        resourceGroupName: 'rg-2',
        accountName: 'stother',
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS' },
      })
    expect(refusal(elsewhere)).toBe('403 AuthorizationFailed')
  })

  test('that only reads cannot write or delete', () => {
    const id = azure.vault()
    deployAs(roles.reader)
    expect(refusal(() => azure.key())).toBe('403 AuthorizationFailed')
    expect(refusal(() => azure.remove('keyvault:Vault', id))).toBe('403 AuthorizationFailed')
  })

  test('that is a Contributor can make keys, but neither delete them nor give roles', () => {
    const vault = azure.vault()
    const { principalId } = deployAs(roles.contributor)
    const key = azure.key()
    expect(refusal(() => azure.remove('keyvault:Key', key))).toBe('403 Forbidden')
    expect(refusal(() => azure.assign(principalId, roles.cryptoOfficer, vault))).toBe(
      '403 AuthorizationFailed',
    )
  })

  test('deletes keys with a data-plane role, unless the vault goes by access policies', () => {
    azure.vault()
    azure.vault('kv-policies', { enableRbacAuthorization: false })
    const [key, other] = [azure.key(), azure.key('kv-policies')]
    deployAs(roles.cryptoOfficer)
    azure.remove('keyvault:Key', key)
    expect(refusal(() => azure.remove('keyvault:Key', other))).toBe('403 Forbidden')
  })

  test('deletes keys by an access policy', () => {
    const identity = azure.identity('id-policy')
    azure.vault('kv-one', {
      enableRbacAuthorization: false,
      accessPolicies: [
        {
          tenantId: azure.azure.tenantId,
          objectId: identity.principalId,
          permissions: { keys: ['get', 'delete'] },
        },
      ],
    })
    const key = azure.key()
    azure.caller = identity.caller
    azure.remove('keyvault:Key', key)
    expect(azure.azure.deleted[key.toLowerCase()]).toBeDefined()
  })
})

// https://learn.microsoft.com/azure/key-vault/general/rbac-guide
describe('the permission model of a vault', () => {
  const switchTo = (enableRbacAuthorization: boolean, accessPolicies: Properties[] = []) =>
    refusal(() =>
      azure.update(
        'keyvault:Vault',
        vaultInputs(azure.azure, 'kv-one', { enableRbacAuthorization, accessPolicies }),
      ),
    )

  test('is not changed by a Contributor, who would let himself in', () => {
    azure.vault()
    const { principalId } = deployAs(roles.contributor)
    const policy = {
      ...{ tenantId: azure.azure.tenantId, objectId: principalId },
      permissions: { keys: ['sign'] },
    }
    expect(switchTo(false, [policy])).toBe('403 AuthorizationFailed')
    expect(switchTo(true)).toBe('nothing was refused')
  })

  test.each([
    ['403 AuthorizationFailed', roles.dataAccessAdministrator, {}],
    [
      '403 AuthorizationFailed',
      roles.roleAdministrator,
      {
        condition: "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})))",
        conditionVersion: '2.0',
      },
    ],
    ['nothing was refused', roles.roleAdministrator, {}],
    ['nothing was refused', roles.owner, {}],
  ])('is changed only with a right to assign roles that nothing limits: %s', (code, role, more) => {
    azure.vault('kv-one', { enableRbacAuthorization: false })
    const { principalId } = deployAs(role, azure.group, more)
    azure.caller = undefined
    azure.assign(principalId, roles.keyVaultContributor, azure.group)
    azure.caller = {
      objectId: principalId,
      clientId: 'x',
    }
    expect(switchTo(true)).toBe(code)
  })
})

describe('a role administrator', () => {
  const attribute = (source: string) =>
    `@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]`
  const condition = [
    ['write', 'Request'],
    ['delete', 'Resource'],
  ]
    .map(
      ([action, source]) =>
        `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR (${attribute(source ?? '')} ForAnyOfAnyValues:GuidEquals {${roles.cryptoUser}}))`,
    )
    .join(' AND ')

  test('with a condition gives and takes only the roles that it names', () => {
    const vault = azure.vault()
    const signer = azure.identity('id-signer')
    const foreign = azure.assign(signer.principalId, roles.reader, vault)
    const self = deployAs(roles.roleAdministrator, azure.group, {
      condition,
      conditionVersion: '2.0',
    })
    const given = azure.assign(signer.principalId, roles.cryptoUser, vault)
    expect(refusal(() => azure.assign(self.principalId, roles.owner, azure.group))).toBe(
      '403 AuthorizationFailed',
    )
    expect(refusal(() => azure.assign(signer.principalId, roles.cryptoOfficer, vault))).toBe(
      '403 AuthorizationFailed',
    )
    expect(refusal(() => azure.remove('authorization:RoleAssignment', foreign))).toBe(
      '403 AuthorizationFailed',
    )
    azure.remove('authorization:RoleAssignment', given)
  })

  test('of data access gives the built-in roles of Key Vault, no other and no custom ones', () => {
    const vault = azure.vault()
    const signer = azure.identity('id-signer')
    const custom = '7d1c2b3a-0000-4000-8000-000000000001'
    azure.create('authorization:RoleDefinition', customRole(custom))
    deployAs(roles.dataAccessAdministrator)
    azure.assign(signer.principalId, roles.cryptoUser, vault)
    for (const role of [roles.owner, roles.keyVaultContributor, custom]) {
      expect(refusal(() => azure.assign(signer.principalId, role, vault))).toBe(
        '403 AuthorizationFailed',
      )
    }
  })
})

describe('a role assignment', () => {
  test('is unique for its scope, principal and role', () => {
    const vault = azure.vault()
    const { principalId } = azure.identity('id-signer')
    azure.assign(principalId, roles.cryptoUser, vault)
    expect(refusal(() => azure.assign(principalId, roles.cryptoUser.toUpperCase(), vault))).toBe(
      '409 RoleAssignmentExists',
    )
    azure.assign(principalId, roles.cryptoUser, azure.group)
  })

  test('never gets another role', () => {
    const vault = azure.vault()
    const { principalId } = azure.identity('id-signer')
    const inputs = assignment(azure.azure, principalId, roles.cryptoUser, vault)
    azure.create('authorization:RoleAssignment', inputs)
    const next = assignment(azure.azure, principalId, roles.reader, vault)
    const change = () =>
      azure.update('authorization:RoleAssignment', {
        ...next,
        roleAssignmentName: inputs.roleAssignmentName,
      })
    expect(refusal(change)).toBe('400 RoleAssignmentUpdateNotPermitted')
  })

  test.each([
    ['400 InvalidResourceName', { roleAssignmentName: 'signer' }],
    [
      '400 RoleDefinitionDoesNotExist',
      { roleDefinitionId: role('00000000-0000-4000-8000-00000000dead') },
    ],
    ['400 InvalidRoleDefinitionId', { roleDefinitionId: roles.reader }],
    ['400 InvalidPrincipalId', { principalId: 'me' }],
    ['400 UnmatchedPrincipalType', { principalType: 'User' }],
    ['400 InvalidConditionVersion', { condition: "ActionMatches{'x'}" }],
    ['400 RoleAssignmentConditionNotSupported', { condition: '?', conditionVersion: '2.0' }],
    [
      '404 ResourceNotFound',
      { scope: `${createAzureFixture().group}/providers/Microsoft.KeyVault/vaults/none` },
    ],
    ['nothing was refused', { scope: '/subscriptions/other/resourceGroups/theirs' }],
  ])('in a special place or form: %s', (code, more) => {
    const { principalId } = azure.identity('id-signer')
    const scope = azure.vault()
    const create = () =>
      azure.create('authorization:RoleAssignment', {
        ...assignment(azure.azure, principalId, roles.reader, scope),
        ...more,
      })
    expect(refusal(create)).toBe(code)
  })

  test('of a custom role stays in its assignable scopes, and keeps it from being deleted', () => {
    const custom = '7d1c2b3a-0000-4000-8000-000000000001'
    const definition = azure.create('authorization:RoleDefinition', customRole(custom)).id
    const { principalId } = azure.identity('id-signer')
    const subscription = `/subscriptions/${azure.azure.subscriptionId}`
    expect(refusal(() => azure.assign(principalId, custom, subscription))).toBe(
      '400 RoleDefinitionScopeMismatch',
    )
    const assigned = azure.assign(principalId, custom, azure.vault())
    const remove = () => azure.remove('authorization:RoleDefinition', definition)
    expect(refusal(remove)).toBe('400 RoleDefinitionHasAssignments')
    azure.remove('authorization:RoleAssignment', assigned)
    remove()
  })
})

describe('a custom role', () => {
  // pulumi/pulumi-azure#840
  test('cannot be assigned before Azure knows it everywhere', () => {
    const custom = '7d1c2b3a-0000-4000-8000-000000000001'
    azure.azure.replicationMs = 30_000
    azure.create('authorization:RoleDefinition', customRole(custom))
    const { principalId } = azure.identity('id-signer')
    const assign = () => azure.assign(principalId, custom, azure.group)
    azure.now += 29_999
    expect(refusal(assign)).toBe('400 RoleDefinitionDoesNotExist')
    azure.now += 1
    expect(refusal(assign)).toBe('nothing was refused')
  })

  test.each([
    ['400 InvalidActionOrNotAction', ['Microsoft.KeyVault/vaults/sign/action']],
    ['400 InvalidActionOrNotAction', ['Microsoft.KeyVaults/*']],
    ['400 InvalidActionOrNotAction', ['Microsoft.KeyVault/vaults/keys/delete']],
    [
      'nothing was refused',
      ['microsoft.keyvault/vaults/PrivateEndpointConnectionsApproval/action'],
    ],
    ['nothing was refused', ['Microsoft.KeyVault/vaults/*/read', '*/register/action']],
  ])('names actions that exist: %s %j', (code, actions) => {
    const inputs = customRole('7d1c2b3a-0000-4000-8000-000000000001')
    const create = () =>
      azure.create('authorization:RoleDefinition', { ...inputs, permissions: [{ actions }] })
    expect(refusal(create)).toBe(code)
  })

  test.each([
    ['409 RoleDefinitionWithSameNameExists', { roleName: 'key vault reader' }],
    ['400 InvalidRoleDefinitionScope', { assignableScopes: ['/subscriptions/other'] }],
    ['400 InvalidResourceName', { roleDefinitionId: 'signer' }],
    [
      '400 InvalidActionOrNotAction',
      { permissions: [{ dataActions: ['Microsoft.KeyVault/vaults/keys/sign'] }] },
    ],
  ])('is refused: %s', (code, more) => {
    const inputs = { ...customRole('7d1c2b3a-0000-4000-8000-000000000001'), ...more }
    expect(refusal(() => azure.create('authorization:RoleDefinition', inputs))).toBe(code)
  })

  test('counts with its data actions', () => {
    const custom = '7d1c2b3a-0000-4000-8000-000000000001'
    azure.create('authorization:RoleDefinition', customRole(custom))
    azure.vault()
    const key = azure.key()
    deployAs(custom)
    expect(refusal(() => azure.remove('keyvault:Key', key))).toBe('403 Forbidden')
  })
})

describe('a lock', () => {
  const lock = (scope: string, level: string, lockName = 'lock') =>
    azure.create('authorization:ManagementLockByScope', { scope, level, lockName }).id

  test('against deletion also blocks taking roles away, and deleting what is above', () => {
    const vault = azure.vault()
    const key = azure.key()
    const { principalId } = azure.identity('id-signer')
    const role = azure.assign(principalId, roles.cryptoUser, vault)
    const id = lock(vault, 'CanNotDelete')
    expect(refusal(() => azure.remove('keyvault:Vault', vault))).toBe('409 ScopeLocked')
    expect(refusal(() => azure.remove('authorization:RoleAssignment', role))).toBe(
      '409 ScopeLocked',
    )
    expect(refusal(() => azure.remove('resources:ResourceGroup', azure.group))).toBe(
      '409 ScopeLocked',
    )
    azure.assign(principalId, roles.reader, vault)
    // What happens in the vault itself is no matter of Resource Manager.
    azure.remove('keyvault:Key', key)

    azure.remove('authorization:ManagementLockByScope', id)
    azure.remove('authorization:RoleAssignment', role)
    azure.remove('keyvault:Vault', vault)
  })

  test('for reading blocks writing too', () => {
    azure.vault()
    const id = lock(azure.group, 'ReadOnly')
    expect(refusal(() => azure.key())).toBe('409 ScopeLocked')
    expect(refusal(() => azure.identity('id-new'))).toBe('409 ScopeLocked')
    azure.remove('authorization:ManagementLockByScope', id)
    azure.key()
  })

  test('is refused without a level and with too many notes', () => {
    expect(refusal(() => lock(azure.group, 'NotSpecified'))).toBe('400 InvalidLockLevel')
    const notes = () =>
      azure.create('authorization:ManagementLockByScope', {
        scope: azure.group,
        level: 'ReadOnly',
        lockName: 'lock',
        notes: 'x'.repeat(513),
      })
    expect(refusal(notes)).toBe('400 InvalidLockNotes')
  })
})

function customRole(roleDefinitionId: string) {
  const scope = createAzureFixture().group
  return {
    scope,
    roleDefinitionId,
    roleName: 'ikctl signer',
    assignableScopes: [scope],
    permissions: [
      {
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/read',
          'Microsoft.KeyVault/vaults/keys/sign/action',
        ],
      },
    ],
  }
}

function role(guid: string): string {
  return `/providers/Microsoft.Authorization/roleDefinitions/${guid}`
}
