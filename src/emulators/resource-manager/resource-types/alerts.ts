import { mayDo } from '../authorization.ts'
import type { Azure } from '../azure.ts'
import { AzureError } from '../azure-error.ts'
import { requireResource } from '../require-resource.ts'
import { badRequest, findResource, type ResourceType } from '../resource-type.ts'
import { at, listAt, type Properties, textAt } from '../values.ts'

const insights = 'Microsoft.Insights'
const inGroup = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers'

export const actionGroup: ResourceType = {
  azureType: `${insights}/actionGroups`,
  path: `${inGroup}/${insights}/actionGroups/{actionGroupName}`,
  autoName: 'random',
  name: { pattern: /^[^*<>%:&?+/\\]{1,260}$/, rule: '1 to 260 characters, none of *<>%:&?+/\\' },
  location: 'either',
  check({ inputs }) {
    const short = textAt(inputs, 'groupShortName')
    if (short.length < 1 || short.length > 12) {
      throw badRequest(
        `The short name '${short}' of an action group has 1 to 12 characters.`,
        'InvalidActionGroupShortName',
      )
    }
    const receivers = Object.entries(inputs)
      .filter(([name]) => name.endsWith('Receivers'))
      .flatMap(([name]) => listAt(inputs, name))
    const names = receivers.map((receiver) => textAt(receiver, 'name'))
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) {
      throw badRequest(`Two receivers have the name '${twice}'.`, 'DuplicateReceiverName')
    }
    for (const receiver of listAt(inputs, 'emailReceivers')) {
      const address = textAt(receiver, 'emailAddress')
      if (!/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(address)) {
        throw badRequest(`'${address}' is not an e-mail address.`, 'InvalidEmailAddress')
      }
    }
  },
  add: ({ inputs }) => ({
    added: {
      emailReceivers: listAt(inputs, 'emailReceivers').map((receiver) => ({
        ...(receiver as Properties),
        status: 'Enabled',
      })),
    },
  }),
}

/**
 * Alerts on what is done to resources.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#activity-log-alerts
 */
export const activityLogAlert: ResourceType = {
  azureType: `${insights}/activityLogAlerts`,
  path: `${inGroup}/${insights}/activityLogAlerts/{activityLogAlertName}`,
  autoName: 'random',
  name: { pattern: /^[^*<>%:&?+/\\]{1,260}$/, rule: '1 to 260 characters, none of *<>%:&?+/\\' },
  location: 'either',
  check({ azure, inputs }) {
    if (listAt(inputs, 'scopes').length === 0) {
      throw badRequest('An activity log alert needs a scope.', 'InvalidScopes')
    }
    const fields = listAt(inputs, 'condition.allOf').map((one) => textAt(one, 'field'))
    if (!fields.includes('category')) {
      throw badRequest("The condition of an activity log alert needs the field 'category'.")
    }
    for (const group of listAt(inputs, 'actions.actionGroups')) {
      requireResource(azure, textAt(group, 'actionGroupId'))
    }
  },
  add: ({ inputs }) => ({ added: { enabled: inputs.enabled ?? true } }),
}

