import { guidOf } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { requireResource } from '../require-resource.ts'
import { badRequest, findResource, type ResourceType } from '../resource-type.ts'
import { isSame, listAt, textAt } from '../values.ts'

/** System topics: one for each source, in the source's region. */
export const systemTopic: ResourceType = {
  azureType: 'Microsoft.EventGrid/systemTopics',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.EventGrid/systemTopics/{systemTopicName}',
  autoName: 'random',
  name: { pattern: /^[a-z0-9-]{3,128}$/i, rule: '3 to 128 letters, digits and hyphens' },
  replaceOn: ['source', 'topicType'],
  location: 'region',
  linkedActions: ({ inputs }) => [
    { action: 'Microsoft.KeyVault/vaults/eventGridFilters/write', id: textAt(inputs, 'source') },
  ],
  check({ azure, id, inputs }) {
    const source = textAt(inputs, 'source')
    const resource = findResource(azure, source)
    if (textAt(inputs, 'topicType').toLowerCase() !== 'microsoft.keyvault.vaults') return
    if (resource?.type !== 'azure-native:keyvault:Vault') {
      throw new AzureError(404, 'ResourceNotFound', `The source '${source}' could not be found.`)
    }
    if (resource.inputs.location !== inputs.location) {
      throw badRequest(
        `The system topic has to be in the region of its source, '${resource.inputs.location}'.`,
        'InvalidRequest',
      )
    }
    const other = Object.values(azure.resources).find(
      (one) =>
        one.type === 'azure-native:eventgrid:SystemTopic' &&
        one.id.toLowerCase() !== id.toLowerCase() &&
        textAt(one.inputs, 'source').toLowerCase() === source.toLowerCase(),
    )
    if (other !== undefined) {
      throw badRequest(
        `Only one system topic is allowed per source. System topic '${other.id.split('/').at(-1)}' exists already for it.`,
        'InvalidRequest',
      )
    }
  },
  add: ({ id, serial, before }) => ({
    added: {
      provisioningState: 'Succeeded',
      metricResourceId: before?.added.metricResourceId ?? guidOf('metric', id, serial),
    },
  }),
}

/** Subscriptions: alerts take CloudEvents only. */
export const systemTopicEventSubscription: ResourceType = {
  azureType: 'Microsoft.EventGrid/systemTopics/eventSubscriptions',
  path: `${systemTopic.path}/eventSubscriptions/{eventSubscriptionName}`,
  autoName: 'copy',
  name: { pattern: /^[a-z0-9-]{3,64}$/i, rule: '3 to 64 letters, digits and hyphens' },
  /** @see https://learn.microsoft.com/azure/event-grid/security-authorization */
  linkedActions({ azure, id, inputs }) {
    const topic = findResource(azure, id.split('/').slice(0, -2).join('/'))
    const source = textAt(topic?.inputs, 'source')
    return [
      { action: 'Microsoft.EventGrid/eventSubscriptions/write', id: source },
      ...listAt(inputs, 'destination.actionGroups').map((group) => ({
        action: 'Microsoft.Insights/actionGroups/write',
        id: String(group),
      })),
    ]
  },
  check({ azure, id, inputs, before }) {
    const topic = findResource(azure, id.split('/').slice(0, -2).join('/'))
    if (textAt(topic?.inputs, 'topicType').toLowerCase() === 'microsoft.keyvault.vaults') {
      const unknown = listAt(inputs, 'filter.includedEventTypes').find(
        (type) => !vaultEvents.includes(String(type)),
      )
      if (unknown !== undefined) {
        throw badRequest(
          `The event type '${unknown}' is not one of Microsoft.KeyVault: ${vaultEvents.join(', ')}.`,
          'InvalidRequest',
        )
      }
    }
    const schema = inputs.eventDeliverySchema ?? 'EventGridSchema'
    if (before !== undefined && !isSame(before.added.eventDeliverySchema, schema)) {
      throw badRequest('The event delivery schema cannot be changed.', 'InvalidRequest')
    }
    if (textAt(inputs, 'destination.endpointType') !== 'MonitorAlert') return
    if (schema !== 'CloudEventSchemaV1_0') {
      throw badRequest(
        "A destination of the type 'MonitorAlert' needs the event delivery schema 'CloudEventSchemaV1_0'.",
        'InvalidRequest',
      )
    }
    if (textAt(inputs, 'destination.severity') === '') {
      throw badRequest('The severity of the alert is missing.', 'InvalidRequest')
    }
    for (const group of listAt(inputs, 'destination.actionGroups')) {
      requireResource(azure, String(group))
    }
  },
  add: ({ id, inputs }) => ({
    added: {
      provisioningState: 'Succeeded',
      topic: id.split('/').slice(0, -2).join('/'),
      eventDeliverySchema: inputs.eventDeliverySchema ?? 'EventGridSchema',
    },
  }),
}

// --- internal ---

const vaultEvents = [
  ...['Secret', 'Key', 'Certificate'].flatMap((kind) =>
    ['NewVersionCreated', 'NearExpiry', 'Expired'].map(
      (event) => `Microsoft.KeyVault.${kind}${event}`,
    ),
  ),
  'Microsoft.KeyVault.VaultAccessPolicyChanged',
]
