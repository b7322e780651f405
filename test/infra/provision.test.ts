import { readFileSync } from 'node:fs'
import { RunError } from '@pulumi/pulumi'
import { beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type Provisioned, type ProvisionOptions, provision } from '../../infra/provision.ts'
import { caught } from '../support/caught.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { exampleConfig } from './support/example-config.ts'
import { type ProgramRun, runProgram, subscriptionId, tenantId } from './support/run-program.ts'

const directory = process.cwd()

describe('the example "production"', () => {
  let run: ProgramRun<Provisioned>
  beforeAll(async () => {
    run = await runProgram(() => provision({ directory }), { config: exampleConfig('production') })
  })

  test.each([
    ['signing-vault', 'kv-contoso-sign-prod'],
    ['settings-vault', 'kv-contoso-cfg-prod'],
  ])('makes the %s closed, with roles only, and impossible to lose', (name, vaultName) => {
    const { inputs, protect } = run.resource(name)
    expect(protect).toBe(true)
    expect(inputs).toMatchObject({
      vaultName,
      resourceGroupName: 'rg-contoso-sign-production',
      location: 'westeurope',
      tags: { product: 'contoso-sign', environment: 'production', 'managed-by': 'ikctl' },
    })
    expect(inputs.properties).toEqual({
      tenantId: '2b7e1d90-4c5a-4f8e-a6d3-9e0c7b1f5a24',
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: 'Disabled',
      networkAcls: {
        defaultAction: 'Deny',
        bypass: 'None',
        ipRules: [],
        virtualNetworkRules: [],
      },
    })
  })

  test('connects each vault with a private endpoint and its name in the given zone', () => {
    for (const vault of ['signing', 'settings']) {
      const endpoint = run.resource(`${vault}-endpoint`).inputs
      expect(endpoint.subnet.id).toMatch(/snet-endpoints$/)
      expect(endpoint.privateLinkServiceConnections).toEqual([
        expect.objectContaining({
          groupIds: ['vault'],
          privateLinkServiceId: `/resource/${vault}-vault`,
        }),
      ])
      expect(run.resource(`${vault}-endpoint-dns`).inputs.privateDnsZoneConfigs).toEqual([
        {
          name: 'vault',
          privateDnsZoneId: expect.stringMatching(/privatelink\.vaultcore\.azure\.net$/),
        },
      ])
    }
    expect(run.ofType('azure-native:privatedns:PrivateZone')).toEqual([])
  })

  test('gives each identity exactly the roles that the design names', () => {
    const assignments = run
      .ofType('azure-native:authorization:RoleAssignment')
      .map(({ name }) => name)
      .sort()
    expect(assignments).toEqual([
      'alerts-is-reader-of-logs',
      'application-is-secretsReader-of-settings',
      'application-is-signer-of-signing',
      'rotator-is-rotator-of-signing',
      'smoke-is-secretsReader-of-settings',
      'smoke-is-signer-of-settings',
      'smoke-is-signer-of-signing',
    ])
  })

  test('names each role assignment by a GUID of its own, at a vault, for the identity', () => {
    const assignments = run
      .ofType('azure-native:authorization:RoleAssignment')
      .filter(({ name }) => name !== 'alerts-is-reader-of-logs')
    for (const { name, inputs, deleteBeforeReplace } of assignments) {
      const [, workload, vault] = /^(\w+)-is-\w+-of-(\w+)$/.exec(name) ?? []
      expect(inputs).toMatchObject({
        scope: `/resource/${vault}-vault`,
        principalId: `principal of ${workload}-identity`,
        principalType: 'ServicePrincipal',
        roleAssignmentName: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      })
      expect(deleteBeforeReplace).toBe(true)
    }
    const names = assignments.map(({ inputs }) => inputs.roleAssignmentName)
    expect(new Set(names).size).toBe(names.length)
  })

  test('lets tokens from outside stand for the identities, and nothing else', () => {
    const credentials = run.ofType('azure-native:managedidentity:FederatedIdentityCredential')
    expect(
      credentials.map(({ inputs }) => [inputs.resourceName, inputs.subject, inputs.audiences]),
    ).toEqual([
      [
        'id-contoso-sign-production-application',
        'system:serviceaccount:contoso-sign:signer',
        ['api://AzureADTokenExchange'],
      ],
      [
        'id-contoso-sign-production-smoke',
        'repo:contoso@123456/docusign-config@456789:ref:refs/heads/main',
        ['api://AzureADTokenExchange'],
      ],
      [
        'id-contoso-sign-production-rotator',
        'repo:contoso@123456/docusign-config@456789:environment:production',
        ['api://AzureADTokenExchange'],
      ],
    ])
  })

  test('logs everything that the vaults do to the given workspace', () => {
    for (const vault of ['signing', 'settings']) {
      expect(run.resource(`${vault}-diagnostics`).inputs).toMatchObject({
        resourceUri: `/resource/${vault}-vault`,
        workspaceId: expect.stringMatching(/log-contoso$/),
        logAnalyticsDestinationType: 'Dedicated',
        logs: [{ categoryGroup: 'allLogs', enabled: true }],
        metrics: [{ category: 'AllMetrics', enabled: true }],
      })
    }
    expect(run.ofType('azure-native:operationalinsights:Workspace')).toEqual([])
  })

  test('mails new versions and expiries of both vaults', () => {
    for (const vault of ['signing', 'settings']) {
      expect(run.resource(`${vault}-events`).inputs).toMatchObject({
        source: `/resource/${vault}-vault`,
        topicType: 'Microsoft.KeyVault.vaults',
      })
      const { inputs } = run.resource(`${vault}-events-mail`)
      expect(inputs.filter.includedEventTypes).toEqual(
        expect.arrayContaining([
          'Microsoft.KeyVault.KeyNewVersionCreated',
          'Microsoft.KeyVault.SecretNearExpiry',
        ]),
      )
      expect(inputs.destination).toMatchObject({
        endpointType: 'MonitorAlert',
        actionGroups: ['/resource/alerts'],
      })
      expect(inputs.eventDeliverySchema).toBe('CloudEventSchemaV1_0')
    }
    expect(run.resource('alerts').inputs.emailReceivers).toEqual([
      expect.objectContaining({ emailAddress: 'on-call@contoso.example' }),
    ])
  })

  test('makes keys and settings only after what notices new versions', () => {
    const watchers = [
      ...['signing-diagnostics', 'signing-events-mail'],
      ...['settings-diagnostics', 'settings-events-mail'],
    ]
    for (const name of ['key-2026-09', 'key-2026-11', 'evidence-key', 'settings']) {
      expect(run.resource(name).dependencies).toEqual(expect.arrayContaining(watchers))
    }
  })

  test('alerts on the audit log and on metrics, always through the action group', () => {
    const rules = run.ofType('azure-native:monitor:ScheduledQueryRule')
    expect(rules.map(({ name }) => name)).toEqual([
      'alert-deletion',
      'alert-vault-changed',
      'alert-backup',
      'alert-undeclared-version',
      'alert-refused',
      'alert-expiry',
    ])
    for (const { inputs } of rules) {
      expect(inputs).toMatchObject({
        enabled: true,
        actions: { actionGroups: ['/resource/alerts'] },
      })
      expect(inputs.scopes).toEqual([expect.stringMatching(/log-contoso$/)])
    }
    const metrics = run.ofType('azure-native:monitor:MetricAlert')
    expect(
      metrics.map(({ inputs }) => {
        const [{ metricName, operator, threshold }] = inputs.criteria.allOf
        return `${inputs.scopes} ${metricName} ${operator} ${threshold}`
      }),
    ).toEqual([
      '/resource/signing-vault Availability LessThan 100',
      '/resource/signing-vault ServiceApiLatency GreaterThan 1000',
      '/resource/signing-vault SaturationShoebox GreaterThan 75',
      '/resource/settings-vault Availability LessThan 100',
      '/resource/settings-vault ServiceApiLatency GreaterThan 1000',
      '/resource/settings-vault SaturationShoebox GreaterThan 75',
    ])
    for (const { inputs } of metrics) {
      expect(inputs).toMatchObject({
        enabled: true,
        actions: [{ actionGroupId: '/resource/alerts' }],
      })
    }
  })

  test('publishes the settings as one protected JSON secret in the settings vault', () => {
    const { inputs, protect, retainOnDelete } = run.resource('settings')
    expect({ protect, retainOnDelete }).toEqual({ protect: true, retainOnDelete: true })
    expect(inputs).toMatchObject({
      vaultName: 'kv-contoso-cfg-prod',
      secretName: 'docusign-settings',
      properties: { contentType: 'application/json' },
    })
    expect(JSON.parse(inputs.properties.value)).toEqual(run.result.settings)
    expect(run.result.settings).toMatchObject({
      oauthHost: 'account.docusign.com',
      keyPair: { id: '2026-09' },
    })
  })

  test('keeps everything below one component, and puts no lock on the vaults', () => {
    for (const { type, parent } of run.resources.values()) {
      if (type.startsWith('azure-native:')) expect(parent).toBe('contoso-sign-production')
    }
    expect(run.ofType('azure-native:authorization:ManagementLockByScope')).toEqual([])
  })

  test('leaves the commit to the outputs, so that it changes no resource', () => {
    const { commit } = run.result
    expect(commit).toMatch(/^[0-9a-f]{40}(-dirty)?$/)
    const inputs = JSON.stringify([...run.resources.values()])
    expect(inputs).not.toContain(commit?.slice(0, 40))
  })
})

