import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'

interface Schema {
  $defs?: Record<string, Schema>
  title?: string
  description?: string
  type?: string
  additionalProperties?: Schema | boolean
  properties?: Record<string, Schema>
  items?: Schema
  examples?: unknown[]
}

const schema: Schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'))

/** All properties, by pointer. */
function* properties(at: Schema, path = ''): Generator<[string, Schema]> {
  for (const [name, property] of Object.entries(at.properties ?? {})) {
    yield [`${path}/${name}`, property]
    yield* properties(property, `${path}/${name}`)
  }
  if (at.items) yield* properties(at.items, `${path}/*`)
}

const all = [
  ...properties(schema),
  ...Object.entries(schema.$defs ?? {}).flatMap(([name, def]) => [...properties(def, `#${name}`)]),
]

test('every property of the report schema explains itself', () => {
  expect(all.length).toBeGreaterThan(50)
  for (const [path, { title, description, examples }] of all) {
    expect({ path, title, description, examples: examples?.length }).toEqual({
      path,
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/\.$/),
      examples: 1,
    })
  }
})

test('every example is valid', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  for (const [path, property] of all) {
    const isValid = ajv.compile({ $defs: schema.$defs, ...property })
    for (const example of property.examples ?? []) {
      expect(isValid(example), `${path}: ${ajv.errorsText(isValid.errors)}`).toBe(true)
    }
  }
})

test('objects are closed', () => {
  const closed = [
    schema,
    ...Object.values(schema.$defs ?? {}),
    ...all.map(([, property]) => property),
  ]
  for (const { type, properties, additionalProperties, title } of closed) {
    if (type === 'object' && properties)
      expect({ title, additionalProperties }).toEqual({ title, additionalProperties: false })
  }
})
