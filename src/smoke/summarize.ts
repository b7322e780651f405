import type { SmokeReport, SmokeSummary, TenantReport, Verdict } from './smoke-report.ts'

/** Counts what tenants' reports say. */
export function summarize(
  tenants: readonly TenantReport[],
  requests: { total: number; retries: number },
): SmokeSummary {
  const outcomes: SmokeSummary['outcomes'] = {}
  const failures: SmokeSummary['failures'] = {}
  const warnings: NonNullable<SmokeSummary['warnings']> = {}
  const migration = { ready: 0, waiting: 0 }
  let count = 0
  for (const { logins } of tenants) {
    count += logins.length
    for (const { outcome, failure, warnings: own = [], sharedKey } of logins) {
      if (sharedKey !== undefined) {
        migration[sharedKey.outcome.startsWith('passed') ? 'ready' : 'waiting'] += 1
      }
      for (const name of new Set(own.map((warning) => warning.class))) {
        warnings[name] = (warnings[name] ?? 0) + 1
      }
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (outcome === 'failed' && failure !== undefined) {
        failures[failure.class] = (failures[failure.class] ?? 0) + 1
      }
    }
  }
  return {
    tenants: tenants.length,
    logins: count,
    outcomes,
    failures,
    ...(migration.ready + migration.waiting > 0 && { migration }),
    ...(Object.keys(warnings).length > 0 && { warnings }),
    requests: requests.total,
    retries: requests.retries,
  }
}

/**
 * What a run proves, worst first: with two key pairs nothing, as a refusal may be that of the one that
 * was replaced; a failing integration key concerns everybody; a run that was
 * stopped is not to be taken for a whole one; what has failed has failed, even when something else
 * could not be proven.
 */
export function judgeRun({
  stopped,
  canary,
  unknownUser,
  tenants,
}: Pick<SmokeReport, 'stopped' | 'canary' | 'unknownUser' | 'tenants'>): Verdict {
  if (stopped?.reason === 'key_pair_changed') return 'incomplete'
  const logins = [canary, unknownUser, ...tenants.flatMap((tenant) => tenant.logins)]
  const any = (outcome: string) => logins.some((login) => login.outcome === outcome)
  const isAppFailure = logins.some(
    ({ outcome, failure }) => outcome === 'failed' && failure?.scope === 'app',
  )
  if (isAppFailure || stopped?.reason === 'integration_key') return 'integration_key'
  if (stopped !== undefined) return 'incomplete'
  if (any('failed')) return 'failed'
  return any('incomplete') ? 'incomplete' : 'passed'
}
