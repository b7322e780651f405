/**
 * Namespaces that a subscription must be registered for, by what uses them. azure-native registers none;
 * `infra/bootstrap/preflight` does.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
 */
export const resourceProviders = {
  environment: [
    'Microsoft.AlertsManagement',
    'Microsoft.EventGrid',
    'Microsoft.Insights',
    'Microsoft.KeyVault',
    'Microsoft.ManagedIdentity',
    'Microsoft.Network',
    'Microsoft.OperationalInsights',
  ],
  bootstrap: ['Microsoft.Storage'],
} as const

/** All of them. */
export const allResourceProviders: readonly string[] = [
  ...resourceProviders.environment,
  ...resourceProviders.bootstrap,
]
