import { version } from '../../version.ts'
import type { Finding, Range, Severity } from '../finding.ts'
import { fingerprints } from '../fingerprint.ts'
import type { RuleInfo } from '../rule-info.ts'
import type { FindingReport, Formatter } from './formatter.ts'

/** GitHub takes this many results of one run; the worst come first. */
const maxResults = 25_000

/**
 * SARIF 2.1.0, one run, as GitHub code scanning takes it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Formatter = (report) => {
  const identities = fingerprints(report.findings)
  const results = report.findings
    .map((finding, index) => ({ finding, identity: identities[index] ?? '' }))
    .sort((a, b) => order[a.finding.severity] - order[b.finding.severity])
    .slice(0, maxResults)
  const rules = usedRules(report)
  const log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ikctl',
            semanticVersion: version,
            rules: rules.map(({ id, summary, help, severity }) => ({
              id,
              shortDescription: { text: summary },
              help: { text: help },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map(({ finding, identity }) => ({
          ruleId: finding.ruleId,
          ruleIndex: rules.findIndex(({ id }) => id === finding.ruleId),
          level: levels[finding.severity],
          message: { text: `${finding.message}\n${finding.help}` },
          locations: [location(finding)],
          ...(finding.related.length > 0 && {
            relatedLocations: finding.related.map((other, id) => ({
              id,
              message: { text: other.message },
              ...location(other),
            })),
          }),
          partialFingerprints: { 'ikctl/v1': identity },
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

// --- internal ---

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }
const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

function usedRules({ findings, rules }: FindingReport): RuleInfo[] {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].sort()
  return ids.flatMap((id) => rules.get(id) ?? [])
}

/** Without a known place there is no region: a made-up one would point at innocent text. */
function location({ file, range }: Pick<Finding, 'file' | 'range'>) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      ...(range !== undefined && { region: region(range) }),
    },
  }
}

function region({ start, end }: Range) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  }
}
