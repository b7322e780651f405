import type { Tenant } from '../config/environment.ts'
import { judgeKnownFailure, judgeLogin, judgeTrial, type RunContext } from './judge-login.ts'
import type { LoginEnd } from './log-in.ts'
import type { LoginPlan, PlannedLogin } from './plan-logins.ts'
import type { LoginReport, ReportedFailureClass, TenantReport } from './smoke-report.ts'

/** What is known of each tenant so far. */
export interface ResultBook {
  /** Sorted by id; users whose login has not ended are `not_tried`. */
  readonly tenants: TenantReport[]
  /** Logins that have ended. */
  readonly done: number
  /** Tenant users that count as failed, by class. */
  readonly failures: Partial<Record<ReportedFailureClass, number>>
  /** Enters the end of a login for all whom it stands for; returns their reports. */
  enter(login: PlannedLogin, end: LoginEnd): LoginReport[]
  /** Judges known failures when all that will end has ended. */
  close(): void
}

/** @param now milliseconds since 1970. */
export function createResultBook(
  plan: LoginPlan,
  context: RunContext,
  now: () => number,
): ResultBook {
  const tenants = plan.tenants.map(notTried)
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]))
  const failures: ResultBook['failures'] = {}
  let done = 0
  return {
    tenants,
    failures,
    get done() {
      return done
    },
    enter({ targets }, end) {
      done += 1
      return targets.map((target) => {
        const logins = byId.get(target.tenant.id)?.logins ?? []
        const at = logins.findIndex(({ role }) => role === target.role)
        const before = logins[at]
        if (target.isTrial && before !== undefined) {
          const sharedKey = judgeTrial(end, target, context, now())
          logins[at] = { ...before, sharedKey }
          return { role: target.role, user: before.user, ...sharedKey }
        }
        const report = judgeLogin(end, target, context, now())
        logins[at] = { ...report, ...(before?.sharedKey && { sharedKey: before.sharedKey }) }
        const { outcome, failure } = report
        if (outcome === 'failed' && failure !== undefined) {
          failures[failure.class] = (failures[failure.class] ?? 0) + 1
        }
        return report
      })
    },
    close() {
      for (const { id, knownFailure } of plan.tenants) {
        const tenant = byId.get(id)
        if (tenant !== undefined) shareWebhooks(tenant.logins)
        if (tenant === undefined || knownFailure === undefined) continue
        tenant.knownFailure = judgeKnownFailure(knownFailure, tenant.logins, context.depth, now())
      }
    },
  }
}

// --- internal ---

/** One user of a tenant who could read its webhooks is enough: that others may not is no gap. */
function shareWebhooks(logins: LoginReport[]): void {
  const isUnread = ({ failure }: LoginReport) => failure?.class === 'webhook_not_read'
  if (!logins.some((login) => hasReadWebhooks(login))) return
  for (const [at, login] of logins.entries()) {
    if (!isUnread(login)) continue
    const { failure: _, ...rest } = login
    logins[at] = { ...rest, outcome: (login.attempts ?? 1) > 1 ? 'passed_after_retry' : 'passed' }
  }
}

function hasReadWebhooks({ outcome, failure }: LoginReport): boolean {
  if (failure === undefined) return outcome === 'passed' || outcome === 'passed_after_retry'
  return failure.class.startsWith('webhook_') && failure.class !== 'webhook_not_read'
}

function notTried({ id, name, status, account, labels, users }: Tenant): TenantReport {
  const reason: LoginReport['reason'] =
    status === 'suspended' || status === 'offboarded' ? status : 'stopped'
  const logins = Object.entries(users).map(([role, user]): LoginReport => {
    const isMigrating = status === 'migrating' && { sharedKey: { outcome: 'not_tried' as const } }
    return { role, user, outcome: 'not_tried', reason, ...isMigrating }
  })
  return { id, name, status, account, ...(labels && { labels }), logins }
}
