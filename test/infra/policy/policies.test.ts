import type { KeyObject } from 'node:crypto'
import { UnknownValueError } from '@pulumi/policy'
import { beforeAll, describe, expect, test } from 'vitest'
import { policies } from '../../../infra/policy/policies.ts'
import { provision } from '../../../infra/provision.ts'
import { caught } from '../../support/caught.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { exampleConfig } from '../support/example-config.ts'
import { type Registered, runProgram } from '../support/run-program.ts'
import { unknownValue, violations } from './support.ts'

const examples = new Map<string, Registered[]>()

let privateKey: KeyObject

beforeAll(async () => {
  privateKey = (await rsaKeyPair()).privateKey
  for (const stack of ['demo', 'production'] as const) {
    const { resources } = await runProgram(() => provision({ directory: process.cwd() }), {
      config: exampleConfig(stack),
      stack,
    })
    examples.set(stack, [...resources.values()])
  }
})

/** The resources of an example, one of them (or all) changed. */
function changed(name: string, change: (resource: Registered) => void, stack = 'production') {
  const resources = structuredClone(examples.get(stack) ?? [])
  const resource = resources.find((candidate) => candidate.name === name)
  if (resource === undefined) throw new Error(`no resource "${name}"`)
  change(resource)
  return resources
}

const set = (path: string, value: unknown) => (resource: Registered) => {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let target = resource.inputs
  for (const key of keys) target = target[key] ??= {}
  if (value === undefined) delete target[last]
  else target[last] = value
}

const remove = (name: string) => (examples.get('production') ?? []).filter((r) => r.name !== name)

describe.each(policies.map(({ name }) => name))('%s', (name) => {
  test.each(['demo', 'production'])('holds for the example %s', async (stack) => {
    expect(await violations(name, examples.get(stack) ?? [])).toEqual([])
  })

  test('has a case below that breaks it', () => {
    expect(breaches.map(([policy]) => policy)).toContain(name)
  })
})

test('every promise is mandatory; only the API version waits for a release of azure-native', () => {
  const others = policies.filter(({ enforcementLevel }) => enforcementLevel !== 'mandatory')
  expect(others.map(({ name, enforcementLevel }) => `${name} ${enforcementLevel}`)).toEqual([
    'vault-api-is-current advisory',
  ])
})

