import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { readText } from '../../src/config/read-text.ts'
import { readSimpleYaml } from '../../src/config/simple-yaml.ts'
import { hasSuite, suiteFolder } from '../support/suites.ts'

const folder = suiteFolder('yaml-test-suite')
const cases = hasSuite('yaml-test-suite') ? caseFolders('') : []

/** What our profile refuses of valid YAML, and why: `<case>: <rules> (<reason>)`. */
const deviations = new Map(
  readFileSync(join(import.meta.dirname, 'yaml-test-suite.deviations.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, id = '', rules = ''] = /^(\S+): (.*) \(.+\)$/.exec(line) ?? []
      return [id, rules] as const
    }),
)

describe.skipIf(cases.length === 0)('yaml-test-suite', () => {
  test('is whole, and has every case that deviates', () => {
    expect(cases).toHaveLength(402)
    expect([...deviations.keys()].filter((id) => !cases.includes(id))).toEqual([])
  })

  test.each(cases)('%s', (id) => {
    const file = (name: string) => join(folder, id, name)
    const { source, problems } = readText('in.yaml', readFileSync(file('in.yaml')))
    if (source === undefined) throw new Error('every case is UTF-8')
    const parsed = parseYaml(source)
    const all = [...problems, ...parsed.problems]
    const rules = [...new Set(all.map(({ ruleId }) => ruleId))].sort().join(' ')

    const simple = readSimpleYaml(source.text)
    if (simple !== undefined) expect(simple).toEqual(parsed)

    if (existsSync(file('error'))) expect(rules).toMatch(/^yaml\//)
    else expect(rules).toBe(deviations.get(id) ?? '')
    if (rules === '' && existsSync(file('in.json'))) {
      expect(plain(parsed.value)).toEqual(JSON.parse(readFileSync(file('in.json'), 'utf8')))
    }
  })
})

function caseFolders(path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap(({ name }) => {
    const child = path === '' ? name : `${path}/${name}`
    // These two hold links to the cases.
    if (child === 'name' || child === 'tags') return []
    if (name === 'in.yaml') return path
    return /^[0-9A-Z]{2,4}$/.test(name) ? caseFolders(child) : []
  })
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
