import type { Severity } from '../finding.ts'
import { fingerprints } from '../fingerprint.ts'
import type { Formatter } from './formatter.ts'

/**
 * A GitLab code quality report (Code Climate's shape).
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab: Formatter = ({ findings }) => {
  const identities = fingerprints(findings)
  const issues = findings.map(({ ruleId, severity, message, file, range }, index) => ({
    description: message,
    check_name: ruleId,
    fingerprint: identities[index],
    severity: severities[severity],
    // The format demands a line; a finding about a whole file is shown at its first.
    location: { path: file, lines: { begin: range?.start.line ?? 1 } },
  }))
  return `${JSON.stringify(issues, null, 2)}\n`
}

// --- internal ---

const severities: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' }
