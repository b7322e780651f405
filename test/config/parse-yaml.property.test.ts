import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify, type ToStringOptions } from 'yaml'
import { checkSchema } from '../../src/config/check-schema.ts'
import type { Json } from '../../src/config/json.ts'
import { locate, parseYaml } from '../../src/config/parse-yaml.ts'
import type { Pointer } from '../../src/config/problem.ts'
import { readText } from '../../src/config/read-text.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { toFinding } from '../../src/rules/to-finding.ts'

const seed = 20261123

/** The names and texts that are dangerous in YAML are among them. */
const text = fc.oneof(
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', '012', '1e3', '0x10', '~', 'null', 'yes', 'off'],
    ...['', ' ', '- a', '? a', 'a: b', 'a #b', '#', '&a', '*a', '!a', '%a', '@', '`', '|', '>'],
    ...['---', '...', '[', '{a', "'", '"', '\\', 'a\nb', '\n', 'a \n b\n', '\t', '😀', 'é', '.5'],
  ),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
)
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(text, tie('json')), { maxLength: 4, selector: ([key]) => key })
      .map((entries): Json => Object.fromEntries(entries)),
  ),
}))
const map = fc.dictionary(text, json, { minKeys: 1, maxKeys: 4 })
type Layout = ToStringOptions & { windows: boolean }
const layout: fc.Arbitrary<Layout> = fc.record({
  collectionStyle: fc.constantFrom<'any' | 'flow' | 'block'>('any', 'flow', 'block'),
  defaultStringType: fc.constantFrom<'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'>(
    'PLAIN',
    'QUOTE_SINGLE',
    'QUOTE_DOUBLE',
  ),
  indent: fc.constantFrom(2, 4, 7),
  lineWidth: fc.constantFrom(0, 30, 80),
  windows: fc.boolean(),
})

/** YAML as the library writes it, without the anchors that it would make for values that are equal. */
function print(value: Json, { windows, ...options }: Layout): string {
  const printed = stringify(value, { ...options, aliasDuplicateObjects: false })
  // A line break inside a text would become another text.
  const hasLineBreaks = /\\[rn]/.test(JSON.stringify(value))
  return windows && !hasLineBreaks ? printed.replaceAll('\n', '\r\n') : printed
}

describe('what the yaml library prints', () => {
  test('has the same value again, and no problems', () => {
    fc.assert(
      fc.property(map, layout, (value, options) => {
        const parsed = parseYaml(sourceFile('a.yaml', print(value, options)))
        // The library leaves names plain that only YAML 1.1 reads as something else.
        expect(parsed.problems.filter(({ ruleId }) => ruleId !== 'yaml/unquoted')).toEqual([])
        expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(value)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  test('has a place for every key and every scalar', () => {
    fc.assert(
      fc.property(map, layout, (value, options) => {
        const source = sourceFile('a.yaml', print(value, options))
        const seen = new Set<number>()
        for (const [pointer, item] of leaves(value)) {
          const at = locate(source, pointer, 'value')
          const written = source.text.slice(at.start, at.end)
          if (item !== null && typeof item !== 'object') {
            expect(reread(written, source.position(at.start).column)).toEqual(item)
            expect(seen).not.toContain(at.start)
            seen.add(at.start)
          }
          const last = pointer.at(-1)
          if (typeof last !== 'string') continue
          const key = locate(source, pointer, 'key')
          expect(String(rereadKey(source.text.slice(key.start, key.end)))).toBe(last)
        }
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('a file with bytes changed at random', () => {
  const bytes = readFileSync(join(import.meta.dirname, '../schemas/integration/full.yaml'))
  const special = fc.constantFrom(
    ...Buffer.from('\n\r\t :#-?[]{}&*!|>\'"%@`~,\\a0'),
    0,
    0x80,
    0xef,
    0xff,
  )
  const change = fc.record({
    at: fc.nat(bytes.length - 1),
    remove: fc.nat(3),
    insert: fc.array(special, { maxLength: 3 }),
  })

  test('never throws, and every place lies inside the file', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = [...bytes]
        for (const { at, remove, insert } of changes) changed.splice(at, remove, ...insert)
        const { source, problems } = readText('a.yaml', Uint8Array.from(changed))
        const all = [...problems]
        if (source !== undefined) {
          const parsed = parseYaml(source)
          all.push(...parsed.problems)
          const { value } = parsed
          if (value !== undefined) all.push(...checkSchema({ source, value }, 'integration'))
          else expect(all).not.toEqual([])
        }
        for (const problem of all) {
          const { range } = toFinding(problem, ruleInfos, {})
          if (range === undefined || source === undefined) continue
          const lines = source.text.split('\n')
          for (const { line, column } of [range.start, range.end]) {
            expect(line).toBeGreaterThanOrEqual(1)
            expect(column).toBeGreaterThanOrEqual(1)
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1)
          }
          expect(
            range.end.line - range.start.line || range.end.column - range.start.column,
          ).toBeGreaterThanOrEqual(0)
        }
      }),
      { seed, numRuns: 2_000 },
    )
  })
})

function* leaves(value: Json, pointer: Pointer = []): Generator<[Pointer, Json]> {
  if (value === null || typeof value !== 'object') yield [pointer, value]
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, [...pointer, index])
  } else {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...pointer, key])
  }
}

/** The value of a scalar that was cut out of a file at this column. */
function reread(written: string, column: number): unknown {
  const { value } = parseYaml(sourceFile('a.yaml', `${' '.repeat(column - 1)}${written}`))
  return value === undefined ? '' : value
}

function rereadKey(written: string): unknown {
  return Object.keys(parseYaml(sourceFile('a.yaml', `${written}: 1`)).value ?? {})[0]
}
