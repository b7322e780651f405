import { jsonText } from '../../text/json.ts'
import type { Severity } from '../finding.ts'
import { fingerprints } from '../fingerprint.ts'
import type { Formatter } from './formatter.ts'

/**
 * A GitLab code quality report (Code Climate's shape).
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab: Formatter = ({ findings }, { prefix = '' }) => {
  const identities = fingerprints(findings)
  const issues = findings.map(({ ruleId, severity, message, file, range }, index) => ({
    description: message,
    check_name: ruleId,
    fingerprint: identities[index],
    severity: severities[severity],
    // The format demands a line; a finding about a whole file is shown at its first.
    location: { path: prefix + file, lines: { begin: range?.start.line ?? 1 } },
  }))
  return jsonText(issues)
}

// --- internal ---

const severities: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' }
