import { describe, expect, test } from 'vitest'
import { locate, parseYaml } from '../../src/config/parse-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { toFinding } from '../../src/rules/to-finding.ts'
import { yamlProblems } from './placed.ts'

const value = (text: string) => parseYaml(sourceFile('a.yaml', text)).value

describe('values', () => {
  test.each([
    // The core schema of YAML 1.2.
    ['yes', 'yes'],
    ['no', 'no'],
    ['on', 'on'],
    ['off', 'off'],
    ['y', 'y'],
    ['null', null],
    ['Null', null],
    ['~', null],
    ['', null],
    ['true', true],
    ['True', true],
    ['tRUE', 'tRUE'],
    ['012', 12],
    ['0o14', 12],
    ['0x10', 16],
    ['1e3', 1000],
    ['1.0', 1],
    ['-1', -1],
    ['0b1', '0b1'],
    ['1_000', '1_000'],
    ['12:30:45', '12:30:45'],
    ['2026-05-04', '2026-05-04'],
    ['2026-05-04T08:00:00Z', '2026-05-04T08:00:00Z'],
    ['.inf', Number.POSITIVE_INFINITY],
    ['=', '='],
    ['"012"', '012'],
    ["'it''s'", "it's"],
    ['"a\\u0041\\n"', 'aA\n'],
    ['|\n  two\n  lines\n', 'two\nlines\n'],
    ['>-\n  one\n  line\n', 'one line'],
    ['one\n  line', 'one line'],
    ['https://app.contoso.example/a#b', 'https://app.contoso.example/a#b'],
    ['a # b', 'a'],
    ['[1, {b: "2"}]', [1, { b: '2' }]],
    ['\n  - 1\n  -\n  - - 2', [1, null, [2]]],
    ['😀', '😀'],
  ])('a: %s', (text, expected) => {
    expect(value(`a: ${text}`)).toEqual({ a: expected })
    expect(yamlProblems(`a: ${text}`)).toEqual([])
  })

  test('keys are strings, whatever they look like', () => {
    expect(value('1: a\n012: b\nnull: c\ntrue: d\n1.0: e\n"": f\n: g')).toEqual(
      Object.fromEntries([
        ['1', 'a'],
        ['012', 'b'],
        ['null', 'c'],
        ['true', 'd'],
        ['1.0', 'e'],
        ['', 'f'],
      ]),
    )
  })

  test('names from the prototype of objects are ordinary names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
    const parsed = value(names.map((name) => `${name}: {a: 1}\n`).join(''))
    expect(Object.keys(parsed ?? {})).toEqual(names)
    expect(Object.getPrototypeOf(parsed)).toBeNull()
    expect(({} as Record<string, unknown>).a).toBeUndefined()
    expect(value('a: 1\n__proto__: {b: 2}')).not.toHaveProperty('b')
  })
})

