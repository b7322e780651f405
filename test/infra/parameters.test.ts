import { Config, RunError, runtime } from '@pulumi/pulumi'
import { describe, expect, test } from 'vitest'
import { readParameters } from '../../infra/parameters.ts'
import { caught } from '../support/caught.ts'
import { exampleConfig, readPulumiFile } from './support/example-config.ts'

const minimal = {
  location: 'westeurope',
  resourceGroup: 'rg-test',
  allowedIpRanges: ['203.0.113.4'],
}

function read(config: Record<string, unknown>, contact: string | null = 'contact@contoso.example') {
  runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        `test:${key}`,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  )
  return readParameters(new Config('test'), contact ?? undefined)
}

test('only the region, the resource group and a way in are needed', () => {
  expect(read(minimal)).toEqual({
    ...minimal,
    sku: 'standard',
    subjects: { application: [], smoke: [], rotator: [] },
    alertEmails: ['contact@contoso.example'],
    privateDnsByPolicy: false,
    softDeleteRetentionInDays: 90,
    keyExpiryDays: 0,
    managementLock: false,
    keyVaultApi: 'v20241101',
    tags: {},
    ci: {},
  })
})

test("Pulumi.yaml declares every parameter with the program's own default", () => {
  const declared: Record<string, { type: string; description: string; default?: unknown }> =
    readPulumiFile('Pulumi.yaml').config
  const defaults = Object.fromEntries(
    Object.entries(declared)
      .filter(([, { default: value }]) => value !== undefined)
      .map(([key, { default: value }]) => [key, value]),
  )
  expect(read({ ...defaults, ...minimal })).toEqual(read(minimal))
  for (const { type, description } of Object.values(declared)) {
    expect(type).toMatch(/^(string|boolean|integer|array|object)$/)
    expect(description.length).toBeGreaterThan(10)
  }
  const asked = new Set<string>()
  const spy = (key: string) => {
    asked.add(key)
    return undefined
  }
  expect(() => readParameters({ get: spy, getObject: spy })).toThrow(RunError)
  expect([...asked].sort()).toEqual(Object.keys(declared).sort())
})

test.each(['demo', 'production'] as const)('the example %s can be read', (stack) => {
  const parameters = read(exampleConfig(stack))
  expect(parameters.subjects.smoke[0]?.subject).toBe(
    'repo:contoso@123456/docusign-config@456789:ref:refs/heads/main',
  )
  const declared = Object.keys(readPulumiFile('Pulumi.yaml').config)
  for (const key of Object.keys(readPulumiFile(`Pulumi.${stack}.yaml`).config)) {
    expect(declared).toContain(key.replace(/^ikctl-infra:/, ''))
  }
})

const arm = '/subscriptions/5c9d7f4e-8a31-4b6d-9e20-1f3a7c5b8d42/resourceGroups/rg/providers'

describe('what is wrong is named', () => {
  test.each([
    [{ location: '' }, 'location: missing'],
    [{ location: 'West Europe' }, 'location: "West Europe" is not an Azure region'],
    [{ resourceGroup: 'rg.' }, 'resourceGroup: "rg." is not'],
    [{ sku: 'gold' }, 'sku: "gold" is neither'],
    [{ subnetId: 'snet' }, 'subnetId: "snet" is not a resource id'],
    [{ subnetId: `${arm}/Microsoft.Network/virtualNetworks/v` }, 'subnetId:'],
    [
      {
        privateDnsZoneId: `${arm}/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`,
      },
      'privateDnsZoneId: of use only together with subnetId',
    ],
    [{ networkLocation: 'northeurope' }, 'networkLocation: of use only together with subnetId'],
    [{ privateDnsByPolicy: true }, 'privateDnsByPolicy: of use only together with subnetId'],
    [
      {
        subnetId: `${arm}/Microsoft.Network/virtualNetworks/v/subnets/s`,
        privateDnsZoneId: `${arm}/Microsoft.Network/privateDnsZones/z`,
        privateDnsByPolicy: true,
      },
      'privateDnsByPolicy, privateDnsZoneId: either Azure Policy names the zone, or you do',
    ],
    [
      { tags: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, 'x'])) },
      'tags: 12 tags are too many: a key has 15 at most, and 4 are set anyway, so 11 are left',
    ],
    [{ tags: { 'a/b': 'x' } }, 'tags: "a/b" is not the name of a tag'],
    [{ tags: { a: 'x'.repeat(257) } }, 'tags: the tag "a" has 257 characters, 256 are the most'],
    [{ softDeleteRetentionInDays: 6 }, 'softDeleteRetentionInDays: 6 is not a whole number from 7'],
    [{ keyExpiryDays: 1.5 }, 'keyExpiryDays: 1.5 is not a whole number'],
    [{ workspaceId: 'log' }, 'workspaceId: "log" is not'],
    [{ importerGroupId: 'admins' }, 'importerGroupId: "admins" is not a GUID'],
    [{ alertEmails: 'a@b.example' }, 'alertEmails'],
    [{ alertEmails: ['nobody'] }, 'alertEmails: [0]: "nobody" is not an e-mail address'],
    [{ managementLock: 'yes' }, 'managementLock'],
    [{ keyVaultApi: '2026-02-01' }, 'keyVaultApi: "2026-02-01" is none of v20241101, v20260201'],
    [{ tags: ['a'] }, 'tags: ["a"] is not an object'],
    [{ tags: { a: 1 } }, 'tags: "a" is 1, not a text'],
    [{ allowedIpRanges: [] }, 'subnetId, allowedIpRanges: set at least one'],
    [{ allowedIpRanges: ['0.0.0.0/0'] }, 'allowedIpRanges: [0]: "0.0.0.0/0"'],
    [{ allowedIpRanges: ['203.0.0.0/7'] }, 'too wide'],
    [
      { allowedIpRanges: ['203.0.113.4', '10.0.0.1'] },
      'allowedIpRanges: [1]: "10.0.0.1" is not public',
    ],
    [{ allowedIpRanges: ['172.20.0.0/16'] }, 'is not public'],
    [{ allowedIpRanges: ['192.168.1.1'] }, 'is not public'],
    [{ allowedIpRanges: ['100.64.0.1'] }, 'is not public'],
    [{ allowedIpRanges: ['203.0.113.256'] }, 'is not an IPv4 address'],
    [{ allowedIpRanges: ['203.0.113.0/33'] }, 'is not an IPv4 address'],
    [{ allowedIpRanges: ['2001:db8::1'] }, 'is not an IPv4 address'],
    [{ smokeSubjects: [{}] }, 'smokeSubjects: [0]: {} is not an object with one of'],
  ])('%j', async (change, expected) => {
    const error = await caught(() => read({ ...minimal, ...change }))
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain(expected)
  })

  test('and all of it at once', async () => {
    const error = await caught(() => read({ sku: 'gold', allowedIpRanges: ['x'] }, null))
    const lines = String(error).split('\n').slice(1).join('\n')
    for (const key of ['location:', 'resourceGroup:', 'sku:', 'allowedIpRanges:', 'alertEmails:']) {
      expect(lines).toContain(`  ${key}`)
    }
  })

  test('more subjects than Azure allows', async () => {
    const smokeSubjects = Array.from({ length: 21 }, (_, index) => ({
      github: { repository: 'contoso/app', branch: `b${index}` },
    }))
    const error = await caught(() => read({ ...minimal, smokeSubjects }))
    expect(String(error)).toContain('smokeSubjects: 21 subjects')
  })
})
