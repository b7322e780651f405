import type { ResourceType } from '../resource-type.ts'

export const resourceGroup: ResourceType = {
  azureType: 'Microsoft.Resources/subscriptions/resourceGroups',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}',
  autoName: 'random',
  name: {
    pattern: /^[\w.()-]{0,89}[\w()-]$/,
    rule: '1 to 90 letters, digits, underscores, dots, brackets and hyphens, not ending with a dot',
  },
  location: 'region',
  add: () => ({ added: { properties: { provisioningState: 'Succeeded' } } }),
}
