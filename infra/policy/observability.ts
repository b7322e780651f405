import { SystemTopic } from '@pulumi/azure-native/eventgrid/systemTopic.js'
import { SystemTopicEventSubscription } from '@pulumi/azure-native/eventgrid/systemTopicEventSubscription.js'
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { ActionGroup } from '@pulumi/azure-native/monitor/actionGroup.js'
import { DiagnosticSetting } from '@pulumi/azure-native/monitor/diagnosticSetting.js'
import { MetricAlert } from '@pulumi/azure-native/monitor/metricAlert.js'
import { ScheduledQueryRule } from '@pulumi/azure-native/monitor/scheduledQueryRule.js'
import { type PolicyResource, type StackValidationPolicy, UnknownValueError } from '@pulumi/policy'

type ResourceClass = Parameters<PolicyResource['isType']>[0]

/** About vaults that hold signing keys; others need less. */
export const observabilityPolicies: StackValidationPolicy[] = [
  {
    name: 'vault-is-logged',
    description: 'Everything that a vault with signing keys does is logged.',
    enforcementLevel: 'mandatory',
    validateStack({ resources }, report) {
      for (const vault of signingVaults(resources)) {
        const complete = about(vault, resources, DiagnosticSetting).some(({ props }) => {
          const { logs = [], metrics = [], logAnalyticsDestinationType } = props
          return (
            logs.some((log: Category) => log.categoryGroup === 'allLogs' && log.enabled) &&
            metrics.some(
              (metric: Category) => metric.category === 'AllMetrics' && metric.enabled,
            ) &&
            logAnalyticsDestinationType === 'Dedicated'
          )
        })
        if (!complete) {
          report('add a diagnostic setting with allLogs, AllMetrics and "Dedicated"', vault.urn)
        }
      }
    },
  },
  {
    name: 'vault-is-watched',
    description: 'A new version and an expiring secret of a vault with signing keys are events.',
    enforcementLevel: 'mandatory',
    validateStack({ resources }, report) {
      for (const vault of signingVaults(resources)) {
        const types = about(vault, resources, SystemTopic)
          .flatMap((topic) => about(topic, resources, SystemTopicEventSubscription))
          .flatMap(({ props }): string[] => props.filter?.includedEventTypes ?? [])
        for (const type of [
          'KeyNewVersionCreated',
          'SecretNewVersionCreated',
          'SecretNearExpiry',
        ]) {
          if (!types.includes(`Microsoft.KeyVault.${type}`)) {
            report(`subscribe to Microsoft.KeyVault.${type}`, vault.urn)
          }
        }
      }
    },
  },
  {
    name: 'keys-are-made-under-watch',
    description: 'Event Grid reports only versions that are made after the subscription.',
    enforcementLevel: 'mandatory',
    validateStack({ resources }, report) {
      for (const key of signingKeys(resources)) {
        const waits = [...ancestors(key)].some((other) =>
          other.isType(SystemTopicEventSubscription),
        )
        if (!waits) report('let the key depend on the event subscription of its vault', key.urn)
      }
    },
  },
  {
    name: 'vault-raises-alerts',
    description:
      'Failing, slow and saturated vaults raise alerts, and what the audit log shows does.',
    enforcementLevel: 'mandatory',
    validateStack({ resources }, report) {
      const vaults = signingVaults(resources)
      for (const vault of vaults) {
        const metrics = about(vault, resources, MetricAlert)
          .filter(({ props }) => props.enabled)
          .flatMap(({ props }) => props.criteria?.allOf ?? [])
          .map(({ metricName }: { metricName: string }) => metricName)
        for (const metric of ['Availability', 'ServiceApiLatency', 'SaturationShoebox']) {
          if (!metrics.includes(metric)) report(`add an alert on the metric ${metric}`, vault.urn)
        }
      }
      if (vaults.length === 0) return
      const queries = resources
        .filter((resource) => resource.isType(ScheduledQueryRule) && resource.props.enabled)
        .flatMap(({ props }) => props.criteria?.allOf ?? [])
        .map(({ query }: { query: string }) => query)
        .join('\n')
      for (const operation of ['KeyDelete', 'KeyBackup', 'KeyRestore', 'KeyCreate', 'KeyImport']) {
        if (!queries.includes(`"${operation}"`)) {
          report(`add an alert on ${operation} in AZKVAuditLogs`, vaults[0]?.urn)
        }
      }
      if (!/\b401\b.*\b403\b/.test(queries)) {
        report('add an alert on refused requests (401, 403) in AZKVAuditLogs', vaults[0]?.urn)
      }
    },
  },
  {
    name: 'alerts-are-heard',
    description: 'Every alert reaches somebody.',
    enforcementLevel: 'mandatory',
    validateStack({ resources }, report) {
      for (const resource of resources) {
        if (resource.isType(ActionGroup)) {
          // Only these are read: other properties are unknown in a preview.
          const receivers = Object.keys(resource.props).filter(
            (name) => name.endsWith('Receivers') && resource.props[name]?.length > 0,
          )
          if (resource.props.enabled !== true || receivers.length === 0) {
            report('enable the action group and name a receiver', resource.urn)
          }
        }
        if (resource.isType(MetricAlert) && !(resource.props.actions?.length > 0)) {
          report('add an action group to the alert', resource.urn)
        }
        if (
          resource.isType(ScheduledQueryRule) &&
          !(resource.props.actions?.actionGroups?.length > 0)
        ) {
          report('add an action group to the alert', resource.urn)
        }
      }
    },
  },
  {
    name: 'vault-api-is-current',
    description: 'Key Vault API versions before 2026-02-01 retire on 27 February 2027.',
    // azure-native's own classes do not use 2026-02-01 yet: see docs/deploy.md.
    enforcementLevel: 'advisory',
    validateStack({ resources }, report) {
      for (const resource of resources.filter(({ type }) =>
        type.startsWith('azure-native:keyvault:'),
      )) {
        const version: unknown = resource.props.azureApiVersion
        if (typeof version === 'string' && version < '2026-02-01') {
          report(
            `the API version ${version} retires on 27 February 2027: set keyVaultApi to v20260201, or upgrade azure-native`,
            resource.urn,
          )
        }
      }
    },
  },
]

