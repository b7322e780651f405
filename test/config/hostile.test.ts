import { expect, test } from 'vitest'
import { checkSchema } from '../../src/config/check-schema.ts'
import type { RuleProblem } from '../../src/config/problem.ts'
import { readText } from '../../src/config/read-text.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { placed } from './placed.ts'

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')

/** All that the loader does with one file. */
function load(bytes: Uint8Array): { value?: unknown; problems: RuleProblem[] } {
  const { source, problems } = readText('a.yaml', bytes)
  if (source === undefined) return { problems }
  const { value, problems: found } = readYaml(source)
  const all = [...problems, ...found]
  const schema = source.text.startsWith('keyPairs:') ? 'key-pairs' : 'tenant'
  if (value !== undefined) all.push(...checkSchema({ source, value }, schema))
  return { value, problems: all }
}

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]\n',
  lines(8, (i) => `${'bcdefghi'[i]}: &${'bcdefghi'[i]} [${`*${'abcdefgh'[i]}, `.repeat(9)}]\n`),
].join('')

/** Each input, and the first thing that is said about it. */
const inputs: [string, () => string, string][] = [
  ['40,000 keys in one map', () => lines(40_000, (i) => `k${i}: ${i}\n`), 'yaml/size'],
  ['40,000 times the same key', () => 'a: 1\n'.repeat(40_000), 'yaml/size'],
  ['20,000 keys in a flow map', () => `{${lines(20_000, (i) => `k${i}: ${i}, `)}}`, 'yaml/size'],
  ['20,000 anchors', () => lines(20_000, (i) => `k${i}: &a${i} ${i}\n`), '1:5-1:8 yaml/anchor'],
  ['5,000 anchors', () => lines(5_000, (i) => `k${i}: &a${i} ${i}\n`), '1:5-1:8 yaml/anchor'],
  [
    'one anchor with 1,000 aliases',
    () => `a: &a 1\n${lines(1_000, (i) => `k${i}: *a\n`)}`,
    '1:4-1:6 yaml/anchor',
  ],
  ['a flow list of 200,000 integers', () => `a: [${'1,'.repeat(200_000)}]`, 'yaml/size'],
  ['a billion laughs', () => bomb, '1:4-1:6 yaml/anchor'],
  ['1,000 nested lists', () => '['.repeat(1_000), '1:33-1:34 yaml/depth'],
  ['100,000 nested lists', () => '['.repeat(100_000), '1:33-1:34 yaml/depth'],
  ['100,000 nested maps', () => '{a: '.repeat(100_000), '1:129-1:130 yaml/depth'],
  ['3,000 nested items', () => '- '.repeat(3_000), 'yaml/depth'],
  ['3,000 nested keys', () => '? '.repeat(3_000), 'yaml/depth'],
  [
    '3,000 nested block maps',
    () => lines(3_000, (i) => `${' '.repeat(i)}a:\n`),
    '33:34-33:35 yaml/depth',
  ],
  ['5,000 open quotes', () => 'a: "x\n'.repeat(5_000), 'yaml/syntax'],
  ['40,000 commas', () => `[${','.repeat(40_000)}`, 'yaml/syntax'],
  ['40,000 wrong brackets', () => '[}'.repeat(20_000), 'yaml/syntax'],
  ['20,000 lone tags', () => '! '.repeat(20_000), '1:1-1:2 yaml/tag'],
  ['20,000 lone anchors', () => '&a '.repeat(20_000), '1:1-1:3 yaml/anchor'],
  ['10,000 documents', () => '---\n'.repeat(10_000), '2:1-2:4 yaml/multiple-documents'],
  ['10,000 directives', () => '%a b\n'.repeat(10_000), '1:1-1:5 yaml/directive'],
  ['8 MiB of wrong escapes', () => `"${'\\q'.repeat(4_000_000)}"`, '1:1-1:2 yaml/size'],
  ['8 MiB of comments', () => '#\n'.repeat(4_000_000), 'yaml/size'],
  ['8 MiB of empty lines', () => '\n'.repeat(8_000_000), 'yaml/size'],
  ['8 MiB of spaces', () => ' '.repeat(8_000_000), '1:1-1:2 yaml/size'],
  ['8 MiB of hidden characters', () => '\u0000'.repeat(8_000_000), '1:1-1:2 yaml/hidden-character'],
  [
    '8 MiB of bidirectional marks',
    () => '\u202e'.repeat(2_700_000),
    '1:1-1:2 yaml/hidden-character',
  ],
  ['more than 8 MiB', () => 'a'.repeat(9_000_000), 'file yaml/size'],
  ['a scalar of 8 MB', () => `a: ${'x'.repeat(8_000_000)}`, '1:4-1:5 yaml/size'],
  ['a quoted scalar of 8 MB', () => `a: "${'x\n  '.repeat(2_000_000)}"`, '1:4-1:5 yaml/size'],
  ['a block scalar of 8 MB', () => `a: |\n${'  x\n'.repeat(2_000_000)}`, '2:1-2:2 yaml/size'],
  [
    'a long value, continued by a key',
    () => `a: ${'x'.repeat(1_000_000)}\n  b: c`,
    '2:3-2:4 yaml/syntax',
  ],
  ['a long key', () => `${'x y '.repeat(300_000)}: 1`, 'yaml/syntax'],
  [
    '6,000 maps that are empty',
    () => `keyPairs:\n${lines(6_000, (i) => `  k${i}:\n`)}`,
    '2:3-2:5 schema/type',
  ],
  [
    '6,000 lines that are not indented',
    () => `users:\n${lines(6_000, (i) => `k${i}: 1\n`)}`,
    '1:1-1:6 schema/type',
  ],
  [
    '5,000 numbers in place of labels',
    () => `labels:\n${lines(5_000, (i) => `  k${i}: 1\n`)}`,
    '2:7-2:8 yaml/unquoted',
  ],
  ['6,000 brackets that are open', () => lines(6_000, (i) => `k${i}: [\n`), 'yaml/syntax'],
  ['6,000 conflicts', () => '<<<<<<< HEAD\na: 1\n'.repeat(6_000), 'yaml/syntax'],
  ['2 MB of no-break spaces', () => `a:${'\u00a0'.repeat(1_000_000)}`, 'yaml/hidden-character'],
  ['no-break spaces in a value', () => `a: x${'\u00a0'.repeat(1_000_000)}x`, 'schema/'],
  ['no-break spaces by themselves', () => `a: x${'\u00a0 '.repeat(500_000)}x`, 'schema/'],
  ['a value of quotes', () => `account: x${"'".repeat(1_000_000)}x`, 'schema/value'],
  [
    'a long key between lines that are indented',
    () => `a: 1\n  b: 2\n${'x'.repeat(500_000)}: 3\n  c: 4\n`,
    '2:3-2:4 yaml/syntax',
  ],
  ['a function', () => 'a: !!js/function "f"', '1:4-1:17 yaml/tag'],
  ['binary', () => 'a: !!binary aGk=', '1:4-1:12 yaml/tag'],
  ['an older version', () => '%YAML 1.1\n---\na: 012', '1:1-1:10 yaml/directive'],
  ['a tab', () => 'a:\n\tb: 1', '2:1-2:2 yaml/syntax'],
]

