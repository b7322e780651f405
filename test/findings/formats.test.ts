import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import type { FindingReport } from '../../src/findings/formats/formatter.ts'
import { ruleInfos } from '../../src/rules/registry.ts'

/** Everything that some format treats specially, in one line and over two. */
const hostile = '100%: a,b;c] "q" \'s\' <b>&amp; ]]> |`*_ @team \u0007 \ud83d\ude00\r\nsecond'

const finding = (changes: Partial<Finding> = {}): Finding => ({
  ruleId: 'schema/value',
  severity: 'error',
  message: 'message',
  file: 'config/demo/integration.yaml',
  range: { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } },
  related: [],
  help: 'help',
  docUrl: 'docs/rules/schema/value.md',
  ...changes,
})

const report = (...findings: Finding[]): FindingReport => ({
  findings,
  summary: {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    files: 3,
    tenants: 1,
  },
  text: () => 'a: 1\nb: cdef\nc: 2\n',
  rules: ruleInfos,
})

const options = { colour: false, columns: 80 }
const print = (name: keyof typeof findingFormats, ...findings: Finding[]) =>
  findingFormats[name](report(...findings), options)

describe('human', () => {
  test('shows the place, the sentence, the line with its neighbours, and the help', () => {
    expect(print('human', finding())).toBe(`config/demo/integration.yaml:2:3 error [schema/value]
  message
    1 | a: 1
  > 2 | b: cdef
      |   ^^^^
    3 | c: 2
  help: help

1 error, 0 warnings: 3 files, 1 tenant checked
`)
  })

  test('never leaves 80 columns but for words that get copied', () => {
    const message = 'a sentence that is a good deal longer than the terminal is wide, '.repeat(3)
    for (const line of print('human', finding({ message })).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(80)
    }
  })

  test('shows both places of a finding that has two', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
    const related = [{ message: 'first defined here', file: 'config/demo/x.yaml', range }]
    expect(print('human', finding({ related }))).toContain(
      '  config/demo/x.yaml:1:1 first defined here\n  > 1 | a: 1\n      | ^\n',
    )
  })

  test('paints only when it is told to', () => {
    const painted = findingFormats.human(report(finding()), { colour: true, columns: 80 })
    expect(painted).toContain('\u001b[31merror\u001b[39m')
    expect(print('human', finding())).not.toContain('\u001b')
  })
})

describe('github', () => {
  test('escapes data and properties by their own rules', () => {
    expect(print('github', finding({ message: hostile, file: 'a,b:c.yaml' }))).toBe(
      `::error file=a%2Cb%3Ac.yaml,line=2,col=3,endLine=2,endColumn=7,title=schema/value::${hostile
        .replace('%', '%25')
        .replace('\r\n', '%0D%0A')}%0Ahelp\n`,
    )
  })

  test('shows ten of a kind, the tenth telling how many there are more', () => {
    const lines = print('github', ...Array.from({ length: 15 }, () => finding()))
      .trim()
      .split('\n')
    expect(lines).toHaveLength(10)
    expect(lines.at(-1)).toContain('::error title=ikctl::6 more:')
  })

  test('ten fit as they are, and no place means no line', () => {
    const { range: _, ...placeless } = finding()
    const lines = print('github', ...Array.from({ length: 10 }, () => placeless))
    expect(lines.trim().split('\n')).toHaveLength(10)
    expect(lines).not.toContain('line=')
  })
})

describe('azure', () => {
  test('escapes what would end a property', () => {
    expect(print('azure', finding({ file: 'a;b].yaml', message: hostile }))).toBe(
      `##vso[task.logissue type=error;sourcepath=a%3Bb%5D.yaml;linenumber=2;columnnumber=3;code=schema/value;]${hostile
        .replace('%', '%AZP25')
        .replace('\r\n', '%0D%0A')}\n`,
    )
  })
})

describe('junit', () => {
  test('is well-formed XML whatever the texts are', () => {
    const text = print('junit', finding({ message: hostile, file: '<&">.yaml' }))
    expect(text).toContain('tests="1" failures="1"')
    expect(text).toContain('name="&lt;&amp;&quot;&gt;.yaml:2:3"')
    expect(text).not.toContain('\u0007')
    expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#10|#13);)/)
  })

  test('tells a run without findings as one passed case', () => {
    expect(print('junit')).toContain('tests="1" failures="0"')
  })
})

describe('gitlab', () => {
  test('has a fingerprint for each finding that survives moved lines', () => {
    const moved = { start: { line: 9, column: 3 }, end: { line: 9, column: 7 } }
    const [before] = JSON.parse(print('gitlab', finding()))
    const [after] = JSON.parse(print('gitlab', finding({ range: moved })))
    expect(after.fingerprint).toBe(before.fingerprint)
    expect(after.location).toEqual({
      path: 'config/demo/integration.yaml',
      lines: { begin: 9 },
    })
    const two = JSON.parse(print('gitlab', finding(), finding()))
    expect(new Set(two.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(2)
  })
})

describe('markdown', () => {
  test('nothing in a text is markup or mentions anybody', () => {
    const line = print('markdown', finding({ message: hostile }))
      .split('\n')
      .at(-2)
    expect(line).toContain('\\|\\`\\*\\_ &#64;team')
    expect(line).toContain('&lt;b>&amp;amp;')
  })

  test('is cut below what GitHub takes, the worst first', () => {
    const many = Array.from({ length: 2000 }, () => finding({ severity: 'warning' }))
    const text = print('markdown', ...many, finding({ message: 'the worst' }))
    expect(text.length).toBeLessThan(65_536)
    expect(text.indexOf('the worst')).toBeLessThan(text.indexOf('warning |'))
    expect(text).toMatch(/\d+ more findings are in the log\.\n$/)
  })
})

describe('sarif', () => {
  test('points at UTF-16 columns from 1, and at nothing where the place is unknown', () => {
    const { range: _, ...placeless } = finding({ file: 'config/a b/ü.yaml' })
    const { runs } = JSON.parse(print('sarif', finding(), placeless))
    expect(runs).toHaveLength(1)
    expect(runs[0].columnKind).toBe('utf16CodeUnits')
    const [first, second] = runs[0].results
    expect(first.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'config/demo/integration.yaml' },
      region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 },
    })
    expect(second.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'config/a%20b/%C3%BC.yaml' },
    })
    expect(runs[0].tool.driver.rules[first.ruleIndex].id).toBe(first.ruleId)
  })

  test('keeps within what GitHub takes, the errors first', () => {
    const many = Array.from({ length: 25_001 }, () => finding({ severity: 'info' }))
    const { runs } = JSON.parse(print('sarif', ...many, finding()))
    expect(runs[0].results).toHaveLength(25_000)
    expect(runs[0].results[0].level).toBe('error')
  })
})

test.each(Object.keys(findingFormats))('%s prints a run without findings', (name) => {
  const text = print(name as keyof typeof findingFormats)
  expect(text === '' || text.endsWith('\n')).toBe(true)
})