// --- internal ---

interface Category {
  category?: string
  categoryGroup?: string
  enabled: boolean
}

/**
 * The vaults of this stack in which this stack makes keys that sign.
 *
 * @throws {UnknownValueError} when a preview knows of no key what it is for: then it cannot judge.
 */
function signingVaults(resources: readonly PolicyResource[]): PolicyResource[] {
  const keys = signingKeys(resources)
  return resources.filter(
    (resource) => resource.isType(Vault) && keys.some((key) => dependsOn(key, resource)),
  )
}

/** The operations of a new key are unknown in a preview; those of the others are enough to judge. */
function signingKeys(resources: readonly PolicyResource[]): PolicyResource[] {
  let unknown: UnknownValueError | undefined
  const keys = resources.filter((resource) => {
    if (!resource.isType(Key)) return false
    try {
      return resource.props.keyOps?.includes('sign')
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error
      unknown = error
      return false
    }
  })
  if (keys.length === 0 && unknown !== undefined) throw unknown
  return keys
}

/** Resources of a class that take something from another resource. */
function about(
  subject: PolicyResource,
  resources: readonly PolicyResource[],
  resourceClass: ResourceClass,
): PolicyResource[] {
  return resources.filter(
    (resource) => resource.isType(resourceClass) && dependsOn(resource, subject),
  )
}

/** By property, because ids are unknown in a preview. */
function dependsOn(resource: PolicyResource, other: PolicyResource): boolean {
  return Object.values(resource.propertyDependencies).some((dependencies) =>
    dependencies.some(({ urn }) => urn === other.urn),
  )
}

/** Everything that a resource waits for. */
function ancestors(resource: PolicyResource, found = new Set<PolicyResource>()) {
  for (const dependency of resource.dependencies) {
    if (found.has(dependency)) continue
    found.add(dependency)
    ancestors(dependency, found)
  }
  return found
}
