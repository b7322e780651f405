import { escapeXml } from '../../text/xml.ts'
import type { Finding } from '../finding.ts'
import type { Formatter } from './formatter.ts'

/**
 * JUnit's XML: one suite for each file, one failed case for each error; what is no error is told in
 * the suite's output. A run without findings has one passed case, since many readers refuse none.
 */
export const junit: Formatter = ({ findings, summary }) => {
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const own = files.get(finding.file)
    if (own === undefined) files.set(finding.file, [finding])
    else own.push(finding)
  }
  const suites =
    files.size === 0
      ? [
          `  <testsuite name="ikctl" tests="1" failures="0" errors="0" skipped="0">\n    <testcase classname="ikctl" name="${summary.files} files checked"/>\n  </testsuite>`,
        ]
      : [...files].map(([file, own]) => suite(file, own))
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const tests = Math.max(errors, files.size === 0 ? 1 : 0)
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ikctl validate" tests="${tests}" failures="${errors}" errors="0">
${suites.join('\n')}
</testsuites>
`
}

// --- internal ---

function suite(file: string, findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const others = findings.filter(({ severity }) => severity !== 'error')
  const cases = errors.map(({ ruleId, message, help, range }) => {
    const place = range === undefined ? '' : `:${range.start.line}:${range.start.column}`
    return `    <testcase classname="${escapeXml(ruleId)}" name="${escapeXml(`${file}${place}`)}" file="${escapeXml(file)}">
      <failure message="${escapeXml(message)}" type="${escapeXml(ruleId)}">${escapeXml(help)}</failure>
    </testcase>`
  })
  const notes = others.map(
    ({ severity, message, ruleId, range }) =>
      `${range === undefined ? '' : `line ${range.start.line}: `}${severity} ${message} [${ruleId}]`,
  )
  return [
    `  <testsuite name="${escapeXml(file)}" tests="${errors.length}" failures="${errors.length}" errors="0" skipped="0">`,
    ...cases,
    ...(notes.length > 0 ? [`    <system-out>${escapeXml(notes.join('\n'))}</system-out>`] : []),
    '  </testsuite>',
  ].join('\n')
}
