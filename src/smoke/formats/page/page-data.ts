import { warningClasses } from '../../../failure/warning-classes.ts'
import type {
  ChangeKind,
  Outcome,
  ReportedFailureClass,
  ReportedWarning,
  SmokeReport,
  TenantReport,
} from '../../smoke-report.ts'
import type { Entry } from '../entries.ts'
import { changeWords, classTitle, expectationWords, failureWords, outcomeWords } from '../words.ts'

/** What the page's script works on: embedded in the page as JSON. */
export interface PageData {
  /** Sorted by id. */
  tenants: PageTenant[]
  words: PageWords
}

/** What the page calls things. */
export interface PageWords {
  outcomes: Readonly<Record<Outcome, string>>
  /** Of the classes that occur. */
  classes: Readonly<Record<string, string>>
  changes: Readonly<Record<ChangeKind, string>>
}

export interface PageTenant extends Pick<TenantReport, 'id' | 'name' | 'status' | 'account'> {
  labels?: Readonly<Record<string, string>>
  logins: PageLogin[]
}

export interface PageLogin {
  role: string
  user: string
  outcome: Outcome
  class?: ReportedFailureClass
  /** What happened. */
  message?: string
  /** What the configuration says about it. */
  note?: string
  /** What is to be looked at, as texts. */
  warnings?: string[]
  /** Duration in milliseconds. */
  ms?: number
  attempts?: number
  change?: ChangeKind
  /** When it was first seen failing. */
  since?: string
}

export function pageData({ tenants }: SmokeReport, entries: readonly Entry[]): PageData {
  const logins = new Map<TenantReport, PageLogin[]>()
  const classes: Record<string, string> = {}
  for (const entry of entries) {
    const login = pageLogin(entry)
    if (login.class !== undefined) classes[login.class] = classTitle(login.class)
    const own = logins.get(entry.tenant)
    if (own) own.push(login)
    else logins.set(entry.tenant, [login])
  }
  return {
    tenants: tenants.map((tenant) => {
      const { id, name, status, account, labels } = tenant
      const own = logins.get(tenant) ?? []
      return { id, name, status, account, ...(labels && { labels }), logins: own }
    }),
    words: { outcomes: outcomeWords, classes, changes: changeWords },
  }
}

export function pageLogin(entry: Entry): PageLogin {
  const { role, user, outcome, failure, durationMs, attempts, warnings } = entry.login
  const note = expectationWords(entry)
  // Of who must not log in, and does not, the failure is as it should be.
  const isTold = failure !== undefined && outcome !== 'refused'
  return {
    ...{ role, user, outcome },
    ...(isTold && { class: failure.class, message: failureWords(failure) }),
    ...(note !== undefined && { note }),
    ...(warnings && { warnings: warnings.map(warningText) }),
    ...(durationMs !== undefined && { ms: durationMs }),
    ...(attempts !== undefined && { attempts }),
    ...(entry.change && { change: entry.change.kind }),
    ...(entry.change?.since !== undefined && { since: entry.change.since }),
  }
}

/** A warning in a few words. */
function warningText({ class: name, message }: ReportedWarning): string {
  return `${warningClasses[name].title}: ${message}`
}
