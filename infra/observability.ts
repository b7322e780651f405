import { ActionGroup } from '@pulumi/azure-native/monitor/actionGroup.js'
import { ActivityLogAlert } from '@pulumi/azure-native/monitor/activityLogAlert.js'
import { DiagnosticSetting } from '@pulumi/azure-native/monitor/diagnosticSetting.js'
import { MetricAlert } from '@pulumi/azure-native/monitor/metricAlert.js'
import { ScheduledQueryRule } from '@pulumi/azure-native/monitor/scheduledQueryRule.js'
import { Workspace } from '@pulumi/azure-native/operationalinsights/workspace.js'
import type { Input } from '@pulumi/pulumi'
import { auditAlerts } from './audit-alerts.ts'
import { keptName } from './children.ts'
import type { Deployment } from './deployment.ts'
import { createIdentity } from './identities.ts'
import { assignLogReader, type Principal } from './roles.ts'
import type { EnvironmentVault } from './vaults.ts'

/** The Log Analytics workspace with the vaults' logs: the given one, or one of its own. */
export function createWorkspace({
  parameters,
  baseName,
  place,
  nameOf,
  optionsOf,
}: Deployment): Input<string> {
  if (parameters.workspaceId !== undefined) return parameters.workspaceId
  const workspace = new Workspace(
    nameOf('workspace'),
    {
      ...place,
      workspaceName: `log-${baseName}`,
      sku: { name: 'PerGB2018' },
      retentionInDays: 90,
    },
    optionsOf('workspace', keptName('workspaceName')),
  )
  return workspace.id
}

/** Who hears all alerts. */
export function createActionGroup({
  parameters,
  baseName,
  place,
  nameOf,
  optionsOf,
}: Deployment): ActionGroup {
  return new ActionGroup(
    nameOf('alerts'),
    {
      ...place,
      location: 'Global',
      actionGroupName: `ag-${baseName}`,
      groupShortName: 'ikctl',
      enabled: true,
      emailReceivers: parameters.alertEmails.map((emailAddress) => ({
        name: emailAddress,
        emailAddress,
        useCommonAlertSchema: true,
      })),
    },
    optionsOf('alerts', keptName('actionGroupName')),
  )
}

/** Sends everything that the vault logs and measures to the workspace. */
export function logVault(
  { name, resource }: EnvironmentVault,
  workspaceId: Input<string>,
  { nameOf, optionsOf }: Deployment,
): DiagnosticSetting {
  return new DiagnosticSetting(
    nameOf(`${name}-diagnostics`),
    {
      name: 'ikctl',
      resourceUri: resource.id,
      workspaceId,
      // Into tables of its own: the alerts query AZKVAuditLogs.
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ categoryGroup: 'allLogs', enabled: true }],
      metrics: [{ category: 'AllMetrics', enabled: true }],
    },
    optionsOf(`${name}-diagnostics`),
  )
}

/** Alerts on what the audit log shows and on how the vaults perform. */
export function createAlerts(
  vaults: readonly EnvironmentVault[],
  workspaceId: Input<string>,
  actionGroup: ActionGroup,
  deployment: Deployment,
): void {
  const { environment, baseName, place, nameOf, optionsOf } = deployment
  const reader = createAlertIdentity(workspaceId, deployment)
  for (const { name, severity, description, query, threshold } of auditAlerts(
    environment,
    vaults,
  )) {
    new ScheduledQueryRule(
      nameOf(`alert-${name}`),
      {
        ...place,
        ruleName: `alert-${baseName}-${name}`,
        displayName: `${baseName}: ${name}`,
        description,
        kind: 'LogAlert',
        severity,
        enabled: true,
        scopes: [workspaceId],
        identity: { type: 'UserAssigned', userAssignedIdentities: [reader.identity.id] },
        // The log may be ten minutes late, so each run looks further back than the last one.
        evaluationFrequency: 'PT5M',
        windowSize: 'PT30M',
        criteria: {
          allOf: [
            {
              query,
              timeAggregation: 'Count',
              operator: 'GreaterThan',
              threshold,
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
            },
          ],
        },
        actions: { actionGroups: [actionGroup.id] },
        autoMitigate: true,
        // A new workspace has no audit table before its first row.
        skipQueryValidation: true,
      },
      optionsOf(`alert-${name}`, { ...keptName('ruleName'), dependsOn: [reader.assignment] }),
    )
  }
  alertOnLostLogs(actionGroup, deployment)
  for (const vault of vaults) {
    for (const [name, metric] of Object.entries(metricAlerts)) {
      new MetricAlert(
        nameOf(`alert-${vault.name}-${name}`),
        {
          ...place,
          location: 'global',
          ruleName: `alert-${vault.vaultName}-${name}`,
          description: metric.description,
          severity: metric.severity,
          enabled: true,
          scopes: [vault.resource.id],
          evaluationFrequency: 'PT1M',
          windowSize: 'PT5M',
          criteria: {
            odataType: 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
            allOf: [
              {
                criterionType: 'StaticThresholdCriterion',
                name,
                metricName: metric.metricName,
                operator: metric.operator,
                threshold: metric.threshold,
                timeAggregation: 'Average',
              },
            ],
          },
          actions: [{ actionGroupId: actionGroup.id }],
          autoMitigate: true,
        },
        optionsOf(`alert-${vault.name}-${name}`),
      )
    }
  }
}

// --- internal ---

/** Without diagnostic settings the log is empty, and no alert on it can fire: this one looks elsewhere. */
function alertOnLostLogs(
  actionGroup: ActionGroup,
  { baseName, place, resourceGroupId, nameOf, optionsOf }: Deployment,
): void {
  const part = 'alert-logs-removed'
  new ActivityLogAlert(
    nameOf(part),
    {
      ...place,
      location: 'Global',
      activityLogAlertName: `alert-${baseName}-logs-removed`,
      description: 'A diagnostic setting was removed: what a vault does is not logged any more.',
      enabled: true,
      scopes: [resourceGroupId],
      condition: {
        allOf: [
          { field: 'category', equals: 'Administrative' },
          { field: 'operationName', equals: 'Microsoft.Insights/diagnosticSettings/delete' },
        ],
      },
      actions: { actionGroups: [{ actionGroupId: actionGroup.id }] },
    },
    optionsOf(part, keptName('activityLogAlertName')),
  )
}

/**
 * Who queries the log: without an identity of its own, a rule uses the rights that its last editor had,
 * and finds nothing once that editor has lost them.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule
 */
function createAlertIdentity(workspaceId: Input<string>, deployment: Deployment) {
  const { baseName } = deployment
  const identity = createIdentity('alerts', `id-${baseName}-alerts`, [], deployment)
  const who: Principal = { name: 'alerts', id: identity.principalId, type: 'ServicePrincipal' }
  return { identity, assignment: assignLogReader(who, workspaceId, deployment) }
}

/** Percent, milliseconds, percent. @see https://learn.microsoft.com/azure/key-vault/general/alert */
const metricAlerts = {
  availability: {
    metricName: 'Availability',
    operator: 'LessThan',
    threshold: 100,
    severity: 1,
    description: 'The vault fails requests: logins of all tenants are at risk.',
  },
  latency: {
    metricName: 'ServiceApiLatency',
    operator: 'GreaterThan',
    threshold: 1000,
    severity: 3,
    description: 'The vault is slow: every login waits for a signature.',
  },
  saturation: {
    metricName: 'SaturationShoebox',
    operator: 'GreaterThan',
    threshold: 75,
    severity: 2,
    description: 'The vault is close to its limit of requests; beyond it, it refuses to sign.',
  },
} as const
