import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { checkSchema } from '../../src/config/check-schema.ts'
import type { Json } from '../../src/config/json.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import type { RuleProblem } from '../../src/config/problem.ts'
import { patternWords } from '../../src/config/schema-messages.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { readSchema, schemaCases, schemaNames } from './cases.ts'
import { mutants } from './mutants.ts'
import { subschemas } from './subschemas.ts'

describe.each(schemaNames)('the schema %s', (name) => {
  const schema = readSchema(name)
  const cases = schemaCases(name)
  const ajv = new Ajv2020(ajvOptions)
  const validate = ajv.compile(schema)

  test('has words for every pattern', () => {
    for (const [path, { pattern }] of subschemas(schema)) {
      if (pattern !== undefined) expect(patternWords, path).toHaveProperty([String(pattern)])
    }
  })

  test('has cases with other values than the defaults', () => {
    for (const [path, part] of subschemas(schema)) {
      if (part.default === undefined) continue
      const steps = path.split('/').filter((step) => step !== '' && step !== 'properties')
      const given = cases.map(({ value }) => steps.reduce<unknown>(member, value))
      const others = given.filter((value) => value !== undefined && !equal(value, part.default))
      expect(others.length, path).toBeGreaterThan(0)
    }
  })

  test.each(cases.filter(({ keyword }) => keyword === undefined))('accepts $name', ({ value }) => {
    expect(check(value)).toEqual([])
  })

  test.each(cases.filter(({ keyword }) => keyword !== undefined))(
    'refuses $name',
    ({ at, value, keyword = '' }) => {
      expect(validate(value)).toBe(false)
      // Beside it, `anyOf` tells why its forms do not fit.
      expect(validate.errors?.map(keywordOf)).toContain(keyword)

      const problems = check(value)
      expect(problems).toHaveLength(1)
      const { place } = problems[0] as RuleProblem
      const byKey = ['required', 'additionalProperties', 'propertyNames'].includes(keyword)
      expect('pointer' in place && place.pointer.map(String)).toEqual(
        keyword === 'required' ? at.slice(0, -1) : at,
      )
      expect('at' in place && place.at).toBe(byKey ? 'key' : 'value')
      expect(problems[0]?.ruleId).toMatch(ruleIds[keyword] ?? /^schema\/value$/)
    },
  )

  test('has no keyword that could be removed or loosened unnoticed', () => {
    const quick = { strict: false, allErrors: false, validateSchema: false }
    const lax = new Ajv2020({ ...ajvOptions, ...quick, code: { optimize: false } })
    const { $id: _, ...anonymous } = schema
    const unnoticed: string[] = []
    let count = 0
    for (const { what, schema: mutant } of mutants(anonymous)) {
      count += 1
      const mutated = lax.compile(mutant)
      const noticed = cases.some(({ value }) => mutated(value) !== validate(value))
      if (!noticed) unnoticed.push(what)
    }
    expect(unnoticed.sort()).toEqual(equivalents[name] ?? [])
    expect(count).toBeGreaterThan(50)
  })

  function check(value: Json): RuleProblem[] {
    const source = sourceFile(`${name}.yaml`, JSON.stringify(value, null, 2))
    const parsed = parseYaml(source)
    expect(parsed.problems).toEqual([])
    return checkSchema({ source, value: parsed.value ?? null }, name)
  }
})

test('patternWords has words for the patterns of the schemas only', () => {
  const patterns = schemaNames.flatMap((name) =>
    [...subschemas(readSchema(name))].flatMap(([, { pattern }]) => pattern ?? []),
  )
  expect(Object.keys(patternWords).filter((pattern) => !patterns.includes(pattern))).toEqual([])
})

test.each(Object.keys(patternWords))('the pattern %s takes linear time', (pattern) => {
  // A quadratic pattern would need minutes for these, a test has 30 seconds.
  const expression = new RegExp(pattern, 'u')
  for (const unit of ['a', '0', '.', '-', 'a.', 'a-', '@', 'a@', 'a@a.', '/keys/', 'https://a/']) {
    for (const start of ['', 'a@', 'https://', 'https://a/keys/', 'a/']) {
      expect(expression.test(`${start}${unit.repeat(400_000)} `)).toBe(false)
    }
  }
})

function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[name]
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The keyword that an error is about: what is inside `propertyNames`, or around `if`, is part of that. */
function keywordOf({ keyword, propertyName }: ErrorObject): string {
  if (propertyName !== undefined) return 'propertyNames'
  if (keyword === 'if') return 'required'
  return keyword
}

/** The rule of a problem by the keyword, where it is not `schema/value`. */
const ruleIds: Record<string, RegExp> = {
  required: /^schema\/required$/,
  additionalProperties: /^schema\/unknown-property$/,
  // A number that would be wrong in quotes, too, is told as a value.
  type: /^(schema\/(?:type|value)|yaml\/unquoted)$/,
}

/** What makes no difference to which values are valid, and why it stands there. */
const equivalents: Record<string, string[]> = {
  integration: [
    // A file without a platform is refused anyway; it is not told about the vaults as well.
    'drop /if/required',
    'drop /if/required/0',
    // Ajv's strictRequired wants a required name declared beside `required`.
    'drop /then/properties',
    'drop /then/properties/vaults',
  ],
  'key-pairs': [
    // The same for `state` and `reason`.
    'drop /$defs/keyPair/if/required',
    'drop /$defs/keyPair/if/required/0',
    'drop /$defs/keyPair/then/properties',
    'drop /$defs/keyPair/then/properties/reason',
  ],
}