describe('the example "demo"', () => {
  test('opens the vaults to the given addresses only, and has its own workspace', async () => {
    const run = await runProgram(() => provision({ directory }), {
      config: exampleConfig('demo'),
      stack: 'demo',
    })
    for (const vault of ['signing-vault', 'settings-vault']) {
      expect(run.resource(vault).inputs.properties).toMatchObject({
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          defaultAction: 'Deny',
          bypass: 'None',
          ipRules: [{ value: '203.0.113.16/28' }],
        },
      })
    }
    expect(run.ofType('azure-native:network:PrivateEndpoint')).toEqual([])
    expect(run.resource('workspace').inputs).toMatchObject({ retentionInDays: 90 })
    expect(run.resource('signing-diagnostics').inputs.workspaceId).toBe('/resource/workspace')
    // Nobody is named in the stack's configuration, so the contact hears alerts.
    expect(run.resource('alerts').inputs.emailReceivers).toEqual([
      expect.objectContaining({ emailAddress: expect.stringContaining('@contoso.example') }),
    ])
  })
})

describe('parameters', () => {
  const production = exampleConfig('production')
  const provisionWith = (config: Record<string, unknown>) =>
    runProgram(() => provision({ directory }), { config: { ...production, ...config } })

  test('privateDnsZoneId: without one, a zone is made and linked to the network', async () => {
    const run = await provisionWith({ privateDnsZoneId: '' })
    expect(run.resource('dns-zone').inputs).toMatchObject({
      privateZoneName: 'privatelink.vaultcore.azure.net',
      location: 'global',
    })
    expect(run.resource('dns-zone-link').inputs.virtualNetwork.id).toMatch(
      /virtualNetworks\/vnet-contoso$/,
    )
    expect(run.resource('signing-endpoint-dns').inputs.privateDnsZoneConfigs).toEqual([
      { name: 'vault', privateDnsZoneId: '/resource/dns-zone' },
    ])
  })

  test('networkLocation: private endpoints are where their network is', async () => {
    const run = await provisionWith({ networkLocation: 'northeurope' })
    expect(run.resource('signing-endpoint').inputs.location).toBe('northeurope')
    expect(run.resource('signing-vault').inputs.location).toBe('westeurope')
  })

  test('privateDnsByPolicy: no zone is made, linked or named', async () => {
    const run = await provisionWith({ privateDnsZoneId: '', privateDnsByPolicy: true })
    expect(run.resources.has('signing-endpoint')).toBe(true)
    expect([...run.resources.keys()].filter((name) => name.includes('dns'))).toEqual([])
  })

  test("ci: with the bootstrap's part, the output is an element of IKCTL_ENVIRONMENTS", async () => {
    const ci = {
      ...{ backendUrl: 'azblob://pulumi?storage_account=st', runner: 'inside' },
      ...{ deployerClientId: 'deployer', previewClientId: 'preview' },
    }
    const { result } = await provisionWith({ ci })
    const element = await new Promise((resolve) => {
      result.ciEnvironment.apply(resolve)
    })
    expect(element).toEqual({
      ...{ ...ci, name: 'production', tenantId, subscriptionId },
      ...{ smokeClientId: 'smoke-identity', rotatorClientId: 'rotator-identity' },
    })
  })

  test('an alert that needs no log reports that logging was switched off', async () => {
    const run = await provisionWith({})
    expect(run.resource('alert-logs-removed').inputs).toMatchObject({
      scopes: [expect.stringMatching(/\/resourceGroups\/rg-contoso-sign-production$/)],
      condition: {
        allOf: [
          { field: 'category', equals: 'Administrative' },
          { field: 'operationName', equals: 'Microsoft.Insights/diagnosticSettings/delete' },
        ],
      },
      actions: { actionGroups: [{ actionGroupId: '/resource/alerts' }] },
    })
  })

  test('softDeleteRetentionInDays: as an adopted vault has it', async () => {
    const run = await provisionWith({ softDeleteRetentionInDays: 30 })
    expect(run.resource('signing-vault').inputs.properties.softDeleteRetentionInDays).toBe(30)
  })

  test('keyExpiryDays: keys expire so long after their declaration, the evidence key never', async () => {
    const run = await provisionWith({ keyExpiryDays: 400 })
    const { expires } = run.resource('key-2026-09').inputs.properties.attributes
    expect(new Date(expires * 1000).toISOString()).toMatch(/^2027-10-/)
    expect(run.resource('evidence-key').inputs.properties.attributes.expires).toBeUndefined()
  })

  test('managementLock: true puts a delete lock on both vaults', async () => {
    const run = await provisionWith({ managementLock: true })
    const locks = run.ofType('azure-native:authorization:ManagementLockByScope')
    expect(locks.map(({ inputs }) => [inputs.scope, inputs.level])).toEqual([
      ['/resource/signing-vault', 'CanNotDelete'],
      ['/resource/settings-vault', 'CanNotDelete'],
    ])
  })

  test('importerGroupId: the group may import into the signing vault', async () => {
    const group = '8d4e1f0a-6b7c-4d2e-9f3a-5c8b0e7d1a62'
    const run = await provisionWith({ importerGroupId: group })
    expect(run.resource('importers-is-importer-of-signing').inputs).toMatchObject({
      principalId: group,
      principalType: 'Group',
    })
  })

  test('sku: premium keeps new keys in an HSM', async () => {
    const run = await provisionWith({ sku: 'premium' })
    expect(run.resource('signing-vault').inputs.properties.sku.name).toBe('premium')
    expect(run.resource('key-2026-09').inputs.properties.kty).toBe('RSA-HSM')
    expect(run.resource('evidence-key').inputs.properties.kty).toBe('EC-HSM')
  })

  test("tags: come on top of the program's own", async () => {
    const run = await provisionWith({ tags: { 'cost-centre': '4711' } })
    expect(run.resource('smoke-identity').inputs.tags).toEqual({
      product: 'contoso-sign',
      environment: 'production',
      'managed-by': 'ikctl',
      'cost-centre': '4711',
    })
  })

  test('several subjects of one identity are written one after the other', async () => {
    const subject = (branch: string) => ({ github: { repository: 'contoso/app', branch } })
    const run = await provisionWith({ smokeSubjects: [subject('a'), subject('b'), subject('c')] })
    const credentials = run
      .ofType('azure-native:managedidentity:FederatedIdentityCredential')
      .filter(({ name }) => name.startsWith('smoke-'))
    const [first, second, third] = credentials.map(({ name }) => name)
    expect(credentials[1]?.dependencies).toContain(first)
    expect(credentials[2]?.dependencies).toContain(second)
    expect(third).toBeDefined()
  })
})