const vault = 'signing-vault'
const key = 'key-2026-09'
const assignment = 'smoke-is-signer-of-signing'
const role = (guid: string) =>
  set(
    'roleDefinitionId',
    `/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
  )
const pem = () => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jwk = () => JSON.stringify(privateKey.export({ format: 'jwk' }))

type Breach = [policy: string, what: string, resources: () => Registered[], message: RegExp]

const breaches: Breach[] = [
  [
    'vault-uses-roles',
    'access policies instead of roles',
    () => changed(vault, set('properties.enableRbacAuthorization', false)),
    /enableRbacAuthorization/,
  ],
  [
    'vault-uses-roles',
    "azure-native's default",
    () => changed(vault, set('properties.enableRbacAuthorization', undefined)),
    /enableRbacAuthorization/,
  ],
  [
    'vault-uses-roles',
    'an access policy in the vault',
    () => changed(vault, set('properties.accessPolicies', [{}])),
    /accessPolicies/,
  ],
  [
    'vault-uses-roles',
    'an access policy beside it',
    () =>
      changed(key, (r) => {
        r.type = 'azure-native:keyvault:AccessPolicy'
      }),
    /role assignment/,
  ],
  [
    'vault-cannot-be-purged',
    'no purge protection',
    () => changed(vault, set('properties.enablePurgeProtection', undefined)),
    /enablePurgeProtection/,
  ],
  [
    'vault-cannot-be-purged',
    'no soft delete',
    () => changed(vault, set('properties.enableSoftDelete', false)),
    /enableSoftDelete/,
  ],
  [
    'vault-cannot-be-purged',
    'a week of retention',
    () => changed(vault, set('properties.softDeleteRetentionInDays', 7)),
    /softDeleteRetentionInDays/,
  ],
  [
    'vault-is-closed',
    'no firewall',
    () => changed(vault, set('properties.networkAcls', undefined)),
    /defaultAction/,
  ],
  [
    'vault-is-closed',
    'open to all',
    () => changed(vault, set('properties.networkAcls.defaultAction', 'Allow')),
    /defaultAction/,
  ],
  [
    'vault-is-closed',
    'a way around the firewall',
    () => changed(vault, set('properties.networkAcls.bypass', 'AzureServices')),
    /bypass/,
  ],
  [
    'vault-is-closed',
    'public without a list',
    () => changed(vault, set('properties.publicNetworkAccess', 'Enabled')),
    /publicNetworkAccess/,
  ],
  [
    'vault-is-closed',
    'everybody as a rule',
    () => changed(vault, set('properties.networkAcls.ipRules', [{ value: '0.0.0.0/0' }])),
    /0\.0\.0\.0\/0/,
  ],
  [
    'vault-is-not-for-machines',
    'deployment',
    () => changed(vault, set('properties.enabledForDeployment', true)),
    /enabledForDeployment/,
  ],
  [
    'vault-is-not-for-machines',
    'disk encryption',
    () => changed(vault, set('properties.enabledForDiskEncryption', true)),
    /enabledForDiskEncryption/,
  ],
  [
    'vault-is-not-for-machines',
    'templates',
    () => changed(vault, set('properties.enabledForTemplateDeployment', true)),
    /enabledForTemplateDeployment/,
  ],
  [
    'vault-is-protected',
    'not protected',
    () =>
      changed(vault, (r) => {
        r.protect = false
      }),
    /protect/,
  ],
  [
    'key-has-one-purpose',
    'no list',
    () => changed(key, set('properties.keyOps', undefined)),
    /one purpose/,
  ],
  [
    'key-has-one-purpose',
    'sign and decrypt',
    () => changed(key, set('properties.keyOps', ['sign', 'decrypt'])),
    /one purpose/,
  ],
  [
    'signing-key-never-expires',
    'an expiry',
    () => changed(key, set('properties.attributes.expires', 1)),
    /expires/,
  ],
  [
    'signing-key-never-expires',
    'a later start',
    () => changed(key, set('properties.attributes.notBefore', 1)),
    /notBefore/,
  ],
  [
    'signing-key-never-expires',
    'disabled',
    () => changed(key, set('properties.attributes.enabled', false)),
    /enabled/,
  ],
  [
    'key-does-not-rotate-itself',
    'a rotation',
    () =>
      changed(
        key,
        set('properties.rotationPolicy', { lifetimeActions: [{ action: { type: 'rotate' } }] }),
      ),
    /rotate/,
  ],
  [
    'key-stays-in-its-vault',
    'exportable',
    () => changed(key, set('properties.attributes.exportable', true)),
    /exportable/,
  ],
  [
    'key-stays-in-its-vault',
    'a release policy',
    () => changed(key, set('properties.releasePolicy', {})),
    /releasePolicy/,
  ],
  [
    'key-is-strong',
    'RSA of 1024 bits',
    () => changed(key, set('properties.keySize', 1024)),
    /keySize/,
  ],
  [
    'key-is-strong',
    'RSA of unknown size',
    () => changed(key, set('properties.keySize', undefined)),
    /keySize/,
  ],
  [
    'key-is-strong',
    "Bitcoin's curve",
    () => changed('evidence-key', set('properties.curveName', 'P-256K')),
    /curveName/,
  ],
  [
    'key-is-left-alone',
    'changes not ignored',
    () =>
      changed(key, (r) => {
        r.ignoreChanges = ['tags']
      }),
    /ignoreChanges/,
  ],
  [
    'no-key-material',
    'a PEM in a secret',
    () => changed('settings', set('properties.value', pem())),
    /properties\.value/,
  ],
  [
    'no-key-material',
    'a PEM in base64',
    () => changed('settings', set('properties.value', Buffer.from(pem()).toString('base64'))),
    /properties\.value/,
  ],
  [
    'no-key-material',
    'a private JWK',
    () => changed('settings', set('properties.value', jwk())),
    /properties\.value/,
  ],
  [
    'no-key-material',
    'a PEM in a tag of anything',
    () => changed('alerts', set('tags.note', pem())),
    /tags\.note/,
  ],
  [
    'no-broad-vault-role',
    'Crypto Officer',
    () => changed(assignment, role('14b46e9e-c2b7-41b4-b07b-48a6ebf60603')),
    /Crypto Officer/,
  ],
  [
    'no-broad-vault-role',
    'Owner',
    () => changed(assignment, role('8E3AF657-A8FF-443C-A75C-2FE8C4BCB635')),
    /Owner/,
  ],
  [
    'role-administrators-are-conditioned',
    'no condition',
    () => changed(assignment, role('f58310d9-a9f6-439a-9e8d-f62e7b41a168')),
    /condition/,
  ],
  [
    'role-administrators-are-conditioned',
    'a condition on something else',
    () =>
      changed(assignment, (r) => {
        role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9')(r)
        set('condition', '@Resource[x] StringEquals y')(r)
      }),
    /condition/,
  ],
  [
    'custom-roles-name-their-actions',
    'a wildcard',
    () =>
      changed(assignment, (r) => {
        r.type = 'azure-native:authorization:RoleDefinition'
        r.inputs = { permissions: [{ dataActions: ['Microsoft.KeyVault/vaults/keys/*'] }] }
      }),
    /wildcard/,
  ],
  [
    'federation-is-exact',
    'another audience',
    () => changed(federated(), set('audiences', ['api://other'])),
    /audiences/,
  ],
  [
    'federation-is-exact',
    'a wildcard',
    () => changed(federated(), set('subject', 'repo:contoso/*')),
    /wildcard/,
  ],
  [
    'federation-is-exact',
    'no TLS',
    () => changed(federated(), set('issuer', 'http://oidc.example')),
    /https/,
  ],
  [
    'federation-trusts-no-pull-request',
    'a pull request',
    () => changed(federated(), set('subject', 'repo:contoso/app:pull_request')),
    /pull_request/,
  ],
  [
    'vault-is-logged',
    'no diagnostic setting',
    () => remove('signing-diagnostics'),
    /diagnostic setting/,
  ],
  [
    'vault-is-logged',
    'only some logs',
    () => changed('signing-diagnostics', set('logs', [{ categoryGroup: 'audit', enabled: true }])),
    /allLogs/,
  ],
  [
    'vault-is-logged',
    'into the shared table',
    () => changed('signing-diagnostics', set('logAnalyticsDestinationType', undefined)),
    /Dedicated/,
  ],
  ['vault-is-watched', 'no topic', () => remove('settings-events'), /KeyNewVersionCreated/],
  [
    'vault-is-watched',
    'expiry left out',
    () =>
      changed(
        'signing-events-mail',
        set('filter.includedEventTypes', [
          'Microsoft.KeyVault.KeyNewVersionCreated',
          'Microsoft.KeyVault.SecretNewVersionCreated',
        ]),
      ),
    /SecretNearExpiry/,
  ],
  [
    'keys-are-made-under-watch',
    'a key before the subscription',
    () =>
      changed(key, (r) => {
        r.dependencies = ['signing-vault']
      }),
    /depend on the event subscription/,
  ],
  [
    'vault-raises-alerts',
    'a metric without alert',
    () => remove('alert-signing-availability'),
    /Availability/,
  ],
  [
    'vault-raises-alerts',
    'an alert that is off',
    () => changed('alert-signing-latency', set('enabled', false)),
    /ServiceApiLatency/,
  ],
  ['vault-raises-alerts', 'deletion unseen', () => remove('alert-deletion'), /KeyDelete/],
  ['vault-raises-alerts', 'refusals unseen', () => remove('alert-refused'), /401, 403/],
  [
    'alerts-are-heard',
    'nobody to hear',
    () => changed('alerts', set('emailReceivers', [])),
    /receiver/,
  ],
  [
    'alerts-are-heard',
    'an alert without action',
    () => changed('alert-signing-latency', set('actions', [])),
    /action group/,
  ],
  [
    'alerts-are-heard',
    'a log alert without action',
    () => changed('alert-backup', set('actions', undefined)),
    /action group/,
  ],
  [
    'vault-api-is-current',
    'the version of 2024',
    () => changed(vault, set('azureApiVersion', '2024-11-01')),
    /27 February 2027/,
  ],
  [
    'state-storage-is-closed',
    'shared keys',
    () => storage({ allowSharedKeyAccess: true }),
    /allowSharedKeyAccess/,
  ],
  [
    'state-storage-is-closed',
    'anonymous readers',
    () => storage({ allowBlobPublicAccess: true }),
    /allowBlobPublicAccess/,
  ],
  [
    'state-storage-is-closed',
    'without TLS',
    () => storage({ enableHttpsTrafficOnly: false }),
    /enableHttpsTrafficOnly/,
  ],
  [
    'state-storage-is-closed',
    'old TLS',
    () => storage({ minimumTlsVersion: 'TLS1_0' }),
    /minimumTlsVersion/,
  ],
  [
    'state-storage-is-closed',
    'a public container',
    () =>
      changed(key, (r) => {
        r.type = 'azure-native:storage:BlobContainer'
        r.inputs = { publicAccess: 'Blob' }
      }),
    /publicAccess/,
  ],
]

function federated(): string {
  const credential = (examples.get('production') ?? []).find(({ type }) =>
    type.endsWith(':FederatedIdentityCredential'),
  )
  return credential?.name ?? ''
}

function storage(inputs: object): Registered[] {
  return changed(key, (resource) => {
    resource.type = 'azure-native:storage:StorageAccount'
    resource.inputs = {
      ...{ allowSharedKeyAccess: false, allowBlobPublicAccess: false },
      ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: 'TLS1_2' },
      ...inputs,
    }
  })
}

test.each(breaches)('%s: %s', async (policy, _what, resources, message) => {
  const found = await violations(policy, resources())
  expect(found.length).toBeGreaterThan(0)
  expect(found.join('\n')).toMatch(message)
  // What a violation says must not repeat the secret that it found.
  expect(found.join('\n')).not.toMatch(/PRIVATE KEY|"d"/)
  // Whatever the API that manages the vaults, keys and secrets.
  const versioned = structuredClone(resources()).map((resource) => ({
    ...resource,
    type: resource.type.replace(
      /^azure-native:keyvault:/,
      'azure-native_keyvault_v20260201:keyvault:',
    ),
  }))
  expect(await violations(policy, versioned)).toEqual(found)
})

describe('in a preview', () => {
  test("ids that are not known yet are in no policy's way", async () => {
    const resources = structuredClone(examples.get('production') ?? [])
    const blank = (value: unknown): unknown =>
      typeof value === 'string' && /^(\/resource\/|principal of )/.test(value)
        ? unknownValue
        : typeof value === 'object' && value !== null
          ? Object.assign(
              Array.isArray(value) ? [] : {},
              Object.fromEntries(Object.entries(value).map(([name, item]) => [name, blank(item)])),
            )
          : value
    for (const resource of resources) resource.inputs = blank(resource.inputs)
    expect(JSON.stringify(resources)).toContain(unknownValue)
    for (const { name } of policies) expect(await violations(name, resources)).toEqual([])
  })

  test.each([
    ['vault-uses-roles', vault, 'properties.enableRbacAuthorization'],
    ['vault-is-closed', vault, 'properties.networkAcls'],
    ['key-has-one-purpose', key, 'properties.keyOps'],
    ['no-broad-vault-role', assignment, 'roleDefinitionId'],
  ])('%s says that it cannot judge what is not known', async (policy, name, path) => {
    const error = await caught(() => violations(policy, changed(name, set(path, unknownValue))))
    expect(error).toBeInstanceOf(UnknownValueError)
  })

  test('policies on vaults with signing keys judge by the keys that are known', async () => {
    const isLogged = (...known: string[]) => {
      const resources = structuredClone(remove('signing-diagnostics'))
      for (const resource of resources) {
        if (resource.name.includes('key') && !known.includes(resource.name)) {
          set('properties.keyOps', unknownValue)(resource)
        }
      }
      return violations('vault-is-logged', resources)
    }
    expect(await isLogged(key)).toHaveLength(1)
    expect(await caught(() => isLogged())).toBeInstanceOf(UnknownValueError)
  })

  test('no-key-material looks at what is known, and past what is not', async () => {
    const resources = changed('settings', (resource) => {
      set('properties.contentType', unknownValue)(resource)
      set('properties.value', pem())(resource)
    })
    expect(await violations('no-key-material', resources)).toHaveLength(1)
  })
})
