import { escapeXml } from '../../text/xml.ts'
import { advice } from '../advice.ts'
import type { Finding } from '../finding.ts'
import type { Formatter } from './formatter.ts'

/**
 * JUnit's XML: one suite for each file, one failed case for each error; what is no error is reported in
 * the suite's output. What has no errors has one passed case, since some readers refuse none.
 */
export const junit: Formatter = ({ findings, summary }) => {
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const own = files.get(finding.file)
    if (own === undefined) files.set(finding.file, [finding])
    else own.push(finding)
  }
  if (files.size === 0) files.set(`${summary.files} files checked`, [])
  const suites = [...files].map(([file, own]) => suite(file, own))
  const tests = suites.reduce((sum, each) => sum + each.tests, 0)
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ikctl validate" tests="${tests}" failures="${summary.errors}" errors="0">
${suites.map(({ xml }) => xml).join('\n')}
</testsuites>
`
}

// --- internal ---

function suite(file: string, findings: readonly Finding[]): { tests: number; xml: string } {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const others = findings.filter(({ severity }) => severity !== 'error')
  const name = escapeXml(file)
  const failed = errors.map((finding) => {
    const { ruleId, message, range } = finding
    const place = range === undefined ? '' : `:${range.start.line}:${range.start.column}`
    return `    <testcase classname="${escapeXml(ruleId)}" name="${escapeXml(`${file}${place}`)}" file="${name}">
      <failure message="${escapeXml(message)}" type="${escapeXml(ruleId)}">${escapeXml(advice(finding).join('\n'))}</failure>
    </testcase>`
  })
  const cases = failed.length > 0 ? failed : [`    <testcase classname="ikctl" name="${name}"/>`]
  const notes = others.map(
    ({ severity, message, ruleId, range }) =>
      `${range === undefined ? '' : `line ${range.start.line}: `}${severity} ${message} [${ruleId}]`,
  )
  const xml = [
    `  <testsuite name="${name}" tests="${cases.length}" failures="${errors.length}" errors="0" skipped="0">`,
    ...cases,
    ...(notes.length > 0 ? [`    <system-out>${escapeXml(notes.join('\n'))}</system-out>`] : []),
    '  </testsuite>',
  ]
  return { tests: cases.length, xml: xml.join('\n') }
}
