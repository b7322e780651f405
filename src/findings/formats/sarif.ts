import { jsonText } from '../../text/json.ts'
import { version } from '../../version.ts'
import { bySeverity, type Finding, type Range, type Severity, type Suggestion } from '../finding.ts'
import { fingerprints } from '../fingerprint.ts'
import type { RuleInfo } from '../rule-info.ts'
import type { FindingReport, Formatter } from './formatter.ts'

/** GitHub takes this many results of one run, and places of one result. */
const maxResults = 25_000
const maxLocations = 1_000

/**
 * SARIF 2.1.0, one run, as GitHub code scanning takes it; what is above its limits is left out, the
 * least grave first, and told as a notification of the run.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const sarif: Formatter = (report, { prefix = '' }) => {
  const identities = fingerprints(report.findings)
  const sorted = report.findings
    .map((finding, index) => ({ finding, identity: identities[index] ?? '' }))
    .sort((a, b) => bySeverity(a.finding, b.finding))
  const left = sorted.length - maxResults
  const rules = usedRules(report)
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]))
  return jsonText({
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ikctl',
            version,
            semanticVersion: version,
            rules: rules.map(reportingDescriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            ...(left > 0 && { toolExecutionNotifications: [notification(left)] }),
          },
        ],
        results: sorted.slice(0, maxResults).map(({ finding, identity }) => ({
          ruleId: finding.ruleId,
          ruleIndex: ruleIndexes.get(finding.ruleId) ?? -1,
          level: levels[finding.severity],
          message: { text: `${finding.message}\n${finding.help}` },
          locations: [location(finding, prefix)],
          ...(finding.related.length > 0 && {
            relatedLocations: finding.related.slice(0, maxLocations).map((other, id) => ({
              id,
              message: { text: other.message },
              ...location(other, prefix),
            })),
          }),
          ...(finding.suggest.length > 0 && {
            fixes: finding.suggest.map((suggestion) => fix(finding.file, suggestion, prefix)),
          }),
          // The first is the name that GitHub looks at.
          partialFingerprints: { primaryLocationLineHash: identity, 'ikctl/v1': identity },
        })),
      },
    ],
  })
}

// --- internal ---

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>

function usedRules({ findings, rules }: FindingReport): RuleInfo[] {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].sort()
  return ids.flatMap((id) => rules.get(id) ?? [])
}

function reportingDescriptor({ id, summary, help, severity, guard }: RuleInfo) {
  const [family = ''] = id.split('/')
  const isSecurity = guard === true || family === 'secret'
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: `${help}\n\n"ikctl explain ${id}" says why it matters.` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: isSecurity ? [family, 'security'] : [family] },
  }
}

function notification(left: number) {
  return {
    level: 'warning',
    message: {
      text: `${left} more findings are left out, the least grave ones: GitHub takes ${maxResults} results of a run; another format has all.`,
    },
  }
}

function fix(file: string, { title, edit }: Suggestion, prefix: string) {
  const { artifactLocation } = location({ file }, prefix).physicalLocation
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: [{ deletedRegion: region(edit.range), insertedContent: { text: edit.text } }],
      },
    ],
  }
}

/** Without a known place there is no region: a made-up one would point at innocent text. */
function location({ file, range }: Pick<Finding, 'file' | 'range'>, prefix: string) {
  return {
    physicalLocation: {
      artifactLocation: {
        uri: `${prefix}${file}`.split('/').map(encodeURIComponent).join('/'),
      },
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
