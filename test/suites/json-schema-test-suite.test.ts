import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { ajvOptions } from '../../tools/generate.ts'
import { hasSuite, suiteFolder } from '../support/suites.ts'

const suite = 'json-schema-test-suite'
const folder = suiteFolder(suite)
const isThere = hasSuite(suite)

interface Group {
  description: string
  schema: object | boolean
  tests: { description: string; data: unknown; valid: boolean }[]
}

/** What deviates from the suite, and why: `<file> / <group> / <test>: <verdict> (<reason>)`. */
const deviations = new Map(
  readFileSync(join(import.meta.dirname, `${suite}.deviations.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, id = '', verdict = ''] = /^(.+): (accepts|refuses|fails) \(.+\)$/.exec(line) ?? []
      return [id, verdict] as const
    }),
)

describe.skipIf(!isThere)('JSON-Schema-Test-Suite, draft 2020-12', () => {
  // Strictness refuses schemas at build time; it must not change what the others mean.
  const lax = new Ajv2020({ ...ajvOptions, strict: false, logger: false })
  const strict = new Ajv2020({ ...ajvOptions, logger: false })
  const found = new Map<string, string>()
  const counts = { tests: 0, strict: 0 }

  test.each(isThere ? files() : [])('%s', (file) => {
    const groups: Group[] = JSON.parse(readFileSync(join(folder, tests, file), 'utf8'))
    for (const { description, schema, tests } of groups) {
      const validate = compiled(lax, schema)
      const strictly = compiled(strict, schema)
      for (const { description: name, data, valid } of tests) {
        counts.tests += 1
        const id = `${file.replace(/\.json$/, '')} / ${description} / ${name}`
        const verdict = verdictOf(validate, data)
        if (verdict !== (valid ? 'accepts' : 'refuses')) found.set(id, verdict)
        expect(verdict, id).toBe(deviations.get(id) ?? (valid ? 'accepts' : 'refuses'))
        if (strictly === undefined) continue
        counts.strict += 1
        expect(verdictOf(strictly, data), `${id}, strictly`).toBe(verdict)
      }
    }
  })

  test('is whole, and has every test that deviates', () => {
    expect(counts.tests).toBeGreaterThan(1_400)
    expect(counts.strict).toBeGreaterThan(300)
    expect([...deviations.keys()].filter((id) => !found.has(id))).toEqual([])
  })
})

test('our schemas use nothing in which the validator deviates', () => {
  const schemas = join(import.meta.dirname, '../../schemas')
  for (const file of readdirSync(schemas)) {
    const text = readFileSync(join(schemas, file), 'utf8')
    expect(text, file).not.toMatch(
      /"(\$dynamic|unevaluated|\$anchor|\$vocabulary|__proto__|multipleOf|format")/,
    )
    for (const [, target] of text.matchAll(/"\$ref": "([^"]*)"/g)) {
      expect(target, file).toMatch(/^#\/\$defs\/\w+$/)
    }
  }
})

// --- internal ---

const tests = 'tests/draft2020-12'

/** Required behaviour, and the optional one but for formats, which our schemas do not use. */
function files(): string[] {
  return [tests, `${tests}/optional`].flatMap((path) =>
    readdirSync(join(folder, path))
      .filter((file) => file.endsWith('.json') && file !== 'format-assertion.json')
      .map((file) => `${path.slice(tests.length + 1)}/${file}`.replace(/^\//, '')),
  )
}

type Validate = (data: unknown) => boolean

/** Nothing when the schema is refused. The instance is emptied first, since making one is slow. */
function compiled(ajv: Ajv2020, schema: Group['schema']): Validate | undefined {
  ajv.removeSchema()
  try {
    if (JSON.stringify(schema).includes(remoteHost)) {
      for (const [uri, remote] of remotes) ajv.addSchema(remote, uri)
    }
    return ajv.compile(schema)
  } catch {
    return undefined
  }
}

function verdictOf(validate: Validate | undefined, data: unknown): string {
  try {
    return validate === undefined ? 'fails' : validate(data) ? 'accepts' : 'refuses'
  } catch {
    return 'fails'
  }
}

const remoteHost = 'http://localhost:1234/'

/** What the suite expects to be served on its host; nothing is fetched. */
const remotes = isThere ? readRemotes('') : []

function readRemotes(path: string): [string, object][] {
  return readdirSync(join(folder, 'remotes', path), { withFileTypes: true }).flatMap((entry) => {
    const child = `${path}${entry.name}`
    if (entry.isDirectory()) {
      return /^draft(?!2020-12)/.test(child) ? [] : readRemotes(`${child}/`)
    }
    const schema = JSON.parse(readFileSync(join(folder, 'remotes', child), 'utf8'))
    return [[`${remoteHost}${child}`, schema] as [string, object]]
  })
}
