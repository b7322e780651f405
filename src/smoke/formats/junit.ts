import { escapeXml } from '../../text/xml.ts'
import type { LoginReport, LoginResult, Outcome, SmokeReport } from '../smoke-report.ts'
import { classGroups, type Entry, entriesOf, withOutcome } from './entries.ts'
import type { ReportFormatter } from './formatter.ts'
import { ageWords, expectationWords, failureWords, outcomeWords, runSeconds } from './words.ts'

/**
 * JUnit's XML: a suite for each class of failures, the worst first; then the logins that come before
 * all others, what was to be expected, what was not tried, and what passed. A failed login is a
 * failure, an unproven one an error, an expected one is skipped;
 * warnings are the output of a case. A case is named after tenant and
 * role, whatever its suite, so that readers can follow it from run to run.
 */
export const junit: ReportFormatter = (report) => {
  const entries = entriesOf(report)
  const { canary, unknownUser } = report
  const suites: Suite[] = [
    ...classGroups(entries).map(({ outcome, class: name, entries: own }) => ({
      name: outcome === 'failed' ? name : `${name} (unproven)`,
      cases: own.map(caseOf),
    })),
    {
      name: 'before all logins',
      cases: [
        { classname: 'canary', name: 'the canary user logs in', result: canary, warnings: [] },
        {
          classname: 'canary',
          name: 'an unknown user is refused',
          result: unknownUser,
          warnings: [],
        },
      ],
    },
    ...others.map((outcome) => ({
      name: outcomeWords[outcome],
      cases: withOutcome(entries, outcome).map(caseOf),
    })),
  ].filter(({ cases }) => cases.length > 0)
  const total = counts(suites.flatMap(({ cases }) => cases))
  const name = escapeXml(`ikctl smoke ${report.environment}`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${total} time="${runSeconds(report)}">
${suites.map((suite) => suiteText(suite, report)).join('\n')}
</testsuites>
`
}

// --- internal ---

interface Suite {
  name: string
  cases: Case[]
}

interface Case {
  classname: string
  name: string
  result: LoginResult
  /** Why it does not count. */
  skipped?: string
  /** What an earlier run tells. */
  age?: string
  warnings: readonly string[]
}

/** The outcomes that make suites of their own. */
const others = [
  'known_failure',
  'informational',
  'not_tried',
  'passed_after_retry',
  'refused',
  'passed',
] as const satisfies readonly Outcome[]

const states: Readonly<Record<Outcome, 'failures' | 'errors' | 'skipped' | undefined>> = {
  failed: 'failures',
  incomplete: 'errors',
  known_failure: 'skipped',
  informational: 'skipped',
  not_tried: 'skipped',
  passed: undefined,
  passed_after_retry: undefined,
  refused: undefined,
}

function caseOf(entry: Entry): Case {
  const { tenant, login } = entry
  const skipped = expectationWords(entry) ?? login.reason
  const age = ageWords(entry)
  const warnings = warningTexts(login)
  return {
    classname: tenant.id,
    name: `${tenant.id}/${login.role}`,
    result: login,
    warnings,
    ...(skipped !== undefined && { skipped }),
    ...(age !== undefined && { age }),
  }
}

function warningTexts({ warnings = [] }: LoginReport): string[] {
  return warnings.map(({ class: name, message }) => `warning ${name}: ${message}`)
}

function counts(cases: readonly Case[]): string {
  const count = (state: string) =>
    cases.filter(({ result }) => states[result.outcome] === state).length
  return `tests="${cases.length}" failures="${count('failures')}" errors="${count('errors')}" skipped="${count('skipped')}"`
}

function suiteText({ name, cases }: Suite, { run, ...report }: SmokeReport): string {
  const milliseconds = cases.reduce((total, { result }) => total + (result.durationMs ?? 0), 0)
  const time = `time="${(milliseconds / 1000).toFixed(3)}" timestamp="${run.startedAt.slice(0, 19)}"`
  const properties = Object.entries({ run: run.id, thumbprint: report.thumbprint }).map(
    ([key, value]) => `      <property name="${key}" value="${escapeXml(value)}"/>`,
  )
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(cases)} ${time}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.map(caseText),
    '  </testsuite>',
  ].join('\n')
}

function caseText({ classname, name, result, skipped, age, warnings }: Case): string {
  const { outcome, durationMs = 0, failure } = result
  const time = (durationMs / 1000).toFixed(3)
  const head = `    <testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="${time}"`
  const state = states[outcome]
  const output = warnings.length === 0 ? '' : systemOut(warnings)
  if (state === undefined) return output === '' ? `${head}/>` : `${head}>${output}\n    </testcase>`
  if (state === 'skipped') {
    return `${head}>\n      <skipped message="${escapeXml(skipped ?? 'the run stopped before')}"/>${output}\n    </testcase>`
  }
  const tag = state === 'failures' ? 'failure' : 'error'
  const message = failure === undefined ? outcome : failureWords(failure)
  const action = `to do: ${failure?.action ?? 'see the JSON report'}`
  const body = age === undefined ? action : `${age}\n${action}`
  return `${head}>
      <${tag} message="${escapeXml(message)}" type="${failure?.class ?? outcome}">${escapeXml(body)}</${tag}>${output}
    </testcase>`
}

/** What a login that works says besides. */
function systemOut(warnings: readonly string[]): string {
  return `\n      <system-out>${escapeXml(warnings.join('\n'))}</system-out>`
}