const emulated: Pick<ProvisionOptions, 'emulated'> = {
  emulated: {
    docusignUrl: 'https://localhost:4433',
    vaultNames: { signing: 'kv-test-sign', settings: 'kv-test-cfg' },
  },
}

test('an emulated environment with vaults is deployed to a stand-in for Azure', async () => {
  const example = readFileSync('config/local/integration.yaml', 'utf8')
  const vaults = '{signing: https://localhost:1, settings: https://localhost:2}'
  const folder = temporaryFolder({
    'config/local/integration.yaml': `${example}vaults: ${vaults}\n`,
    'config/local/tenants/acme.yaml': readFileSync('config/local/tenants/acme.yaml', 'utf8'),
    'config/local/public-keys/first.pem': readFileSync(
      'config/demo/public-keys/2026-10.pem',
      'utf8',
    ),
    'config/local/key-pairs.yaml': stringify({
      keyPairs: {
        first: {
          ...{ state: 'active', origin: 'vault', custody: 'key' },
          key: `https://localhost:1/keys/docusign-first/${'0'.repeat(32)}`,
          thumbprint: '5WZWssJiz2T6ob_zAavfEn7_hHkaHTE7hAWciM6SxAY',
          since: { active: '2026-09-03T08:00:00Z' },
        },
      },
    }),
  })
  const run = await runProgram(
    () => provision({ directory: folder, environment: 'local', ...emulated }),
    { config: exampleConfig('production') },
  )
  expect(run.resource('signing-vault').inputs.vaultName).toBe('kv-test-sign')
  expect(run.resource('key-first').inputs).toMatchObject({
    ...{ vaultName: 'kv-test-sign', keyName: 'docusign-first' },
  })
  expect(JSON.parse(run.resource('settings').inputs.properties.value)).toMatchObject({
    oauthHost: 'localhost:4433',
    keyPair: { id: 'first' },
  })
})

