import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { patternWords } from '../../src/config/schema-messages.ts'
import { wrap } from '../../src/text/wrap.ts'
import { codeSpan } from './code-span.ts'
import { escapeTags } from './escape-tags.ts'
import { root } from './root.ts'

/** Every property of every file of the configuration, from the schemas, for docs/configuration.md. */
export function configurationReference(): string {
  return files.map(([name, title]) => fileReference(readSchema(name), title)).join('\n\n')
}

// --- internal ---

const files = [
  ['integration', '`integration.yaml`'],
  ['key-pairs', '`key-pairs.yaml`'],
  ['tenant', '`tenants/<id>.yaml`'],
  ['settings', '`config/ikctl.yaml`'],
] as const

interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  title?: string
  description?: string
  type?: string
  enum?: (string | number)[]
  const?: string
  pattern?: string
  anyOf?: Schema[]
  items?: Schema
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  uniqueItems?: boolean
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | false
  if?: Schema
  then?: Schema
  default?: unknown
  examples?: unknown[]
}

interface Property {
  path: string
  schema: Schema
  required: string
}

function readSchema(name: string): Schema {
  return JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'))
}

function fileReference(schema: Schema, title: string): string {
  const parts = [...properties(schema, schema, '')].map((property) => reference(property))
  return [`## ${title}`, '', paragraph(schema.description), ...parts].join('\n')
}

function* properties(schema: Schema, file: Schema, path: string): Generator<Property> {
  const map = mapOf(schema)
  for (const [name, child] of Object.entries(map.properties ?? {})) {
    yield* property(`${path}${name}`, child, requirement(map, name))
  }
  const { additionalProperties: any } = map
  if (any) yield* property(`${path}<name>`, any, '')

  function* property(at: string, child: Schema, required: string): Generator<Property> {
    const whole = resolve(child, file)
    yield { path: at, schema: whole, required }
    yield* properties(whole, file, `${at}.`)
  }
}

/** Of a value that may have several forms, the one with properties. */
function mapOf(schema: Schema): Schema {
  return schema.anyOf?.find(({ properties }) => properties !== undefined) ?? schema
}

/** A property's own words go before those of the definition that it refers to. */
function resolve(schema: Schema, file: Schema): Schema {
  const whole = { ...file.$defs?.[schema.$ref?.slice('#/$defs/'.length) ?? ''], ...schema }
  return whole.items === undefined ? whole : { ...whole, items: resolve(whole.items, file) }
}

function requirement(schema: Schema, name: string): string {
  if (schema.required?.includes(name)) return 'required'
  const { if: condition, then } = schema
  if (condition === undefined || !then?.required?.includes(name)) return 'optional'
  const [[property, { enum: values, const: value }] = ['', {}]] = Object.entries(
    condition.properties ?? {},
  )
  const words = (values ?? [value]).map(codeSpan).join(' or ')
  return `required when ${codeSpan(property)} is ${words}`
}

function reference({ path, schema, required }: Property): string {
  const facts = [
    typeWords(schema),
    ...(required === '' ? [] : [required]),
    ...('default' in schema ? [`default ${codeSpan(flow(schema.default))}`] : []),
  ]
  const [example] = schema.examples ?? []
  const isPlain = !mapOf(schema).properties && !schema.additionalProperties && !schema.enum
  return [
    '',
    `### ${codeSpan(path)}`,
    '',
    paragraph(schema.description),
    '',
    paragraph(`${facts.join('; ')}.`).replace(/^./, (first) => first.toUpperCase()),
    ...(isPlain && example !== undefined ? ['', `Example: ${codeSpan(flow(example))}`] : []),
  ].join('\n')
}

function typeWords(schema: Schema): string {
  const { type, anyOf, items } = schema
  if (schema.enum !== undefined) return `one of ${schema.enum.map(codeSpan).join(', ')}`
  if (schema.const !== undefined) return codeSpan(schema.const)
  if (anyOf !== undefined) return anyOf.map(typeWords).join(', or ')
  if (schema.pattern !== undefined) return patternWords[schema.pattern] ?? 'a string'
  switch (type) {
    case 'string':
      return `a string${schema.maxLength === undefined ? '' : ` of 1 to ${schema.maxLength} characters`}`
    case 'integer': {
      const { minimum, maximum } = schema
      return `a whole number${maximum === undefined ? ` from ${minimum} on` : ` from ${minimum} to ${maximum}`}`
    }
    case 'boolean':
      return '`true` or `false`'
    case 'array': {
      const { minItems, maxItems, uniqueItems } = schema
      const limits = [
        ...(minItems === undefined ? [] : [`at least ${minItems}`]),
        ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
        ...(uniqueItems === true ? ['none twice'] : []),
      ]
      const each = items === undefined ? '' : `; each ${typeWords(items)}`
      return `a list${limits.length > 0 ? ` (${limits.join(', ')})` : ''}${each}`
    }
    default:
      return schema.properties === undefined ? 'a map of names and values' : 'a map'
  }
}

function flow(value: unknown): string {
  const options = { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false } as const
  return stringify(value, options).trim()
}

function paragraph(text = ''): string {
  return wrap(escapeTags(text), 120).join('\n')
}