describe('what the profile refuses, each once and where it stands', () => {
  test.each([
    ['an anchor', 'a: &x 1', ['1:4-1:6 yaml/anchor']],
    ['an anchor on the line before', 'a: &x\n  b: 1', ['1:4-1:6 yaml/anchor']],
    ['an anchor of a list', 'a: &x\n- b', ['1:4-1:6 yaml/anchor']],
    ['an anchor of a key', '&x a: 1', ['1:1-1:3 yaml/anchor']],
    ['an anchor of nothing', 'a: &x\nb: 1', ['1:4-1:6 yaml/anchor']],
    ['an alias', 'a: &x 1\nb: *x', ['1:4-1:6 yaml/anchor', '2:4-2:6 yaml/anchor']],
    ['an alias as key', '&x a: 1\n*x : 2', ['1:1-1:3 yaml/anchor', '2:1-2:3 yaml/syntax']],
    ['an alias of nothing', 'a: *x', ['1:4-1:6 yaml/anchor']],
    ['a merge key', 'a: {b: 1}\n<<: {c: 2}', ['2:1-2:3 yaml/merge']],
    [
      'a merge of an alias',
      'a: &x {b: 1}\nc:\n  <<: *x',
      ['1:4-1:6 yaml/anchor', '3:3-3:5 yaml/merge'],
    ],
    ['two merge keys', '<<: {a: 1}\n<<: {b: 1}', ['1:1-1:3 yaml/merge', '2:1-2:3 yaml/merge']],
    ['a core tag', 'a: !!str 1', ['1:4-1:9 yaml/tag']],
    ['the tag of a map', 'a: !!map\n  b: 1', ['1:4-1:9 yaml/tag']],
    ['the tag of a set', '!!set\n? a', ['1:1-1:6 yaml/tag']],
    ['the tag of a key', '!!str a: 1', ['1:1-1:6 yaml/tag']],
    ['a lone tag', 'a: ! 1', ['1:4-1:5 yaml/tag']],
    ['binary', 'a: !!binary aGk=', ['1:4-1:12 yaml/tag']],
    ['a function', 'a: !!js/function "f"', ['1:4-1:17 yaml/tag']],
    ['a tag by URI', 'a: !<tag:yaml.org,2002:str> b', ['1:4-1:28 yaml/tag']],
    ['a tag and an anchor', 'a: !x &y b', ['1:4-1:6 yaml/tag', '1:7-1:9 yaml/anchor']],
    ['an own tag', '- !ref a', ['1:3-1:7 yaml/tag']],
    ['%YAML', '%YAML 1.1\n---\na: yes', ['1:1-1:10 yaml/directive']],
    ['%TAG', '%TAG !e! tag:e,2026:\n---\na: 1', ['1:1-1:21 yaml/directive']],
    ['an unknown directive', '%a b\n---\na: 1', ['1:1-1:5 yaml/directive']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['2:1-2:4 yaml/multiple-documents']],
    ['two documents, one empty', 'a: 1\n---\n', ['2:1-2:4 yaml/multiple-documents']],
    ['three documents', '---\na: 1\n---\nb: 2\n---\nc: 3', ['3:1-3:4 yaml/multiple-documents']],
    ['a document after an end', 'a: 1\n...\nb: 2', ['3:1-3:5 yaml/multiple-documents']],
    [
      'a key twice',
      'a: 1\nb: 2\na: 3',
      ['3:1-3:2 yaml/duplicate-key (first defined here 1:1-1:2)'],
    ],
    [
      'a key three times',
      'a: 1\na: 2\na: 3',
      [
        '2:1-2:2 yaml/duplicate-key (first defined here 1:1-1:2)',
        '3:1-3:2 yaml/duplicate-key (first defined here 1:1-1:2)',
      ],
    ],
    [
      'a key quoted and not',
      'a: 1\n"a": 2',
      ['2:1-2:4 yaml/duplicate-key (first defined here 1:1-1:2)'],
    ],
    [
      'a key twice in a flow map',
      '{a: 1, a: 2}',
      ['1:8-1:9 yaml/duplicate-key (first defined here 1:2-1:3)'],
    ],
    [
      'a key twice inside a list',
      '- a: 1\n  a: 2',
      ['2:3-2:4 yaml/duplicate-key (first defined here 1:3-1:4)'],
    ],
    [
      '__proto__ twice',
      '__proto__: 1\n__proto__: 2',
      ['2:1-2:10 yaml/duplicate-key (first defined here 1:1-1:10)'],
    ],
    ['an empty file', '', ['file yaml/empty']],
    ['spaces', '  \n\n', ['file yaml/empty']],
    ['only comments', '# a\n# b\n', ['file yaml/empty']],
    ['only a document start', '---\n', ['file yaml/empty']],
    ['only a document end', '...\n', ['file yaml/empty']],
    ['only a directive', '%YAML 1.2\n---\n', ['file yaml/empty', '1:1-1:10 yaml/directive']],
    ['too deep', '['.repeat(33), ['1:33-1:34 yaml/depth']],
    [
      'too deep in maps',
      Array.from({ length: 33 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      ['33:34-33:35 yaml/depth'],
    ],
  ])('%s', (_, text, expected) => {
    expect(yamlProblems(text)).toEqual(expected)
    // The same with the line breaks of Windows.
    expect(yamlProblems(text.replaceAll('\n', '\r\n'))).toEqual(expected)
  })

  test.each([
    ['a colon missing', 'a: 1\nb\nc: 2', ['2:1-2:2 yaml/syntax']],
    ['a quote missing', 'a: "x\nb: 1', ['1:4-1:6 yaml/syntax']],
    ['a bracket missing', 'a: [1, 2\nb: 1', ['1:4-1:5 yaml/syntax']],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2', ['3:1-3:2 yaml/syntax']],
    ['a tab as indentation', 'a:\n\tb: 1', ['2:1-2:2 yaml/syntax']],
    ['a wrong escape', 'a: "\\q"', ['1:5-1:6 yaml/syntax']],
    ['a list in a map', 'a: 1\n- b', ['2:1-2:2 yaml/syntax']],
    ['a reserved character', 'a: @b', ['1:4-1:5 yaml/syntax']],
    ['a map as key', '{a: 1}: 2', ['1:1-1:2 yaml/syntax']],
    ['a list as key', '? [a]\n: 2', ['1:3-1:4 yaml/syntax']],
    ['a map on the line of a key', 'a: b: c', ['1:4-1:5 yaml/syntax']],
  ])('syntax: %s', (_, text, expected) => {
    expect(yamlProblems(text).slice(0, 1)).toEqual(expected)
    expect(value(text)).toBeUndefined()
  })

  test.each([
    ['a:\n  b: c\n   d: e', '3:4 the line is indented as if it belonged to the value before it'],
    ['a: 1\n b: 2\nc: 3', '2:2 the line is indented as if it belonged to the value before it'],
    ['a: b: c', '1:4 a second colon on the line; if it belongs to the value, quote the value'],
    ['a: 1\nb\nc: 2', '2:1 a colon, or the space after it, is missing here'],
    ['a:b\nc: 2', '1:1 a colon, or the space after it, is missing here'],
    ['a: - b', '1:4 a list begins on the line after its key'],
    ['? [a]\n: b', '1:3 a key must be a name, not a list, a map or an alias'],
    ['a: "b\nc: 1\nd: 2', '1:4 the quote " is not closed'],
    ["a: 'b''\nc: 1\nd: 2", "1:4 the quote ' is not closed"],
    ['a: "b\\"', '1:4 the quote " is not closed'],
    ["a: '", "1:4 the quote ' is not closed"],
    ['a: "b', '1:4 the quote " is not closed'],
    ['a:\n\tb: 1', '2:1 tabs are not allowed as indentation'],
    ['a:\n\tb: 1\n  c: 2', '2:1 tabs are not allowed as indentation'],
    ['a: [b, [c]\nd: 1', '1:4 the bracket [ is not closed'],
    ['a: {b: c\nd: 1\ne: 2', '1:4 the bracket { is not closed'],
    ['a:\n  "2026-05"\n    b: 1\n    c: 2\n    d: 3', '2:3 a colon is missing behind this'],
    ['a: 1\nb\n  c: 2\n  d: 3\ne: 4', '2:1 a colon, or the space after it, is missing here'],
    [
      'a: 1\n  b: 2\n  c: 3\nd: 4',
      '2:3 the line is indented as if it belonged to the value before it',
    ],
    ['a: [b]]\nc: d', '1:7 the bracket ] closes nothing'],
    ['a: {b: c}}\nd: e', '1:10 the bracket } closes nothing'],
    ['a: @b', '1:4 a value that begins with @ needs quotes'],
    ['a: 1\n- b: 2\nc: 3', '2:1 an item of a list stands where the next key of a map is expected'],
    [' a: 1\nb: 2\nc: 3\nd: 4', '2:1 the line is indented less than the lines before it'],
    [
      "a: 'b's c'\nd: 1",
      "1:7 the quote ' closes before this text; within the text it is written ''",
    ],
    ['a: "b"c"', '1:7 the quote " closes before this text; within the text it is written \\"'],
    [
      'a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> feature/x\nc: 4',
      '2:1 a merge conflict that is not resolved begins here',
    ],
  ])('words for %j', (text, expected) => {
    for (const each of [text, text.replaceAll('\n', '\r\n')]) {
      const { problems } = parseYaml(sourceFile('a.yaml', each))
      const said = problems.map((problem) => {
        const { range, message } = toFinding(problem, ruleInfos, {})
        return `${range?.start.line}:${range?.start.column} ${message}`
      })
      expect(said).toEqual([expected])
    }
  })

  test('two blocks that are indented too far are told both', () => {
    const text = 'a: 1\n  b: 2\n  c: 3\nd: 4\ne: 5\nf: 6\n  g: 7\n  h: 8\ni: 9\n'
    for (const each of [text, text.replaceAll('\n', '\r\n')]) {
      expect(yamlProblems(each)).toEqual(['2:3-2:4 yaml/syntax', '7:3-7:4 yaml/syntax'])
    }
  })

  test('a file with a syntax error is told about the rest as well', () => {
    expect(yamlProblems('%YAML 1.2\n---\na: &x 1\nb: !y 2\nc: "\\q"\n---\nd: @\n')).toEqual([
      '1:1-1:10 yaml/directive',
      '3:4-3:6 yaml/anchor',
      '4:4-4:6 yaml/tag',
      '5:5-5:6 yaml/syntax',
      '6:1-6:4 yaml/multiple-documents',
      '7:4-7:5 yaml/syntax',
    ])
  })

  test('everything else of a file with refused constructs is read', () => {
    expect(value('a: &x 1\nb: *x\nc: !!str 2\n<<: {d: 3}\ne: 4\ne: 5')).toEqual({
      a: 1,
      c: '2',
      e: 4,
    })
  })

  test('text that only looks like it is refused nowhere', () => {
    const text =
      'a: "&x *y !z <<"\nb: x &y *z !w\nc: |\n  %TAG\n  &x\n  ---\nd: \'<<\'\n"<<": 1 # &x *y !z'
    expect(yamlProblems(text)).toEqual([])
    expect(value(text)).toMatchObject({ c: '%TAG\n&x\n---\n', d: '<<', '<<': 1 })
  })

  test('at most 50 problems of a file are told', () => {
    expect(yamlProblems('- @\n'.repeat(5_000))).toHaveLength(50)
    expect(yamlProblems('- &a 1\n'.repeat(500))).toHaveLength(50)
    expect(yamlProblems('a: 1\n'.repeat(500))).toHaveLength(50)
  })

  test('what stands in the file is not quoted by syntax messages', () => {
    const canary = 'c4n4ry'
    for (const text of [
      `a: 1\n${canary}\n`,
      `a: |${canary}\n  b`,
      `a: [1]\n ${canary}: x\n${canary}`,
      `"${canary}" ${canary}`,
      `a: 1\n]${canary}`,
    ]) {
      const { problems } = parseYaml(sourceFile('a.yaml', text))
      expect(problems.length, text).toBeGreaterThan(0)
      for (const { message } of problems) expect(message).not.toContain(canary)
    }
  })
})

describe('places of keys and values', () => {
  const found = (text: string, pointer: (string | number)[], at: 'key' | 'value') => {
    const source = sourceFile('a.yaml', text)
    const { start, end } = locate(source, pointer, at)
    const range = source.range(start, end)
    return [`${range.start.line}:${range.start.column}`, text.slice(start, end)]
  }
  const text = [
    '# comment',
    'users: # who',
    '  default: 8f5d',
    '  "hr": "😀 x" # end',
    '😀😀: {a: 😀, b: 2}',
    'list:',
    '- one',
    '-   two',
    '- [3, {c: 4}]',
    'empty:',
    'block: |',
    '  text',
    '~1/x: y',
    '',
  ].join('\n')

  test.each<[(string | number)[], [string, string], [string, string]]>([
    [['users'], ['2:1', 'users'], ['3:3', 'default: 8f5d']],
    [
      ['users', 'default'],
      ['3:3', 'default'],
      ['3:12', '8f5d'],
    ],
    [
      ['users', 'hr'],
      ['4:3', '"hr"'],
      ['4:9', '"😀 x"'],
    ],
    [['😀😀'], ['5:1', '😀😀'], ['5:7', '{a: 😀, b: 2}']],
    [
      ['😀😀', 'b'],
      ['5:15', 'b'],
      ['5:18', '2'],
    ],
    [
      ['list', 0],
      ['7:3', 'one'],
      ['7:3', 'one'],
    ],
    [
      ['list', 1],
      ['8:5', 'two'],
      ['8:5', 'two'],
    ],
    [
      ['list', '2', '1', 'c'],
      ['9:8', 'c'],
      ['9:11', '4'],
    ],
    [['empty'], ['10:1', 'empty'], ['10:1', 'empty']],
    [['~1/x'], ['13:1', '~1/x'], ['13:7', 'y']],
    // What is not there: the nearest thing around it.
    [
      ['users', 'none'],
      ['3:3', 'default: 8f5d'],
      ['3:3', 'default: 8f5d'],
    ],
    [
      ['list', 7],
      ['7:1', '- one'],
      ['7:1', '- one'],
    ],
    [
      ['users', 'default', 'x'],
      ['3:12', '8f5d'],
      ['3:12', '8f5d'],
    ],
    [
      ['empty', 'x'],
      ['10:1', 'empty'],
      ['10:1', 'empty'],
    ],
    [['none'], ['2:1', 'users: # who'], ['2:1', 'users: # who']],
    [[], ['2:1', 'users: # who'], ['2:1', 'users: # who']],
  ])('%j', (pointer, key, at) => {
    expect(found(text, pointer, 'key')).toEqual(key)
    expect(found(text, pointer, 'value')).toEqual(at)
    const windows = text.replaceAll('\n', '\r\n')
    expect(found(windows, pointer, 'key')).toEqual(key)
    expect(found(windows, pointer, 'value')).toEqual(at)
  })

  test('a block scalar goes from its mark to its end', () => {
    expect(found(text, ['block'], 'value')).toEqual(['11:8', '|\n  text\n'])
  })

  test('a plain scalar is given as it is written', () => {
    const source = sourceFile('a.yaml', 'a: 012\nb: "012"\nc: 0x10')
    expect(locate(source, ['a'], 'value').plain).toBe('012')
    expect(locate(source, ['b'], 'value').plain).toBeUndefined()
    expect(locate(source, ['c'], 'value').plain).toBe('0x10')
  })

  test('of a file without a value, it is the beginning', () => {
    expect(found('', ['a'], 'value')).toEqual(['1:1', ''])
    expect(found('['.repeat(100), ['a'], 'value')).toEqual(['1:1', ''])
  })
})
