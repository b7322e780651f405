import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { fleetReport, someFailure } from '../support/fleet-report.ts'
import { parseMetrics } from '../support/parse-metrics.ts'
import { reportCase, reportCases } from './report-cases.ts'

const options = {
  colour: false,
  columns: 80,
  metricsByTenant: true,
  link: 'https://ci.contoso.example/runs/1',
}
const print = (format: keyof typeof reportFormats, report: SmokeReport) =>
  reportFormats[format](report, options)

/** The expectation of each format; pages are looked at in a browser instead. */
const files = {
  human: 'expected.txt',
  junit: 'expected.junit.xml',
  openmetrics: 'expected.prom',
  github: 'expected.github.txt',
  markdown: 'expected.md',
  csv: 'expected.csv',
  slack: 'expected.slack.json',
  teams: 'expected.teams.json',
} as const

describe.each(reportCases)('$name', ({ report, file }) => {
  test.each(Object.keys(files) as (keyof typeof files)[])('%s', (format) => {
    expectFile(file(files[format]), print(format, report))
  })

  test('redacted', () => {
    expectFile(file('expected.redacted.json'), print('json', redactReport(report)))
  })
})

test.each(Object.keys(reportFormats))(
  '%s holds no assertion, token or signature',
  async (format) => {
    const report = await fleetReport({ tenants: 10, failing: someFailure })
    const text = print(format as keyof typeof reportFormats, report)
    for (const canary of Object.values(canaries)) expect(text).not.toContain(canary)
    expect(text).not.toMatch(/eyJ[\w-]{10}|PRIVATE KEY/)
  },
)

test('human keeps within 80 columns, but for links', () => {
  for (const line of print('human', reportCase('several-classes').report).split('\n')) {
    if (!/https:/.test(line)) expect(line.length, line).toBeLessThanOrEqual(80)
  }
})

/** UPDATE_CASES=1 writes the expectation: read the diff. */
function expectFile(path: string, text: string): void {
  if (process.env.UPDATE_CASES === '1') writeFileSync(path, text)
  expect(existsSync(path), `${path} is missing`).toBe(true)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

const hostile = reportCase('hostile').report
/** Its texts, as they are but for what cannot be seen. */
const shownText = hostile.product.replace(/\p{Cc}|\p{Cf}|\u2028/gu, '\ufffd')

describe('csv', () => {
  test('is a line for each login, with the texts as they are but for what cannot be seen', () => {
    const text = print('csv', hostile)
    expect(text.split('\r\n')).toHaveLength(hostile.summary.logins + 2)
    const rows: Record<string, string>[] = parse(text, { columns: true, recordDelimiter: '\r\n' })
    expect(rows).toHaveLength(hostile.summary.logins)
    expect(rows[0]?.message).toBe(shownText)
    expect(rows[0]?.labels).toBe(`'=${shownText}=${shownText}`)
  })

  test('has no cell that a spreadsheet would calculate', () => {
    const rows: string[][] = parse(print('csv', hostile), { recordDelimiter: '\r\n' })
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})

describe('github', () => {
  test('is one command a line, whatever the texts are', () => {
    const lines = print('github', hostile).trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::[^\r]*$/)
      expect(line).not.toMatch(/\p{Cc}|\u202e/u)
    }
  })
})

describe('markdown', () => {
  test('keeps well below the limit of a job summary, the worst first', async () => {
    const report = await fleetReport({ tenants: 6000, failing: failures.userNotFound })
    const text = print('markdown', report)
    expect(Buffer.byteLength(text)).toBeLessThan(500_000)
    expect(text).toMatch(/\d+ more are in the JSON report/)
    expect(text.indexOf('failed')).toBeLessThan(text.indexOf('User not found'))
    expect(text.trimEnd().endsWith('</sub>')).toBe(true)
  })

  test('has names and texts of others in code spans or escaped', () => {
    const text = print('markdown', hostile)
    const prose = text
      .replace(/\\[!-/:-@[-`{-~]/g, '·')
      .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '·')
      .replaceAll('&#64;', '@')
    expect(prose).not.toMatch(/@\w|#\d|www\.\w|https?:\/\//)
    expect(prose.replace(/<br>|<\/?sub>/g, '')).not.toContain('<')
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u)
  })

  test('keeps every row of a table whole', () => {
    const rows = print('markdown', reportCase('several-classes').report).split('\n')
    const widths = new Set<number>()
    for (const row of rows.filter((line) => line.startsWith('|'))) {
      widths.add(row.match(/(?<!\\)\|/g)?.length ?? 0)
    }
    expect([...widths]).toEqual([5])
  })
})

describe('openmetrics', () => {
  test.each(reportCases)('is what the specification says: $name', ({ report }) => {
    const families = parseMetrics(print('openmetrics', report))
    const logins = families.get('ikctl_smoke_logins') ?? []
    expect(logins.map(({ value }) => value).reduce((a, b) => a + b)).toBe(report.summary.logins)
    for (const { labels } of [...families.values()].flat()) {
      expect(labels.environment).toBeDefined()
    }
  })

  test('has no tenant unless asked, and always the same series of a class', () => {
    const common = { ...options, metricsByTenant: false }
    const { report } = reportCase('several-classes')
    const text = reportFormats.openmetrics(report, common)
    for (const { id } of report.tenants) expect(text).not.toContain(id)
    const series = (value: SmokeReport) =>
      reportFormats
        .openmetrics({ ...value, comparison: undefined }, common)
        .match(/^ikctl_smoke_(failed_)?logins\{.*\}/gm)
    const passed = reportCase('all-passed').report
    expect(series(report)).toEqual(series(passed))
  })

  test('gives texts back as they were, but for what cannot be seen', () => {
    const [info] = parseMetrics(print('openmetrics', hostile)).get('ikctl_smoke_run_info') ?? []
    expect(info?.labels.product).toBe(shownText)
  })
})

describe('junit', () => {
  test('counts what it holds', () => {
    const text = print('junit', reportCase('several-classes').report)
    const count = (tag: string) => text.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0
    const [head = ''] = text.match(/<testsuites .*>/) ?? []
    expect(head).toContain(`tests="${count('testcase')}" failures="${count('failure')}"`)
    expect(head).toContain(`errors="${count('error')}" skipped="${count('skipped')}"`)
    expect(count('failure')).toBeGreaterThan(3)
  })

  test('holds no character that XML does not know, and escapes all others', () => {
    const text = print('junit', hostile)
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
    expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#10|#13);)/)
    expect(text).not.toContain(']]>')
  })
})
