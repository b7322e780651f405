import { propertyNames } from './generated/property-names.ts'
import {
  integration,
  keyPairs,
  type SchemaError,
  settings,
  tenant,
  type Validator,
} from './generated/validators.js'
import type { Json } from './json.ts'
import { nearest } from './nearest.ts'
import { locate } from './parse-yaml.ts'
import { type Document, keyAt, type Pointer, type RuleProblem, valueAt } from './problem.ts'
import { patternWords } from './schema-messages.ts'

/** The files that have a schema: `schemas/<name>.schema.json`. */
export type SchemaName = 'integration' | 'key-pairs' | 'tenant' | 'settings'

/**
 * Validates a document against its schema and takes what is wrong out of its value, so that the rules
 * after it see only values of the right form.
 */
export function checkSchema(document: Document<Json>, schema: SchemaName): RuleProblem[] {
  const validate = schemaValidators[schema]
  if (validate(document.value)) return []
  const problems: RuleProblem[] = []
  const wrong: Pointer[] = []
  for (const { error, alternatives } of grouped(validate.errors ?? [])) {
    const pointer = parsePointer(error.instancePath)
    const problem = describe(document, error, alternatives, pointer, legalNames(schema, pointer))
    if (problem === undefined) continue
    problems.push(problem)
    const bad = wrongValue(error, pointer)
    if (bad !== undefined) wrong.push(bad)
  }
  // Afterwards, because every pointer counts from the value as it was.
  for (const pointer of wrong) remove(document.value, pointer)
  return problems
}

// --- internal ---

const schemaValidators: Record<SchemaName, Validator> = {
  integration,
  'key-pairs': keyPairs,
  tenant,
  settings,
}

function legalNames(schema: SchemaName, pointer: Pointer): string[] {
  let names = propertyNames[schema]
  for (const step of pointer) names = names?.[step] ?? names?.['*']
  return Object.keys(names ?? {})
}

interface Grouped {
  error: SchemaError
  /** Of `anyOf`: the errors of its branches, which are told as one. */
  alternatives: SchemaError[]
}

function grouped(errors: readonly SchemaError[]): Grouped[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf')
  const groups: Grouped[] = []
  for (const error of errors) {
    const belongs = ({ instancePath, schemaPath }: SchemaError) =>
      error.keyword !== 'anyOf' &&
      error.instancePath === instancePath &&
      error.schemaPath.startsWith(`${schemaPath}/`)
    if (unions.some(belongs)) continue
    groups.push({
      error,
      alternatives:
        error.keyword === 'anyOf'
          ? errors.filter((e) => e !== error && e.schemaPath.startsWith(`${error.schemaPath}/`))
          : [],
    })
  }
  return groups
}

function describe(
  document: Document<Json>,
  { keyword, params, propertyName }: SchemaError,
  alternatives: readonly SchemaError[],
  pointer: Pointer,
  legal: readonly string[],
): RuleProblem | undefined {
  const name = label(pointer)
  switch (keyword) {
    case 'additionalProperties': {
      const property = String(params.additionalProperty)
      const near = nearest(property, legal)
      const hint = near === undefined ? '' : `, did you mean "${near}"?`
      return {
        ruleId: 'schema/unknown-property',
        place: keyAt(document, ...pointer, property),
        message: `unknown property "${property}"${hint || ` (known here: ${list(legal)})`}`,
        ...(near !== undefined && { help: `Known here: ${list(legal)}.` }),
      }
    }
    case 'required': {
      const property = String(params.missingProperty)
      return {
        ruleId: 'schema/required',
        place: keyAt(document, ...pointer),
        message: `the property "${property}" is missing${pointer.length > 0 ? ` in ${name}` : ''}`,
      }
    }
    case 'type': {
      const { plain } = locate(document.source, pointer, 'value')
      const value = at(document.value, pointer)
      if (params.type === 'string' && plain !== undefined && value !== null && isScalar(value)) {
        return {
          ruleId: 'yaml/unquoted',
          place: valueAt(document, ...pointer),
          message: `${name} must be a string, but YAML reads ${plain} as ${scalarWords(value)}`,
          help: `Write it in quotes: "${plain}".`,
        }
      }
      return {
        ruleId: 'schema/type',
        place: valueAt(document, ...pointer),
        message: `${name} must be ${typeWords(String(params.type))}, not ${valueWords(value)}`,
      }
    }
    case 'enum': {
      const values = (params.allowedValues as Json[]).map(String)
      const value = String(at(document.value, pointer))
      const near = nearest(value, values)
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer),
        message: `${name} is "${value}", but must be one of ${list(values)}${
          near === undefined ? '' : `; did you mean "${near}"?`
        }`,
      }
    }
    case 'anyOf':
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer),
        message: `${name} is ${valueWords(at(document.value, pointer))}, but must be ${[
          ...new Set(alternatives.map(expectation)),
        ].join(' or ')}`,
      }
    case 'pattern': {
      const words = patternWords[String(params.pattern)] ?? `of the form ${params.pattern}`
      if (propertyName !== undefined) {
        return {
          ruleId: 'schema/value',
          place: keyAt(document, ...pointer, propertyName),
          message: `the name "${propertyName}" in ${name} must be ${words}`,
        }
      }
      const value = String(at(document.value, pointer))
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer),
        message: `${name} is "${cut(value)}", but must be ${words}`,
      }
    }
    case 'minimum':
    case 'maximum':
      return limit(document, pointer, `must be ${params.comparison} ${params.limit}`)
    case 'minLength':
      return limit(document, pointer, 'must not be empty')
    case 'maxLength':
      return limit(document, pointer, `must have at most ${params.limit} characters`)
    case 'minItems':
    case 'minProperties':
      return limit(document, pointer, `must have at least ${params.limit} entry`)
    case 'maxItems':
      return limit(document, pointer, `must have at most ${params.limit} entries`)
    case 'uniqueItems':
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer, Math.max(Number(params.i), Number(params.j))),
        message: `${name} lists the same value twice`,
      }
    // Told by the errors inside them.
    case 'if':
    case 'propertyNames':
      return undefined
    default:
      throw new TypeError(`no words for the schema keyword "${keyword}"`)
  }
}

