import { failureAction } from '../docusign/login-failure.ts'
import { failureClasses } from '../failure/failure-classes.ts'
import { warningClasses } from '../failure/warning-classes.ts'
import { shortHash, tenantHash } from '../text/short-hash.ts'
import type { Selection } from './plan-logins.ts'
import type {
  ChangedLogin,
  LoginReport,
  ProbeReport,
  ReportedFailure,
  SmokeReport,
  StopReason,
  TenantReport,
} from './smoke-report.ts'

/**
 * A report for places that many can read: without names, ids and label values of tenants, without
 * ids of users and accounts, consent links, and any text that a person or a server has written. Short
 * hashes stand for ids and values, the same in every report.
 */
export function redactReport(report: SmokeReport): SmokeReport {
  if (report.redacted) return report
  const { run, canary, unknownUser, tenants, stopped, comparison } = report
  const { startedBy: _, selection, ...rest } = run
  const action = { integrationKey: report.integrationKey, thumbprint: report.thumbprint }
  const person = <T extends ProbeReport>(login: T): T => ({
    ...login,
    user: shortHash(login.user),
    failure: login.failure && redactFailure(login.failure, action),
    consentLink: undefined,
  })
  const withSharedKey = (login: LoginReport): LoginReport => {
    const { sharedKey } = login
    if (sharedKey === undefined) return login
    const failure = sharedKey.failure && redactFailure(sharedKey.failure, action)
    return { ...login, sharedKey: { ...sharedKey, failure, consentLink: undefined } }
  }
  const changed = (list: readonly ChangedLogin[]) =>
    list.map((login) => ({ ...login, tenant: tenantHash(login.tenant) }))
  return {
    ...report,
    run: { ...rest, ...(selection && { selection: redactSelection(selection) }) },
    ...(stopped && { stopped: { ...stopped, message: stopMessage(stopped) } }),
    canary: person(canary),
    unknownUser: person(unknownUser),
    ...(comparison && {
      comparison: {
        ...comparison,
        regressed: changed(comparison.regressed),
        newlyFailing: changed(comparison.newlyFailing),
        stillFailing: changed(comparison.stillFailing),
        fixed: changed(comparison.fixed),
      },
    }),
    redacted: true,
    tenants: tenants
      .map((tenant) => {
        const logins = tenant.logins.map((login) => person(withSharedKey(redactWarnings(login))))
        return { ...redactTenant(tenant), logins }
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

// --- internal ---

function redactTenant({ id, status, account, labels, apiBudget, knownFailure }: TenantReport) {
  return {
    id: tenantHash(id),
    name: tenantHash(id),
    status,
    account: shortHash(account),
    ...(labels && { labels: hashValues(labels) }),
    ...(apiBudget && { apiBudget }),
    ...(knownFailure && { knownFailure: { ...knownFailure, reason: '(redacted)' } }),
  }
}

/** An allow-list: what a server or a person has written may name anybody. */
function redactFailure(
  { class: failureClass, scope, phase, status, error, networkCode, skewMs }: ReportedFailure,
  context: Parameters<typeof failureAction>[1],
): ReportedFailure {
  const facts = {
    ...(phase && { phase }),
    ...(status !== undefined && { status }),
    ...(error && /^[a-z_]{1,40}$/.test(error) && { error }),
    ...(networkCode && { networkCode }),
    ...(skewMs !== undefined && { skewMs }),
  }
  if (failureClass === 'not_refused') {
    return {
      ...{ class: failureClass, scope },
      message: 'a user can log in who must not',
      action: 'look into the whole report',
    }
  }
  const action = failureAction({ class: failureClass, ...facts }, context)
  const message = failureClasses[failureClass].title
  return { class: failureClass, scope, message, action, ...facts }
}

function redactWarnings({ warnings, ...login }: LoginReport): LoginReport {
  const redacted = warnings?.map(({ class: name }) => {
    const { title, action } = warningClasses[name]
    return { class: name, message: title, action }
  })
  return { ...login, ...(redacted && { warnings: redacted }) }
}

function redactSelection({ tenants, labels, ...rest }: Selection): Selection {
  return {
    ...rest,
    ...(tenants && { tenants: tenants.map(tenantHash) }),
    ...(labels && { labels: hashValues(labels) }),
  }
}

function hashValues(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, shortHash(value)]))
}

function stopMessage({ reason, message }: NonNullable<SmokeReport['stopped']>): string {
  return stopMessages[reason] ?? message
}

/** Where absent, the message is made of numbers alone. */
const stopMessages: Partial<Record<StopReason, string>> = {
  integration_key: 'the integration key itself fails',
  host: 'the OAuth host gave no proper answer',
  nothing_proven: 'nothing is proven: a user who does not exist was not refused as such',
  throttled: 'the OAuth host throttles for longer than this run may wait',
  interrupted: 'the run was interrupted',
}
