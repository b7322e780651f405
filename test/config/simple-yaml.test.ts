import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { readSimpleYaml } from '../../src/config/simple-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'

const seed = 20261123

/** Whether the simple reader took the text; whatever it takes, it must read as the parser does. */
function taken(text: string): boolean {
  const simple = readSimpleYaml(text)
  if (simple === undefined) return false
  const parsed = parseYaml(sourceFile('a.yaml', text))
  expect(parsed.problems, JSON.stringify(text)).toEqual([])
  // With the order of the keys.
  expect(JSON.stringify(simple.value), JSON.stringify(text)).toBe(JSON.stringify(parsed.value))
  return true
}

describe('texts made of the pieces that matter', () => {
  const pieces = [
    ...['a', 'b', 'key', 'a-b', 'é', '😀', '0', '1', '012', '12345678-1234-4123-8123-123456789012'],
    ...[
      '1e3',
      '1.5',
      '0x1f',
      '0o7',
      '.5',
      '1e-5',
      '12e',
      '180d',
      '7f',
      '0b1',
      '2026-05-04',
      '2026-05-04T08:00:00Z',
    ],
    ...['true', 'True', 'null', 'Null', '~', 'yes', 'NaN', '.inf', '__proto__', 'constructor'],
    ...['https://x.example/a?b=c', 'x@y.example', "'", '"', "''", '""', '\\', '"a b"', "'a b'"],
    ...[': ', ':', '- ', '-', '? ', '?', ', ', ',', ' #', '#', '# c', ' ', '  ', '    ', '\t'],
    ...['[', ']', '{', '}', '[a, b]', '{a: b}', '{a: b, c: "d"}', '[]', '{}', '{a: 1, a: 2}'],
    ...['&a', '*a', '!a', '|', '>', '%', '@', '`', '<<', '---', '...', '\n', '\n', '\r\n', '\r'],
    ...['a: ', 'b: ', 'a:\n', '  b: ', '  c: 1\n', '\n  ', '\n    ', '\u00a0', '\u2028', '\ufeff'],
    ...['\u0085', '\u200b', '\u0000', '\u001f', '\u0002', '\u0018', '\ud800', '½', '٣'],
  ]
  const ends = ['\n', '\n', '\r\n', '\n\n', ' # c\n', '\n# c\n', '\n  # c\n']
  const line = (keys: string[], colons: string[], values: string[], most: number) =>
    fc
      .tuple(
        fc.constantFrom('', '', '', '', '', '', '  ', '    '),
        fc.constantFrom(...keys),
        fc.constantFrom(...colons),
        fc.array(fc.constantFrom(...values), { maxLength: most }),
        fc.constantFrom(...ends),
      )
      .map(([indent, key, colon, value, end]) => [indent, key, colon, ...value, end].join(''))
  const names = ['a', 'b', 'c', 'd', 'key-1', 'toString', '__proto__', 'null', 'true']
  const lines = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: line(names, [': ', ':  '], [...pieces.slice(0, 36), '{a: b}'], 1) },
      { weight: 1, arbitrary: line(['1', '"q"', 'é', '', 'a'], [':', ': ', ' :', ''], pieces, 3) },
    ),
    { minLength: 1, maxLength: 4 },
  )

  test('lists on lines of their own', () => {
    const item = fc
      .tuple(
        fc.constantFrom('- ', '  - ', '  - ', '  - ', '    - ', '  -  ', '  -', '  - - ', '  '),
        fc.constantFrom(...pieces.slice(0, 36), 'a b', 'a: b', '{a: b}', '[a]', ''),
        fc.constantFrom(...ends),
      )
      .map((parts) => parts.join(''))
    const key = fc
      .tuple(
        fc.constantFrom('', '', '  ', '    '),
        fc.constantFrom('a', 'b', '"2026-05"', '"12"', '"1e3"', '"yes"', '"a b"', '"__proto__"'),
        fc.constantFrom(':\n', ':\n', ': c\n', ': # c\n'),
      )
      .map((parts) => parts.join(''))
    let count = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(key, item, item), { minLength: 1, maxLength: 6 }), (all) => {
        if (taken(`x:\n${all.join('')}`)) count += 1
      }),
      { seed, numRuns: 20_000 },
    )
    expect(count).toBeGreaterThan(500)
  })

  test('lines of keys and values', () => {
    let count = 0
    fc.assert(
      fc.property(lines, (all) => {
        if (taken(all.join(''))) count += 1
      }),
      { seed, numRuns: 20_000 },
    )
    expect(count).toBeGreaterThan(500)
  })

  test('one value after a key', () => {
    let count = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 5 }), (all) => {
        if (taken(`a: ${all.join('')}`)) count += 1
      }),
      { seed, numRuns: 20_000 },
    )
    expect(count).toBeGreaterThan(1_000)
  })

  test('every single character, at every place of a value', () => {
    let count = 0
    const ranges = [
      [0, 0x180],
      [0x2000, 0x2070],
      [0xd7ff, 0xd801],
      [0xfff8, 0x10001],
    ]
    const codes = ranges.flatMap(([from = 0, to = 0]) =>
      Array.from({ length: to - from }, (_, index) => from + index),
    )
    for (const code of [...codes, 0x1680, 0x180e, 0x3000, 0xfeff, 0xe0041]) {
      const character = String.fromCodePoint(code)
      for (const value of [
        '@',
        '@b',
        'a@b',
        'a @b',
        'a@ b',
        'a @ b',
        'a@',
        '"@"',
        '[a@]',
        '{b: a@}',
      ]) {
        if (taken(`a: ${value.replace('@', character)}\nb: 1\n`)) count += 1
      }
    }
    expect(count).toBeGreaterThan(2_000)
  })
})

