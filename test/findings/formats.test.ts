import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { Finding, Suggestion } from '../../src/findings/finding.ts'
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
  suggest: [],
  docUrl: 'docs/rules/schema/value.md',
  ...changes,
})

/** Writes `x` for the value of the second line. */
const suggestion: Suggestion = {
  title: 'write `x`',
  edit: { range: { start: { line: 2, column: 4 }, end: { line: 2, column: 8 } }, text: 'x' },
  safe: true,
}

const report = (...findings: Finding[]): FindingReport => ({
  findings,
  suppressed: [],
  summary: {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    suppressed: 0,
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

  test('shows what a suggestion makes of the line', () => {
    expect(print('human', finding({ suggest: [suggestion] }))).toContain(
      '  help: help\n  fix (--fix does it): write `x`\n  + 2 | b: x\n',
    )
    const unsafe = print('human', finding({ suggest: [{ ...suggestion, safe: false }] }))
    expect(unsafe).toContain('  suggestion: write `x`\n  + 2 | b: x\n')
    for (const name of ['github', 'junit', 'markdown'] as const) {
      expect(print(name, finding({ suggest: [suggestion] }))).toMatch(/--fix does it: write `x`/)
    }
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

  test('paints only when it is told to, and then underlines nothing', () => {
    const painted = findingFormats.human(report(finding()), { colour: true, columns: 80 })
    expect(painted).toContain('\u001b[31merror\u001b[39m')
    expect(painted).toContain('b:\u001b[31m\u001b[1m cde\u001b[22m\u001b[39mf\n')
    expect(painted).not.toContain('^')
    expect(print('human', finding())).not.toContain('\u001b')
  })

  test('underlines by the columns that a terminal takes, and shows what cannot be seen', () => {
    const text = 'a: "日本 😀\u202e\u001b[2J" # x\n'
    const range = { start: { line: 1, column: 4 }, end: { line: 1, column: 16 } }
    expect(
      findingFormats.human({ ...report(finding({ range })), text: () => text }, options),
    ).toContain('  > 1 | a: "日本 😀\ufffd\ufffd[2J" # x\n      |    ^^^^^^^^^^^^^^\n')
  })

  test('shows three lines of a long place and counts the others, none wider than 150 columns', () => {
    const text = `a:\n${'  - x\n'.repeat(9)}b: ${'y'.repeat(400)}\n`
    const range = (line: number, column: number, endLine: number) => ({
      start: { line, column },
      end: { line: endLine, column: column + 1 },
    })
    const printed = findingFormats.human(
      {
        ...report(finding({ range: range(2, 3, 10) }), finding({ range: range(11, 300, 11) })),
        text: () => text,
      },
      { colour: false, columns: 400 },
    )
    expect(printed).toContain('    3 |   - x\n      | < 7 more lines >\n')
    expect(printed).toMatch(/> 11 \| y+\u2026\n/)
    expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(150)
  })
})

describe('a log that a CI system reads', () => {
  const commands = ['::error::x', '##[add-mask]x', '##vso[task.setvariable variable=a]x']
  // A file name can hold anything, and a sentence is wrapped before its commands.
  const wordy = finding({
    message: `${'word '.repeat(14)} ${commands.join(` ${'word '.repeat(14)}`)}`,
    help: commands.join('\n'),
    file: `config/a\n${commands.join('\n')}.yaml`,
  })

  test.each(['human', 'concise', 'json', 'sarif', 'gitlab', 'junit', 'markdown'] as const)(
    'has no command in what %s prints of a value',
    (name) => {
      const text = findingFormats[name](
        { ...report(wordy), text: () => commands.join('\n') },
        options,
      )
      // What the two agents look for: at the start of a line, and anywhere.
      expect(text).not.toMatch(/^\s*::/m)
      expect(text).not.toMatch(/##(vso)?\[/)
      if (name === 'json') expect(JSON.parse(text).findings[0].message).toBe(wordy.message)
    },
  )
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

  test('gives columns only of a place on one line, and the path from the root of the repository', () => {
    const range = { start: { line: 2, column: 3 }, end: { line: 4, column: 1 } }
    expect(
      findingFormats.github(report(finding({ range })), { ...options, prefix: 'docusign/' }),
    ).toContain('file=docusign/config/demo/integration.yaml,line=2,endLine=4,title')
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
    expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#10|#13|#35);)/)
  })

  test('tells a run without findings as one passed case', () => {
    expect(print('junit')).toContain('tests="1" failures="0"')
  })
})

test('a fingerprint survives moved lines, new entries before it, and the days', () => {
  const fingerprint = (changes: Partial<Finding>) => {
    const [issue] = JSON.parse(print('gitlab', finding(changes)))
    return issue.fingerprint
  }
  const day = (age: number, index: number) =>
    fingerprint({ message: `active for ${age} days`, pointer: `/redirectUris/others/${index}` })
  expect(day(170, 0)).toBe(day(171, 3))
  expect(day(170, 0)).not.toBe(
    fingerprint({ message: 'active', pointer: '/redirectUris/others/0' }),
  )
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
  test('nothing in a text is markup, ends a cell or mentions anybody', () => {
    const message = `${hostile} @team #12 https://x.example "@team | <b>" \\\\|`
    const line = print('markdown', finding({ message })).split('\n').at(-2) ?? ''
    const withoutCode = line.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '§')
    expect(withoutCode).toContain('&lt;b>&amp;amp;')
    expect(withoutCode).not.toMatch(/@|&#64;\w|(?<!&)#\d|:\/\/|<(?!br>)/)
    expect(line).not.toMatch(/\p{Cc}/u)
    expect(line.replace(/\\./g, '').match(/\|/g)).toHaveLength(5)
  })

  test('is cut below what GitHub takes, the worst first', () => {
    const many = Array.from({ length: 2000 }, () => finding({ severity: 'warning' }))
    const text = print('markdown', ...many, finding({ message: 'the worst' }))
    expect(text.length).toBeLessThan(65_536)
    expect(text.indexOf('the worst')).toBeLessThan(text.indexOf('| warning |'))
    expect(text).toMatch(/\d+ more are in the log: .*\n$/)
  })
})

describe('sarif', () => {
  /** The schema as Microsoft's SARIF SDK ships it (OASIS, draft 4). */
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'))
  const validate = new Ajv({
    strict: false,
    // One pattern of the schema has a bracket too many, which only the older syntax takes.
    unicodeRegExp: false,
    formats: { uri: true, 'uri-reference': true, 'date-time': true },
  }).compile(schema)

  test('is what the schema of SARIF 2.1.0 says, whatever the texts are', () => {
    const { range: _, ...placeless } = finding({ message: hostile, file: `config/${hostile}.yaml` })
    const related = [{ message: hostile, file: 'config/demo/x.yaml' }]
    const samples = [...ruleInfos.values()].map(({ id, severity }) =>
      finding({ ruleId: id, severity, related, suggest: [suggestion] }),
    )
    expect(
      JSON.parse(print('sarif', finding({ suggest: [suggestion] }))).runs[0].results[0].fixes,
    ).toEqual([
      {
        description: { text: 'write `x`' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'config/demo/integration.yaml' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 8 },
                insertedContent: { text: 'x' },
              },
            ],
          },
        ],
      },
    ])
    for (const findings of [[], [placeless], samples]) {
      expect(
        validate(JSON.parse(print('sarif', ...findings))),
        JSON.stringify(validate.errors),
      ).toBe(true)
    }
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false)
  })

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
    expect(runs[0].invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^2 more/)
    const related = Array.from({ length: 1_200 }, () => ({ message: 'here', file: 'a.yaml' }))
    const [one] = JSON.parse(print('sarif', finding({ related }))).runs[0].results
    expect(one.relatedLocations).toHaveLength(1_000)
  })
})

test.each(Object.keys(findingFormats))('%s prints a run without findings', (name) => {
  const text = print(name as keyof typeof findingFormats)
  expect(text === '' || text.endsWith('\n')).toBe(true)
})