/** Alerts on what a log query finds. */
export const scheduledQueryRule: ResourceType = {
  azureType: `${insights}/scheduledQueryRules`,
  path: `${inGroup}/${insights}/scheduledQueryRules/{ruleName}`,
  autoName: 'random',
  name: {
    pattern: /^[^*<>%:&?+/\\#@{}]{1,260}$/,
    rule: '1 to 260 characters, none of *#&+:<>?@%{}\\/',
  },
  location: 'region',
  linkedActions: ({ inputs }) =>
    identitiesOf(inputs).map((id) => ({
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      id,
    })),
  check({ azure, inputs, name }) {
    checkSeverity(inputs)
    checkIdentity(azure, inputs, name)
    if (listAt(inputs, 'scopes').length !== 1) {
      throw badRequest('A log alert has exactly one scope.', 'InvalidScopes')
    }
    for (const scope of listAt(inputs, 'scopes')) requireResource(azure, String(scope))
    for (const group of listAt(inputs, 'actions.actionGroups'))
      requireResource(azure, String(group))
    const conditions = listAt(inputs, 'criteria.allOf')
    if (conditions.length !== 1) {
      throw badRequest('A log alert has exactly one condition.', 'InvalidCriteria')
    }
    if (textAt(conditions[0], 'query').trim() === '') {
      throw badRequest('The query of a log alert is missing.', 'InvalidQuery')
    }
    const evaluations = at(conditions[0], 'failingPeriods.numberOfEvaluationPeriods') ?? 1
    const failing = at(conditions[0], 'failingPeriods.minFailingPeriodsToAlert') ?? 1
    if (Number(failing) > Number(evaluations) || Number(evaluations) > 6) {
      throw badRequest(
        'There can be 6 evaluation periods at most, and not more failing ones than that.',
        'InvalidFailingPeriods',
      )
    }
    checkWindow(inputs, queryDurations)
  },
  add: ({ inputs }) => ({
    added: {
      createdWithApiVersion: '2025-01-01-preview',
      isLegacyLogAnalyticsRule: false,
      isWorkspaceAlertsStorageConfigured: false,
      autoMitigate: inputs.autoMitigate ?? true,
      enabled: inputs.enabled ?? true,
    },
  }),
}

export const metricAlert: ResourceType = {
  azureType: `${insights}/metricAlerts`,
  path: `${inGroup}/${insights}/metricAlerts/{ruleName}`,
  autoName: 'random',
  name: {
    pattern: /^[^*<>%:&?+/\\#@{}]{1,260}$/,
    rule: '1 to 260 characters, none of *#&+:<>?@%{}\\/',
  },
  location: 'global',
  check({ azure, inputs }) {
    checkSeverity(inputs)
    for (const scope of listAt(inputs, 'scopes')) requireResource(azure, String(scope))
    for (const action of listAt(inputs, 'actions'))
      requireResource(azure, textAt(action, 'actionGroupId'))
    const conditions = listAt(inputs, 'criteria.allOf')
    const names = conditions.map((condition) => textAt(condition, 'name'))
    if (new Set(names).size < names.length) {
      throw badRequest('The names of the criteria have to differ.', 'DuplicateCriteriaName')
    }
    const isVault = listAt(inputs, 'scopes').some((scope) =>
      /\/Microsoft\.KeyVault\/vaults\/[^/]+$/i.test(String(scope)),
    )
    for (const condition of isVault ? conditions : []) {
      const metric = textAt(condition, 'metricName')
      if (!vaultMetrics.includes(metric)) {
        throw badRequest(
          `Couldn't find a metric named ${metric}: a vault has ${vaultMetrics.join(', ')}.`,
          'MetricNotFound',
        )
      }
    }
    checkWindow(inputs, metricDurations)
  },
  add: ({ now, inputs }) => ({
    added: { isMigrated: false, lastUpdatedTime: now, autoMitigate: inputs.autoMitigate ?? true },
  }),
}

// --- internal ---

/** @see https://learn.microsoft.com/azure/key-vault/general/monitor-key-vault-reference */
const vaultMetrics = [
  'Availability',
  'SaturationShoebox',
  'ServiceApiHit',
  'ServiceApiLatency',
  'ServiceApiResult',
]

function identitiesOf(inputs: Properties): string[] {
  return listAt(inputs, 'identity.userAssignedIdentities').map(String)
}

/**
 * A rule with an identity queries with that identity's rights; one without goes blind when its last editor
 * loses them. The stand-in refuses at once what would fail at the first evaluation.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule#managed-id
 */
function checkIdentity(azure: Azure, inputs: Properties, name: string): void {
  const ids = identitiesOf(inputs)
  if (ids.length > 0 && name.includes(';')) {
    throw badRequest(`The name '${name}' of a rule with an identity has a ';'.`, 'InvalidRuleName')
  }
  for (const id of ids) {
    requireResource(azure, id)
    const principalId = textAt(findResource(azure, id)?.added, 'principalId')
    for (const scope of listAt(inputs, 'scopes').map(String)) {
      if (mayDo(azure, principalId, 'Microsoft.OperationalInsights/workspaces/query/read', scope)) {
        continue
      }
      throw new AzureError(
        403,
        'InsufficientAccessError',
        `The managed identity '${id}' may not query '${scope}': give it the role Reader there.`,
      )
    }
  }
}

const queryDurations = {
  evaluationFrequency: [
    'PT1M',
    'PT5M',
    'PT10M',
    'PT15M',
    'PT30M',
    'PT45M',
    'PT1H',
    'PT2H',
    'PT3H',
    'PT4H',
    'PT5H',
    'PT6H',
    'P1D',
  ],
  windowSize: [
    'PT1M',
    'PT5M',
    'PT10M',
    'PT15M',
    'PT30M',
    'PT45M',
    'PT1H',
    'PT2H',
    'PT3H',
    'PT4H',
    'PT5H',
    'PT6H',
    'P1D',
    'P2D',
  ],
}

const metricDurations = {
  evaluationFrequency: ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H'],
  windowSize: ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'],
}

function checkSeverity({ severity }: Properties): void {
  if (severity === undefined) return
  if ([0, 1, 2, 3, 4].includes(Number(severity))) return
  throw badRequest(`The severity is 0 to 4, not ${severity}.`, 'InvalidSeverity')
}

/** Durations are those that Azure knows, and no evaluation may skip a part of the data. */
function checkWindow(
  inputs: Properties,
  durations: { evaluationFrequency: string[]; windowSize: string[] },
): void {
  for (const name of ['evaluationFrequency', 'windowSize'] as const) {
    const value = textAt(inputs, name)
    if (durations[name].includes(value)) continue
    throw badRequest(
      `'${name}' is '${value}', but has to be one of ${durations[name].join(', ')}.`,
      'InvalidDuration',
    )
  }
  if (minutesOf(textAt(inputs, 'windowSize')) < minutesOf(textAt(inputs, 'evaluationFrequency'))) {
    throw badRequest(
      'The window has to be at least as long as the time between two evaluations.',
      'InvalidWindowSize',
    )
  }
}

function minutesOf(duration: string): number {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? []
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}
