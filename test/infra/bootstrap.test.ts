import { RunError } from '@pulumi/pulumi'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Bootstrapped, bootstrap } from '../../infra/bootstrap/bootstrap.ts'
import { assignableRoles, deployerActions } from '../../infra/bootstrap/custom-roles.ts'
import { policies } from '../../infra/policy/policies.ts'
import { provision } from '../../infra/provision.ts'
import { builtInRoles } from '../../infra/roles.ts'
import { caught } from '../support/caught.ts'
import { violations } from './policy/support.ts'
import { bootstrapConfig } from './support/bootstrap-config.ts'
import { exampleConfig, readPulumiFile } from './support/example-config.ts'
import { type ProgramRun, runProgram, subscriptionId } from './support/run-program.ts'

const main = exampleConfig('production')

const run = (change: Record<string, unknown> = {}) =>
  runProgram(() => bootstrap(), {
    config: { ...bootstrapConfig, ...change },
    project: 'ikctl-bootstrap',
  })

let made: ProgramRun<Bootstrapped>
beforeAll(async () => {
  made = await run()
})

const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-contoso-sign-production`

test('the state is read with a role, from listed addresses, and cannot be deleted', () => {
  const { inputs, protect } = made.resource('state')
  expect(protect).toBe(true)
  expect(inputs).toMatchObject({
    accountName: 'stcontososignprod',
    allowSharedKeyAccess: false,
    allowBlobPublicAccess: false,
    allowCrossTenantReplication: false,
    enableHttpsTrafficOnly: true,
    minimumTlsVersion: 'TLS1_2',
    networkRuleSet: {
      defaultAction: 'Deny',
      bypass: 'None',
      ipRules: [{ iPAddressOrRange: '203.0.113.16/28' }, { iPAddressOrRange: '203.0.113.4' }],
    },
  })
  expect(made.resource('state-container')).toMatchObject({
    protect: true,
    inputs: { containerName: 'pulumi', publicAccess: 'None' },
  })
})

test("the secrets provider's key only wraps, in a vault of its own", () => {
  expect(made.resource('secrets-key')).toMatchObject({
    protect: true,
    retainOnDelete: true,
    inputs: {
      vaultName: 'kv-contoso-state-prod',
      properties: { kty: 'RSA', keyOps: ['encrypt', 'decrypt'] },
    },
  })
})

test('keeps to the policies too', async () => {
  for (const { name } of policies) {
    expect(await violations(name, [...made.resources.values()])).toEqual([])
  }
})

describe('roles', () => {
  test('are what each identity needs and nothing more', () => {
    const assignments = made.ofType('azure-native:authorization:RoleAssignment')
    expect(assignments.map(({ name }) => name).sort()).toEqual([
      'deployer-is-deployer-of-environment',
      'deployer-is-registrar-of-subscription',
      'deployer-is-role-administrator-of-environment',
      'deployer-is-role-administrator-of-workspace',
      'deployer-is-shared-resources-of-log-contoso',
      'deployer-is-shared-resources-of-privatelink.vaultcore.azure.net',
      'deployer-is-shared-resources-of-snet-endpoints',
      'deployer-is-stack-secrets-of-secrets',
      'deployer-is-state-writer-of-state',
      'preview-is-reader-of-environment',
      'preview-is-reader-of-state',
      'preview-is-stack-secrets-of-secrets',
    ])
    const names = assignments.map(({ inputs }) => inputs.roleAssignmentName)
    expect(new Set(names).size).toBe(names.length)
  })

  test('of the main program are made here, under the ids that it computes', async () => {
    const { ofType } = await runProgram(() => provision({ directory: process.cwd() }), {
      config: { ...main, importerGroupId: '8d4e1f0a-6b7c-4d2e-9f3a-5c8b0e7d1a62' },
    })
    const custom = made
      .ofType('azure-native:authorization:RoleDefinition')
      .map(({ inputs }) => inputs.roleDefinitionId)
    const used = ofType('azure-native:authorization:RoleAssignment')
      .map(({ inputs }) => inputs.roleDefinitionId.split('/').pop())
      .filter((guid) => !Object.values<string>(builtInRoles).includes(guid))
    expect(new Set(used).size).toBe(3)
    for (const guid of used) expect(custom).toContain(guid)
    // And the deployer may assign exactly those.
    const { condition } = made.resource('deployer-is-role-administrator-of-environment').inputs
    for (const guid of new Set(used)) expect(condition).toContain(guid)
  })

  test('are custom and narrow: assignable in their resource group only, without wildcards', () => {
    for (const { name, inputs } of made.ofType('azure-native:authorization:RoleDefinition')) {
      expect(inputs.roleType).toBe('CustomRole')
      // Providers are registered for a whole subscription.
      const registers = name === 'role-register-providers'
      for (const scope of inputs.assignableScopes) {
        expect(scope).toMatch(
          registers
            ? /^\/subscriptions\/[^/]+$/
            : /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/,
        )
      }
      const [{ actions, dataActions }] = inputs.permissions
      expect(JSON.stringify([actions, dataActions])).not.toContain('*')
      // No role has power over resources and over what is in them.
      expect(actions.length === 0 || dataActions.length === 0, name).toBe(true)
    }
  })

  test('the signer signs and reads public halves, the rotator does not sign', () => {
    const dataActions = (role: string) =>
      made
        .resource(`role-${role}`)
        .inputs.permissions[0].dataActions.map((action: string) =>
          action.replace('Microsoft.KeyVault/vaults/', ''),
        )
    expect(dataActions('signer')).toEqual(['keys/read', 'keys/sign/action'])
    expect(dataActions('rotator')).toEqual([
      'keys/read',
      'keys/update/action',
      'secrets/readMetadata/action',
      'secrets/update/action',
    ])
    expect(dataActions('importer')).toEqual([
      'keys/read',
      'keys/import/action',
      'secrets/readMetadata/action',
      'secrets/setSecret/action',
    ])
  })

  test('the deployer neither deletes vaults, keys, secrets, logs or locks nor assigns roles freely', () => {
    for (const forbidden of [
      'Microsoft.KeyVault/vaults/delete',
      'Microsoft.KeyVault/vaults/keys/delete',
      'Microsoft.OperationalInsights/workspaces/delete',
      'Microsoft.Authorization/locks/delete',
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleDefinitions/write',
    ]) {
      expect(deployerActions).not.toContain(forbidden)
    }
    expect(made.resource('role-deployer').inputs.permissions).toEqual([
      { actions: deployerActions, notActions: [], dataActions: [], notDataActions: [] },
    ])
  })

  test('the condition limits which roles the deployer assigns and takes away, and to whom', () => {
    expect(assignableRoles(['role-1', 'role-2'], 'self')).toBe(
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (" +
        '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {role-1, role-2}' +
        " AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal', 'Group'}" +
        ' AND @Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAllValues:GuidNotEquals {self}' +
        '))' +
        " AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (" +
        '@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {role-1, role-2}' +
        '))',
    )
    const { inputs } = made.resource('deployer-is-role-administrator-of-environment')
    expect(inputs).toMatchObject({ scope: group, conditionVersion: '2.0' })
    expect(inputs.condition).toContain('{principal of deployer-identity}')
  })
})

describe('the group of operators', () => {
  const operatorGroupId = '8d4e1f0a-6b7c-4d2e-9f3a-5c8b0e7d1a62'

  test('may do what the deployer may, and no more', async () => {
    const { ofType, resource } = await run({ operatorGroupId })
    const assignments = ofType('azure-native:authorization:RoleAssignment')
    const of = (who: string) =>
      assignments
        .filter(({ name }) => name.startsWith(`${who}-is-`))
        .map(({ name, inputs }) => [name.slice(who.length), inputs.roleDefinitionId])
        .sort()
    expect(of('operators')).toEqual(of('deployer'))
    for (const { name, inputs } of assignments.filter(({ name }) => name.startsWith('operators'))) {
      expect([name, inputs.principalId, inputs.principalType]).toEqual([
        ...[name, operatorGroupId, 'Group'],
      ])
    }
    // It cannot give itself a role either.
    const { condition } = resource('operators-is-role-administrator-of-environment').inputs
    expect(condition).toContain(`{${operatorGroupId}}`)
  })
})

test('the main program may link a zone that it makes to the whole network', async () => {
  const { resources } = await run({ privateDnsZoneId: '' })
  const shared = [...resources.keys()].filter((name) => name.startsWith('deployer-is-shared'))
  expect(shared.sort()).toEqual([
    'deployer-is-shared-resources-of-log-contoso',
    'deployer-is-shared-resources-of-snet-endpoints',
    'deployer-is-shared-resources-of-vnet-contoso',
  ])
  const byPolicy = await run({ privateDnsZoneId: '', privateDnsByPolicy: true })
  expect(byPolicy.resources.has('deployer-is-shared-resources-of-vnet-contoso')).toBe(false)
})

test('the state can be brought back, is logged, and is reached from subnets of runners too', async () => {
  const runners = String(main.subnetId).replace('snet-endpoints', 'snet-runners')
  const { resource } = await run({
    ...{ allowedIpRanges: [], runnerSubnetIds: [runners] },
    ...{ stateReplication: 'Standard_GRS', workspaceId: '' },
  })
  expect(resource('state').inputs).toMatchObject({
    sku: { name: 'Standard_GRS' },
    networkRuleSet: { ipRules: [], virtualNetworkRules: [{ virtualNetworkResourceId: runners }] },
  })
  expect(resource('secrets-vault').inputs.properties).toMatchObject({
    publicNetworkAccess: 'Enabled',
    networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [{ id: runners }] },
  })
  expect(resource('state-service').inputs).toMatchObject({
    isVersioningEnabled: true,
    deleteRetentionPolicy: { enabled: true, days: 30 },
  })
  for (const [name, uri] of [
    ['secrets-diagnostics', '/resource/secrets-vault'],
    ['state-diagnostics', '/resource/state/blobServices/default'],
  ] as const) {
    expect(resource(name).inputs).toMatchObject({
      ...{ resourceUri: uri, workspaceId: '/resource/state-log' },
      logs: [{ categoryGroup: 'allLogs', enabled: true }],
    })
  }
})

test('the identities and the state are out of the reach of the deployer', () => {
  const own = 'rg-contoso-sign-production-bootstrap'
  expect(made.resource('bootstrap').inputs.resourceGroupName).toBe(own)
  for (const { name, inputs } of made.resources.values()) {
    if (inputs.resourceGroupName === undefined || name === 'environment') continue
    expect([own, 'bootstrap']).toContain(inputs.resourceGroupName)
  }
})

test('without shared resources there is no role for them', async () => {
  const { resources } = await run({ subnetId: '', privateDnsZoneId: '', workspaceId: '' })
  expect([...resources.keys()].filter((name) => name.includes('shared'))).toEqual([])
})

test('every parameter is declared', () => {
  const declared = Object.keys(readPulumiFile('infra/bootstrap/Pulumi.yaml').config)
  const options = [
    ...['keyVaultApi', 'operatorGroupId', 'privateDnsByPolicy', 'runnerSubnetIds'],
    'stateReplication',
  ]
  expect(declared.sort()).toEqual([...Object.keys(bootstrapConfig), ...options, 'tags'].sort())
})

test.each([
  [{ stateStorageAccount: 'st-contoso' }, 'stateStorageAccount: "st-contoso" is not'],
  [{ secretsVault: '-' }, 'secretsVault: "-" is not'],
  [{ resourceGroup: '' }, 'resourceGroup: missing'],
  [{ allowedIpRanges: [] }, 'allowedIpRanges: name the addresses'],
  [{ allowedIpRanges: ['203.0.113.6/31'] }, 'storage accounts refuse /31, write its two addresses'],
  [
    { stateReplication: 'Standard_XRS' },
    'stateReplication: "Standard_XRS" is none of Standard_LRS',
  ],
  [
    { runnerSubnetIds: ['snet-runners'] },
    'runnerSubnetIds: [0]: "snet-runners" is not a resource id',
  ],
  [{ operatorGroupId: 'operators' }, 'operatorGroupId: "operators" is not a GUID'],
  [
    { tags: Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`t${i}`, 'x'])) },
    'tags: 14 tags are too many: a key has 15 at most, and 2 are set anyway, so 13 are left',
  ],
  [{ deployerSubjects: [] }, 'deployerSubjects: nobody could deploy'],
  [{ previewSubjects: bootstrapConfig.deployerSubjects }, 'may preview too'],
])('%j is refused', async (change, expected) => {
  const error = await caught(() => run(change))
  expect(error).toBeInstanceOf(RunError)
  expect(String(error)).toContain(expected)
})
