import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/config/json.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { readSchema } from './cases.ts'
import { propertySchemas, subschemas } from './subschemas.ts'

const names = readdirSync(join(import.meta.dirname, '../../schemas')).map((file) =>
  file.replace('.schema.json', ''),
)

describe.each(names)('the schema %s', (name) => {
  const schema = readSchema(name)
  const ajv = new Ajv2020(ajvOptions)

  test('has an id of its own, which names its version', () => {
    expect(schema.$id).toBe(`urn:ikctl:schema:${name}:1`)
  })

  test('has title, description and examples on every property', () => {
    for (const [path, property] of propertySchemas(schema)) {
      expect(property, path).toMatchObject({
        title: expect.stringMatching(/^[A-Z]/),
        description: expect.stringMatching(/\.$/),
        examples: expect.arrayContaining([expect.anything()]),
      })
    }
  })

  test('has examples and defaults that are valid', () => {
    let count = 0
    for (const [path, part] of subschemas(schema)) {
      const samples = [...((part.examples ?? []) as Json[])]
      if (part.default !== undefined) samples.push(part.default)
      if (samples.length === 0) continue
      const validate = ajv.compile({ $defs: schema.$defs, ...part })
      for (const sample of samples) {
        count += 1
        expect(validate(sample), `${path}: ${JSON.stringify(sample)}`).toBe(true)
      }
    }
    expect(count).toBeGreaterThan(5)
  })

  test('has closed objects only, and uses every definition', () => {
    for (const [path, part] of subschemas(schema)) {
      // Applications read published settings of later versions too: they ignore what they do not know.
      if (part.type === 'object' && name !== 'published-settings') {
        expect(part, path).toHaveProperty('additionalProperties')
      }
    }
    const used = JSON.stringify(schema)
    for (const definition of Object.keys(schema.$defs ?? {})) {
      expect(used).toContain(`"#/$defs/${definition}"`)
    }
  })
})