function limit(document: Document<Json>, pointer: Pointer, words: string): RuleProblem {
  return {
    ruleId: 'schema/value',
    place: valueAt(document, ...pointer),
    message: `${label(pointer)} ${words}`,
  }
}

/** The value that later rules must not see. */
function wrongValue(error: SchemaError, pointer: Pointer): Pointer | undefined {
  switch (error.keyword) {
    case 'additionalProperties':
      return [...pointer, String(error.params.additionalProperty)]
    case 'pattern':
      return error.propertyName === undefined ? pointer : [...pointer, error.propertyName]
    case 'type':
    case 'enum':
    case 'anyOf':
    case 'minimum':
    case 'maximum':
    case 'minLength':
      return pointer
    default:
      return undefined
  }
}

function remove(root: Json, pointer: Pointer): void {
  const parent = at(root, pointer.slice(0, -1))
  const last = pointer.at(-1)
  if (last === undefined || parent === null || typeof parent !== 'object') return
  // A hole rather than a shorter list: the pointers of the other items have to stay true.
  Reflect.deleteProperty(parent, last)
}

function at(root: Json, pointer: Pointer): Json {
  let value: Json = root
  for (const step of pointer) {
    if (value === null || typeof value !== 'object') return null
    value = (value as Record<string | number, Json>)[step] ?? null
  }
  return value
}

function parsePointer(text: string): Pointer {
  if (text === '') return []
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** A value's name in a sentence: `"rotation.evidence.sample"`, `item 2 of "scopes.login"`. */
function label(pointer: Pointer): string {
  const last = pointer.at(-1)
  if (last === undefined) return 'the file'
  if (/^\d+$/.test(String(last)) && pointer.length > 1) {
    return `item ${Number(last) + 1} of "${pointer.slice(0, -1).join('.')}"`
  }
  return `"${pointer.join('.')}"`
}

function expectation({ keyword, params }: SchemaError): string {
  if (keyword === 'const') return JSON.stringify(params.allowedValue)
  if (keyword === 'minimum') return `a whole number from ${params.limit} on`
  return typeWords(String(params.type))
}

function typeWords(type: string): string {
  const words: Record<string, string> = {
    string: 'a string',
    integer: 'a whole number',
    boolean: 'true or false',
    object: 'a map of names and values',
    array: 'a list',
  }
  return words[type] ?? type
}

function valueWords(value: Json): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? `"${cut(value)}"` : String(value)
}

function scalarWords(value: number | boolean | string): string {
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'boolean' ? `the truth value ${value}` : `"${value}"`
}

function isScalar(value: Json): value is number | boolean | string {
  return typeof value !== 'object'
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown
}

/** Long values are cut; what looks like a secret is told by its own rule, never quoted here. */
function cut(value: string): string {
  if (/PRIVATE KEY|^eyJ/.test(value)) return '…'
  return value.length > 80 ? `${value.slice(0, 79)}…` : value
}
