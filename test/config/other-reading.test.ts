import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { otherReading } from '../../src/config/other-reading.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { yamlProblems } from './placed.ts'

const changed = [
  ...['1e3', '012', '2026.10', '0x1f', '0o17', '0b11', '1_000', '1:30', '.5', '+1', '.inf', '12'],
  ...['yes', 'NO', 'on', 'Off', 'y', 'n', 'true', 'False', 'null', '~'],
  ...['2026-10-01', '2026-1-2', '2026-10-01T08:00:00Z'],
]
const kept = [
  ...['2026-05', '2026-10-01-b', '1e', '0xg', 'yes-1', 'nope', 'v2026.10', '1.2.3', 'a_1'],
  ...['2026-10-011', '08-a', 'nan', 'inf', 'none'],
]

describe('names that YAML tools read as something else', () => {
  test.each(changed)('%s needs quotes', (name) => {
    const text = `a:\n  ${name}: 1\n`
    const [problem, ...others] = readYaml(sourceFile('a.yaml', text)).problems
    expect(problem).toMatchObject({
      ruleId: 'yaml/unquoted',
      place: { start: text.indexOf(name), end: text.indexOf(name) + name.length },
      message: `the name ${name} needs quotes: YAML tools read it as ${otherReading(name)}`,
      suggest: [{ edit: { text: `"${name}"` }, safe: true }],
    })
    expect(others).toEqual([])
    expect(readYaml(sourceFile('a.yaml', `a: {${name}: b}\n`)).problems).toHaveLength(1)
    expect(yamlProblems(`a:\n  "${name}": 1\n  '${name} ': 2\n`)).toEqual([])
  })

  test.each(kept)('%s does not', (name) => {
    expect(otherReading(name)).toBeUndefined()
    // The library is the judge of YAML 1.2, and of most of 1.1.
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`a: ${name}`, { version })).toEqual({ a: name })
    }
  })

  test('all that the library reads as something else, by either version, is known', () => {
    const digits = ['0', '1', '7', '9', 'e', 'x', 'o', 'b', '_', '.', ':', '-', '+', 'a']
    for (const a of digits) {
      for (const b of digits) {
        for (const c of digits) {
          const name = `1${a}${b}${c}`
          const values = (['1.1', '1.2'] as const).map((version) => {
            try {
              return parse(name, { version, logLevel: 'silent' }) as unknown
            } catch {
              return name
            }
          })
          const isChanged = values.some((value) => typeof value !== 'string' && !isMap(value))
          if (isChanged) expect([name, otherReading(name)]).not.toEqual([name, undefined])
        }
      }
    }
  })
})

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}
