import { guidOf } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { requireResource } from '../require-resource.ts'
import { badRequest, type ResourceType } from '../resource-type.ts'
import { at, isSame, listAt, type Properties, textAt } from '../values.ts'

/**
 * Diagnostic settings: at least one place to send to, no category twice to the same place, five at most.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
 */
export const diagnosticSetting: ResourceType = {
  azureType: 'Microsoft.Insights/diagnosticSettings',
  path: '/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}',
  autoName: 'random',
  name: { pattern: /^[^*<>%:&?+/\\ ]{1,260}$/, rule: '1 to 260 characters, none of *<>%:&?+/\\' },
  linkedActions: ({ inputs }) => [
    {
      action: 'Microsoft.OperationalInsights/workspaces/sharedKeys/action',
      id: textAt(inputs, 'workspaceId'),
    },
  ],
  check({ azure, id, inputs }) {
    if (!sinks.some((sink) => textAt(inputs, sink) !== '')) {
      throw badRequest(
        `At least one data sink needs to be specified: ${sinks.join(', ')}.`,
        'DataSinkMissing',
      )
    }
    if (/\/storageAccounts\/[^/]+\/blobServices\/default$/i.test(textAt(inputs, 'resourceUri'))) {
      requireResource(azure, textAt(inputs, 'resourceUri').split('/').slice(0, -2).join('/'))
    }
    const wanted = [...categoriesOf(inputs, 'logs'), ...categoriesOf(inputs, 'metrics')]
    if (wanted.length === 0) throw badRequest('At least one category needs to be specified.')
    if (/\/Microsoft\.KeyVault\/vaults\/[^/]+$/i.test(textAt(inputs, 'resourceUri'))) {
      const unknown = wanted.find((category) => !vaultCategories.includes(category))
      if (unknown !== undefined) {
        throw badRequest(
          `Category '${unknown}' is not supported: a vault has ${vaultCategories.join(', ')}.`,
        )
      }
    }
    const scope = id.toLowerCase().split('/').slice(0, -1).join('/')
    const others = Object.values(azure.resources).filter(
      (other) => other.id.toLowerCase().startsWith(`${scope}/`) && other.id !== id,
    )
    if (others.length >= 5) throw badRequest('A resource can have 5 diagnostic settings at most.')
    for (const other of others) {
      const sink = sinks.find(
        (name) => inputs[name] !== undefined && isSame(inputs[name], other.inputs[name]),
      )
      const theirs = [
        ...categoriesOf(other.inputs, 'logs'),
        ...categoriesOf(other.inputs, 'metrics'),
      ]
      const shared = wanted.find((category) => theirs.includes(category))
      if (sink !== undefined && shared !== undefined) {
        throw new AzureError(
          409,
          'Conflict',
          `Data sink '${textAt(inputs, sink)}' is already used in diagnostic setting '${other.id.split('/').at(-1)}' for category '${shared}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
        )
      }
    }
    requireResource(azure, textAt(inputs, 'workspaceId'))
  },
}

export const workspace: ResourceType = {
  azureType: 'Microsoft.OperationalInsights/workspaces',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}',
  autoName: 'random',
  name: {
    pattern: /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/i,
    rule: '4 to 63 letters, digits and hyphens, not beginning or ending with a hyphen',
  },
  location: 'region',
  check({ inputs }) {
    const days = inputs.retentionInDays
    const isFree = textAt(inputs, 'sku.name') === 'Free'
    if (days !== undefined && !isFree && (Number(days) < 30 || Number(days) > 730)) {
      throw badRequest(`The retention is 30 to 730 days, not ${days}.`, 'InvalidParameter')
    }
  },
  add: ({ id, before, serial, now, inputs }) => ({
    added: {
      customerId: before?.added.customerId ?? guidOf('workspace', id, serial),
      createdDate: before?.added.createdDate ?? now,
      modifiedDate: now,
      provisioningState: 'Succeeded',
      retentionInDays: inputs.retentionInDays ?? 30,
      publicNetworkAccessForIngestion: inputs.publicNetworkAccessForIngestion ?? 'Enabled',
      publicNetworkAccessForQuery: inputs.publicNetworkAccessForQuery ?? 'Enabled',
      sku: { name: textAt(inputs, 'sku.name') || 'PerGB2018', lastSkuUpdate: now },
    },
  }),
}

// --- internal ---

const sinks = [
  'workspaceId',
  'storageAccountId',
  'eventHubAuthorizationRuleId',
  'marketplacePartnerId',
]
const vaultCategories = [
  'allLogs',
  'audit',
  'AuditEvent',
  'AzurePolicyEvaluationDetails',
  'AllMetrics',
]

/** The enabled categories and groups of categories. */
function categoriesOf(inputs: Properties, kind: 'logs' | 'metrics'): string[] {
  return listAt(inputs, kind)
    .filter((one) => at(one, 'enabled') === true)
    .map((one) => {
      const [category, group] = [textAt(one, 'category'), textAt(one, 'categoryGroup')]
      if (category !== '' && group !== '') {
        throw badRequest(`Either a category or a group of categories: '${category}', '${group}'.`)
      }
      return category || group
    })
}
