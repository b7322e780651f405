import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { allResourceProviders } from '../../infra/bootstrap/resource-providers.ts'
import { vaultRoleId } from '../../infra/roles.ts'
import type { Azure } from '../../src/emulators/resource-manager/azure.ts'
import {
  createResource,
  deleteResource,
  type Session,
  updateResource,
} from '../../src/emulators/resource-manager/resource-manager.ts'
import type { Properties } from '../../src/emulators/resource-manager/values.ts'
import { exampleConfig } from '../infra/support/example-config.ts'
import { useCheckout } from './pulumi-project.ts'
import { describeEngine } from './support/describe-engine.ts'

vi.setConfig({ testTimeout: 300_000 })

const { subnetId, privateDnsZoneId, workspaceId } = exampleConfig('production')

const config = {
  location: 'westeurope',
  resourceGroup: 'rg-contoso-sign-production',
  stateStorageAccount: 'stcontososignproduction',
  secretsVault: 'kv-contoso-state-prod',
  allowedIpRanges: ['203.0.113.16/28'],
  deployerSubjects: [
    { github: { repository: 'contoso@123456/docusign-config@456789', environment: 'production' } },
  ],
  previewSubjects: [
    { github: { repository: 'contoso@123456/docusign-config@456789', environment: 'preview' } },
  ],
  ...{ subnetId, privateDnsZoneId, workspaceId },
}

