import { expect, test } from 'vitest'
import { azureTypes } from '../../../src/emulators/resource-manager/azure-types.ts'
import { checkInputs } from '../../../src/emulators/resource-manager/check-inputs.ts'
import { type Properties, unknownValue } from '../../../src/emulators/resource-manager/values.ts'

function check(type: string, inputs: Properties): string[] {
  const schema = azureTypes.resources[`azure-native:${type}`]?.inputs ?? {}
  return checkInputs(inputs, schema).map(({ reason }) => reason)
}

const vault = (properties: Properties) => ({ resourceGroupName: 'rg', properties })
const sku = { family: 'A', name: 'standard' }
const tenantId = 'any'

test.each<[Properties, string[]]>([
  [vault({ sku, tenantId }), []],
  [vault({ sku, tenantId: unknownValue }), []],
  [{ resourceGroupName: 'rg', properties: unknownValue }, []],
  [{ properties: { sku, tenantId } }, ["missing required property 'resourceGroupName'"]],
  [vault({ sku: { family: 'A' }, tenantId }), ["missing required property 'properties.sku.name'"]],
  [
    vault({ sku: { family: 'A', name: 'Standard' }, tenantId }),
    ["'properties.sku.name' is 'Standard' but has to be one of 'standard', 'premium'"],
  ],
  [
    vault({ sku, tenantId, enablePurgeProtektion: true }),
    ["unknown property 'properties.enablePurgeProtektion'; did you mean 'enablePurgeProtection'?"],
  ],
  [
    vault({ sku, tenantId, enablePurgeProtection: 'true' }),
    ["'properties.enablePurgeProtection' should be of type 'boolean' but is string"],
  ],
  [
    vault({ sku, tenantId, networkAcls: { ipRules: ['203.0.113.1'] } }),
    ["'properties.networkAcls.ipRules[0]' should be of type 'object' but is string"],
  ],
  [
    { ...vault({ sku, tenantId }), tags: { ok: 'yes', count: 1 } },
    ["'tags.count' should be of type 'string' but is number"],
  ],
])('a vault with %j: %j', (inputs, reasons) => {
  expect(check('keyvault:Vault', inputs)).toEqual(reasons)
})

test('the constant member of a union chooses the type that is checked', () => {
  const subscription = (destination: Properties) =>
    check('eventgrid:SystemTopicEventSubscription', {
      resourceGroupName: 'rg',
      systemTopicName: 'topic',
      destination,
    })
  expect(subscription({ endpointType: 'MonitorAlert', severity: 'Sev3' })).toEqual([])
  expect(subscription({ endpointType: 'MonitorAlert', endpointUrl: 'x' })).toEqual([
    "unknown property 'destination.endpointUrl'",
  ])
  expect(subscription({ endpointType: 'Pigeon' })).toEqual([
    expect.stringMatching(
      /'destination' needs 'endpointType' to be one of 'AzureFunction'.*'WebHook'/,
    ),
  ])
})

test('the operators of log alerts are those of the service, not those that the SDK shows', () => {
  const rule = (operator: string) =>
    check('monitor:ScheduledQueryRule', {
      resourceGroupName: 'rg',
      criteria: { allOf: [{ query: 'x', operator }] },
    })
  expect(rule('GreaterThan')).toEqual([])
  expect(rule('gt')).toEqual([expect.stringContaining("'criteria.allOf[0].operator' is 'gt'")])
})
