import type { CallBudget, CallsLeft } from '../docusign/rate-limits.ts'
import type { ReportedBudget, ReportedCalls, SmokeReport } from './smoke-report.ts'

/** What a report says about the calls that are left. */
export function reportBudget({ hourly, burst }: CallBudget): ReportedBudget {
  return {
    ...(hourly && { hourly: reportCalls(hourly) }),
    ...(burst && { burst: reportCalls(burst) }),
  }
}

/** The fewest calls of several reports. */
export function leastReported(
  budgets: readonly (ReportedBudget | undefined)[],
): ReportedBudget | undefined {
  const least = (name: keyof ReportedBudget): ReportedCalls | undefined =>
    budgets
      .flatMap((budget) => budget?.[name] ?? [])
      .reduce<ReportedCalls | undefined>(
        (a, b) => (a === undefined || b.remaining < a.remaining ? b : a),
        undefined,
      )
  const [hourly, burst] = [least('hourly'), least('burst')]
  if (hourly === undefined && burst === undefined) return undefined
  return { ...(hourly && { hourly }), ...(burst && { burst }) }
}

/** What a whole report says, from that of the OAuth server and of its accounts. */
export function budgetOfRun(
  oauth: ReportedBudget | undefined,
  accounts: ReportedBudget | undefined,
): Pick<SmokeReport, 'apiBudget'> {
  if (oauth === undefined && accounts === undefined) return {}
  return { apiBudget: { ...(oauth && { oauth }), ...(accounts && { accounts }) } }
}

// --- internal ---

function reportCalls({ remaining, limit, resetsAt }: CallsLeft): ReportedCalls {
  return {
    remaining,
    ...(limit !== undefined && { limit }),
    ...(resetsAt !== undefined && { resetsAt: new Date(resetsAt).toISOString() }),
  }
}