describe('files of the example configuration', () => {
  const tenants = join(import.meta.dirname, '../../config/production/tenants')
  const files = [...readdirSync(tenants), '../integration.yaml', '../key-pairs.yaml']

  test.each(files)('%s is simple', (file) => {
    expect(taken(readFileSync(join(tenants, file), 'utf8'))).toBe(true)
  })

  test('with some characters changed they read as the parser reads them, or are left to it', () => {
    const texts = files.map((file) => readFileSync(join(tenants, file), 'utf8'))
    const change = fc.tuple(
      fc.nat(),
      fc.nat(2),
      fc.constantFrom(...' \n\r\t:#-?[]{}&*!|>\'"%@,\\aé0'),
    )
    let count = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (text, changes) => {
          const characters = [...text]
          for (const [at, remove, insert] of changes) {
            characters.splice(at % characters.length, remove, insert)
          }
          if (taken(characters.join(''))) count += 1
        },
      ),
      { seed, numRuns: 5_000 },
    )
    expect(count).toBeGreaterThan(500)
  })
})

test.each([
  ['a: 1\n', { a: 1 }],
  [
    'a: 1\nb:\n  c: "2" # two\n  d: [x, 3]\n\n  e: {f: true, g: it}\nh: i',
    { a: 1, b: { c: '2', d: ['x', 3], e: { f: true, g: 'it' } }, h: 'i' },
  ],
  ['a:\r\n  b: c\r\n', { a: { b: 'c' } }],
])('%j is simple', (text, value) => {
  expect(readSimpleYaml(text)).toEqual({ value, problems: [] })
  expect(taken(text)).toBe(true)
})

test.each([
  '',
  '# a\n',
  'a:',
  'a: 1\na: 2',
  'a: ~',
  'a: 012',
  '- a',
  '"1": 1',
  'a: 1\n  b: 2',
  ' a: 1',
])('%j is left to the parser', (text) => expect(readSimpleYaml(text)).toBeUndefined())

test('what the parser refuses for its size is not simple', () => {
  const lines = Array.from({ length: 9_000 }, (_, index) => `k${index}: 1\n`).join('')
  expect(parseYaml(sourceFile('a.yaml', lines)).problems).toHaveLength(1)
  expect(readSimpleYaml(lines)).toBeUndefined()
  expect(taken('\n'.repeat(16_000))).toBe(false)
  expect(taken(`a: ${'x'.repeat(16_000)}`)).toBe(true)
  expect(taken(`a: [${'b, '.repeat(5_000)}c]`)).toBe(true)
  const deep = Array.from({ length: 33 }, (_, index) => `${' '.repeat(index)}a:\n`).join('')
  expect(taken(`${deep}${' '.repeat(33)}b: 1`)).toBe(false)
})