/** Loads a file, and tells the CPU time that it took, in microseconds. */
function timed(bytes: Uint8Array): ReturnType<typeof load> & { cost: number } {
  const before = process.cpuUsage()
  const loaded = load(bytes)
  const { user, system } = process.cpuUsage(before)
  return { ...loaded, cost: user + system }
}

/** As much good input as is read. */
const good = Buffer.from(lines(6_000, (i) => `k${i}: ${i}\n`))
const reference = Math.min(timed(good).cost, timed(good).cost)

test.each(inputs)('%s', (_, text, expected) => {
  const { problems, cost } = timed(Buffer.from(text()))
  // Quadratic work would be hundreds of times the reference.
  expect(cost / reference).toBeLessThan(25)
  expect(placed(problems)).toContainEqual(expect.stringContaining(expected))
  // Nothing that grows with the input is told about it.
  expect(problems.length).toBeLessThanOrEqual(160)
  for (const { message } of problems) expect(message.length).toBeLessThan(300)
})

test.each([
  ['plain', (size: number) => 'x'.repeat(size)],
  ['quoted', (size: number) => `"${'x '.repeat(size / 2)}"`],
  ['over many lines', (size: number) => 'x\n  '.repeat(size / 4)],
  ['block', (size: number) => `|\n${'  x\n'.repeat(size / 4)}`],
  ['folded', (size: number) => `>\n${'  x\n   y\n'.repeat(size / 9)}`],
])('a scalar of 1 MB (%s) is read, and told to be too long', (_, scalar) => {
  const { value, problems } = load(Buffer.from(`name: ${scalar(1_000_000)}`))
  expect(value).toBeDefined()
  expect(problems.map(({ message }) => message)).toContain(
    '"name" must have at most 200 characters',
  )
})

test('a pattern is tried on 1 MB in one go', () => {
  const { problems } = load(Buffer.from(`account: ${'0123456789-'.repeat(90_000)}`))
  expect(problems.map(({ message }) => message).join()).toMatch(/"account" is "01.*…", but must be/)
})