describeEngine('the identities that the bootstrap makes', () => {
  const owner = useCheckout('infra/bootstrap')
  const ci = useCheckout()
  let outputs: Record<string, string> = {}
  const ciOutputs = () => Object(outputs.ci)
  const up = () => ci.pulumi('up', '--yes', '--skip-preview')

  test('are made by the owner of the subscription, once', async () => {
    owner.azure((azure) => {
      prepareShared(azure)
      // A custom role is not known everywhere at once: pulumi/pulumi-azure#840.
      azure.replicationMs = 3000
    })
    const stack = Object.entries(config).map(([key, value]) => [`ikctl-bootstrap:${key}`, value])
    writeFileSync(
      join(owner.folder, 'Pulumi.production.yaml'),
      stringify({ config: Object.fromEntries(stack) }),
    )
    await owner.pulumi('stack', 'init', 'production')
    const up = ['up', '--yes', '--skip-preview']
    const first = await owner.pulumi(...up, '--policy-pack', 'infra/policy')
    expect(first.code, first.output).toBe(0)
    const second = await owner.pulumi(...up, '--expect-no-changes')
    expect(second.code, second.output).toBe(0)
    outputs = await owner.json('stack', 'output', '--json')
    expect(outputs).toMatchObject({
      backendUrl: 'azblob://pulumi?storage_account=stcontososignproduction',
      secretsProvider: 'azurekeyvault://kv-contoso-state-prod.vault.azure.net/keys/pulumi',
    })
  })

  test('the deployer runs the main program', async () => {
    ci.env.IKCTL_AZURE_STATE = owner.env.IKCTL_AZURE_STATE ?? ''
    ci.env.ARM_CLIENT_ID = outputs.deployerClientId ?? ''
    await ci.pulumi('stack', 'init', 'production')
    for (const [key, value] of Object.entries<string>(ciOutputs())) {
      await ci.pulumi('config', 'set', '--path', `ci.${key}`, value)
    }
    const { code, output } = await up()
    expect(code, output).toBe(0)
  })

  test('the stack puts out the element of IKCTL_ENVIRONMENTS', async () => {
    expect(await ci.json('stack', 'output', 'ciEnvironment', '--json')).toMatchObject({
      name: 'production',
      backendUrl: outputs.backendUrl,
      deployerClientId: outputs.deployerClientId,
      previewClientId: outputs.previewClientId,
      smokeClientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  // https://learn.microsoft.com/azure/key-vault/general/rbac-guide
  test('the deployer cannot give itself access policies instead of a role', () => {
    ci.azure((azure) => {
      const vault = Object.values(azure.resources).find(({ id }) =>
        id.endsWith('/kv-contoso-sign-prod'),
      )
      const caller = callerOf(azure, outputs.deployerClientId)
      const policy = {
        ...{ tenantId: azure.tenantId, objectId: caller?.objectId ?? '' },
        permissions: { keys: ['sign'] },
      }
      const properties = {
        ...(vault?.inputs.properties as Properties),
        ...{ enableRbacAuthorization: false, accessPolicies: [policy] },
      }
      const change = (by: Session['caller']) =>
        updateResource(
          structuredClone(azure),
          { type: 'azure-native:keyvault:Vault', inputs: { ...vault?.inputs, properties } },
          { caller: by, now: Date.now() },
        )
      expect(() => change(undefined)).not.toThrow()
      expect(() => change(caller)).toThrow('AuthorizationFailed')
    })
  })

  test.each([
    ['give anybody a broad role', '14b46e9e-c2b7-41b4-b07b-48a6ebf60603', 'application'],
    ['give itself the right to sign', 'signer', 'deployer'],
    ['give a user the right to sign', 'signer', 'user'],
  ])('the deployer cannot %s', (_, role, to) => {
    ci.azure((azure) => {
      const group = `/subscriptions/${azure.subscriptionId}/resourceGroups/${config.resourceGroup}`
      const identity = Object.values(azure.resources).find(({ id }) =>
        id.endsWith(to === 'deployer' ? '-deployer' : '-application'),
      )
      const guid = role === 'signer' ? vaultRoleId('signer', group) : role
      const assign = (caller: Session['caller']) =>
        createResource(
          structuredClone(azure),
          {
            type: 'azure-native:authorization:RoleAssignment',
            inputs: {
              scope: group,
              roleAssignmentName: '11111111-1111-4111-8111-111111111111',
              // A user is nobody whom this Azure knows.
              principalId:
                to === 'user'
                  ? '22222222-2222-4222-8222-222222222222'
                  : String(identity?.added.principalId),
              principalType: to === 'user' ? 'User' : 'ServicePrincipal',
              roleDefinitionId: `/subscriptions/${azure.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
            },
          },
          { caller, now: Date.now() },
        )
      // The owner can, so it is the deployer's own rights that are missing.
      expect(() => assign(undefined)).not.toThrow()
      expect(() => assign(callerOf(azure, outputs.deployerClientId))).toThrow(/authoriz/i)
    })
  })

  test.each([
    'azure-native:keyvault:Key',
    'azure-native:keyvault:Secret',
    'azure-native:keyvault:Vault',
  ])('the deployer cannot delete an %s', (type) => {
    ci.azure((azure) => {
      const found = Object.values(azure.resources).find((resource) => resource.type === type)
      const remove = () =>
        deleteResource(structuredClone(azure), type, found?.id ?? '', {
          caller: callerOf(azure, outputs.deployerClientId),
          now: Date.now(),
        })
      expect(found).toBeDefined()
      expect(remove).toThrow(/authoriz|permission|forbidden/i)
    })
  })

  test('who previews can preview a change, and not make it', async () => {
    ci.env.ARM_CLIENT_ID = outputs.previewClientId ?? ''
    ci.edit('Pulumi.production.yaml', (document) =>
      document.setIn(['config', 'ikctl-infra:tags'], { 'cost-centre': '4711' }),
    )
    const preview = await ci.pulumi('preview')
    expect(preview.code, preview.output).toBe(0)
    expect(preview.output).toContain('update')
    const { code, output } = await up()
    expect(code).not.toBe(0)
    expect(output).toMatch(/authoriz/i)
  })
})

// --- internal ---

/** What the example environment takes part in: a DNS zone and a workspace of others. */
function prepareShared(azure: Azure): void {
  const [, , subscriptionId = ''] = String(subnetId).split('/')
  azure.subscriptionId = subscriptionId
  const create = (type: string, inputs: Properties) =>
    createResource(
      azure,
      { type: `azure-native:${type}`, inputs },
      { caller: undefined, now: Date.now() },
    )
  const [network, monitoring] = ['rg-contoso-network', 'rg-contoso-monitoring']
  for (const resourceGroupName of [network, monitoring]) {
    create('resources:ResourceGroup', { resourceGroupName, location: 'westeurope' })
  }
  azure.registered = [...allResourceProviders]
  create('privatedns:PrivateZone', {
    ...{ resourceGroupName: network, location: 'global' },
    privateZoneName: 'privatelink.vaultcore.azure.net',
  })
  create('operationalinsights:Workspace', {
    ...{ resourceGroupName: monitoring, workspaceName: 'log-contoso', location: 'westeurope' },
    sku: { name: 'PerGB2018' },
  })
}

/** The identity with a client id. */
function callerOf(azure: Azure, clientId = ''): Session['caller'] {
  const identity = Object.values(azure.resources).find(({ added }) => added.clientId === clientId)
  return { clientId, objectId: String(identity?.added.principalId) }
}
