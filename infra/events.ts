import { SystemTopic } from '@pulumi/azure-native/eventgrid/systemTopic.js'
import { SystemTopicEventSubscription } from '@pulumi/azure-native/eventgrid/systemTopicEventSubscription.js'
import type { ActionGroup } from '@pulumi/azure-native/monitor/actionGroup.js'
import type { Deployment } from './deployment.ts'
import type { EnvironmentVault } from './vaults.ts'

/**
 * Mails every new version of a key or secret, and every PEM secret that is about to expire. New
 * versions are as rare as rotations, so each is worth a look.
 *
 * @returns what keys must wait for: versions that are made earlier go unnoticed.
 */
export function watchVault(
  { name, vaultName, resource }: EnvironmentVault,
  actionGroup: ActionGroup,
  { place, nameOf, optionsOf }: Deployment,
): SystemTopicEventSubscription {
  const topic = new SystemTopic(
    nameOf(`${name}-events`),
    {
      ...place,
      systemTopicName: `evgt-${vaultName}`,
      source: resource.id,
      topicType: 'Microsoft.KeyVault.vaults',
    },
    optionsOf(`${name}-events`),
  )
  return new SystemTopicEventSubscription(
    nameOf(`${name}-events-mail`),
    {
      resourceGroupName: place.resourceGroupName,
      systemTopicName: topic.name,
      eventSubscriptionName: 'mail',
      // The only form that alerts take.
      eventDeliverySchema: 'CloudEventSchemaV1_0',
      filter: {
        includedEventTypes: [
          'Microsoft.KeyVault.KeyNewVersionCreated',
          'Microsoft.KeyVault.SecretNewVersionCreated',
          'Microsoft.KeyVault.SecretNearExpiry',
          'Microsoft.KeyVault.SecretExpired',
          'Microsoft.KeyVault.VaultAccessPolicyChanged',
        ],
      },
      destination: {
        endpointType: 'MonitorAlert',
        severity: 'Sev3',
        description: `A key or secret of ${vaultName} was made or expires: was it expected?`,
        actionGroups: [actionGroup.id],
      },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    },
    optionsOf(`${name}-events-mail`),
  )
}