describe('refusals, before anything is registered', () => {
  const refusal = async (
    environment: string,
    folder = directory,
    options: Partial<ProvisionOptions> = {},
  ) => {
    let error: unknown
    const run = await runProgram(
      async () => {
        error = await caught(() => provision({ directory: folder, environment, ...options }))
      },
      { config: exampleConfig('production') },
    )
    expect(error).toBeInstanceOf(RunError)
    expect(run.resources.size).toBe(0)
    return error instanceof Error ? error.message : ''
  }

  test('errors in config/ are rendered as validate does, with file, line and help', async () => {
    const folder = temporaryFolder({
      'config/production/integration.yaml': stringify({ product: 'x', platfrom: 'production' }),
      'config/production/key-pairs.yaml': 'keyPairs: {}\n',
    })
    const message = await refusal('production', folder)
    expect(message).toContain('config/production has errors, nothing was deployed')
    expect(message).toContain('config/production/integration.yaml:2:1')
    expect(message).toContain('platfrom')
    expect(message).toContain('help:')
  })

  test('an unknown stack', async () => {
    expect(await refusal('prod')).toContain('there is no environment "prod" below config/')
  })

  test('an environment of the emulators', async () => {
    expect(await refusal('local')).toContain('"local" runs on the emulators')
  })

  test('a stand-in for Azure under an environment of a real platform', async () => {
    expect(await refusal('production', directory, emulated)).toContain(
      'only one on the platform "emulator" is deployed to a stand-in for Azure',
    )
  })
})
