import { confusedValue, lookedUpValue } from './confused-value.ts'
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
import { parsePointer, resolvePointer } from './json-pointer.ts'
import { meantText } from './meant-text.ts'
import { namesFallenOut } from './names-fallen-out.ts'
import { nearest, onlyNearest } from './nearest.ts'
import { locate } from './parse-yaml.ts'
import {
  type Document,
  formatPointer,
  keyAt,
  type Pointer,
  type ProblemSuggestion,
  type RuleProblem,
  valueAt,
} from './problem.ts'
import { quoted } from './quoted.ts'
import { maxProblems } from './read-text.ts'
import { patternWords } from './schema-messages.ts'
import { suggestValue } from './suggest-value.ts'

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
  const errors = validate.errors ?? []
  const misspelled = misspelledNames(errors, schema)
  const fallenOut = namesFallenOut(errors, document.value)
  // What is no name may well have no value: then a colon, or the space after it, is missing.
  const badNames = new Set(
    errors
      .filter(({ propertyName }) => propertyName !== undefined)
      .map(
        ({ instancePath, propertyName = '' }) => `${instancePath}${formatPointer([propertyName])}`,
      ),
  )
  const outside = new Set([...fallenOut.values()].flat())
  for (const { error, alternatives } of grouped(errors)) {
    const { keyword, instancePath, params } = error
    const pointer = parsePointer(instancePath)
    const isToldElsewhere =
      (keyword === 'type' && badNames.has(instancePath)) ||
      (keyword === 'required' && misspelled.has(`${instancePath}/${params.missingProperty}`)) ||
      (keyword === 'additionalProperties' &&
        outside.has(instancePath + formatPointer([String(params.additionalProperty)])))
    if (problems.length < maxProblems && !isToldElsewhere) {
      const legal = legalNames(schema, pointer)
      const said = wrongInQuotes(document, error, pointer, validate) ?? error
      const problem = fallenOut.has(instancePath)
        ? notIndented(document, pointer)
        : describe(document, said, alternatives, pointer, legal, misspelled)
      if (problem !== undefined) problems.push(problem)
    }
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
  for (const step of pointer) {
    names = Object.hasOwn(names ?? {}, step) ? names?.[step] : names?.['*']
  }
  return Object.keys(names ?? {})
}

/**
 * The properties that are there under a wrong name, and how many times: they are not reported as
 * missing as well.
 */
function misspelledNames(errors: readonly SchemaError[], schema: SchemaName): Map<string, number> {
  const names = new Map<string, number>()
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue
    const legal = legalNames(schema, parsePointer(instancePath))
    const name = `${instancePath}/${nearest(String(params.additionalProperty), legal)}`
    names.set(name, (names.get(name) ?? 0) + 1)
  }
  return names
}

function notIndented(document: Document<Json>, pointer: Pointer): RuleProblem {
  return {
    ruleId: 'schema/type',
    place: valueAt(document, ...pointer),
    message: `${label(document.value, pointer)} is empty: what belongs to it is not indented`,
    help: 'Indent the lines below that belong to it by two spaces.',
  }
}

/** What is wrong with a number or a truth value besides its missing quotes. */
function wrongInQuotes(
  document: Document<Json>,
  { keyword, instancePath, params }: SchemaError,
  pointer: Pointer,
  validate: Validator,
): SchemaError | undefined {
  if (
    keyword !== 'type' ||
    params.type !== 'string' ||
    resolvePointer(document.value, pointer) === null
  ) {
    return undefined
  }
  const { plain } = locate(document.source, pointer, 'value')
  const inQuotes = structuredClone(document.value)
  const parent = resolvePointer(inQuotes, pointer.slice(0, -1))
  const last = pointer.at(-1)
  if (!plain || last === undefined || parent === null || typeof parent !== 'object')
    return undefined
  Reflect.set(parent, last, plain)
  validate(inQuotes)
  return validate.errors?.find((error) => error.instancePath === instancePath)
}

interface Grouped {
  error: SchemaError
  /** Of `anyOf`: the errors of its branches, which are reported as one. */
  alternatives: SchemaError[]
}

function grouped(errors: readonly SchemaError[]): Grouped[] {
  const groups = new Map<SchemaError, Grouped>(
    errors.map((error) => [error, { error, alternatives: [] }]),
  )
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const branches = errors.filter(({ schemaPath }) =>
      schemaPath.startsWith(`${union.schemaPath}/`),
    )
    // Of a map that one of the forms takes for its own, what is wrong inside it is reported.
    const isOpened =
      branches.some(({ keyword }) => mapKeywords.has(keyword)) ||
      errors.some(({ instancePath }) => instancePath.startsWith(`${union.instancePath}/`))
    for (const error of branches) {
      const isInside = error.instancePath !== union.instancePath || mapKeywords.has(error.keyword)
      if (!isInside) groups.delete(error)
    }
    if (isOpened) groups.delete(union)
    else groups.set(union, { error: union, alternatives: branches })
  }
  return [...groups.values()]
}

/** What is asked of a map as a whole. */
const mapKeywords: ReadonlySet<string> = new Set(['required', 'additionalProperties'])

function describe(
  document: Document<Json>,
  { keyword, instancePath, params, propertyName }: SchemaError,
  alternatives: readonly SchemaError[],
  pointer: Pointer,
  legal: readonly string[],
  misspelled: ReadonlyMap<string, number>,
): RuleProblem | undefined {
  const name = label(document.value, pointer)
  switch (keyword) {
    case 'additionalProperties': {
      const property = String(params.additionalProperty)
      const near = nearest(property, legal)
      const hint = near === undefined ? '' : `, did you mean "${near}"?`
      return {
        ruleId: 'schema/unknown-property',
        place: keyAt(document, ...pointer, property),
        message: `unknown property ${quoted(property)}${hint || ` (known here: ${list(legal)})`}`,
        ...(near !== undefined && { help: `Known here: ${list(legal)}.` }),
        ...(misspelled.get(`${instancePath}/${near}`) === 1 && {
          suggest: rename(document, pointer, property, onlyNearest(property, legal)),
        }),
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
      const { plain, start, end } = locate(document.source, pointer, 'value')
      const value = resolvePointer(document.value, pointer)
      if (params.type === 'string' && plain && isScalar(value)) {
        return {
          ruleId: 'yaml/unquoted',
          place: valueAt(document, ...pointer),
          message: `${name} must be a string, but YAML reads ${cut(plain)} as ${scalarWords(value)}`,
          help: `Write it in quotes: ${quoted(plain)}.`,
          // What means "no value" was hardly meant as a text.
          ...(value !== null && {
            suggest: [
              {
                title: `write \`${quoted(plain)}\``,
                edit: { start, end, text: `"${plain}"` },
                safe: true,
              },
            ],
          }),
        }
      }
      return {
        ruleId: 'schema/type',
        place: valueAt(document, ...pointer),
        message: `${name} must be ${typeWords(String(params.type))}, not ${valueWords(value)}`,
        ...(value === null &&
          params.type === 'string' &&
          /^: +#/.test(document.source.text.slice(end)) && {
            help: 'What follows a # is a comment: put the value in quotes if it belongs to it.',
          }),
      }
    }
    case 'enum': {
      const values = (params.allowedValues as Json[]).map(String)
      const value = resolvePointer(document.value, pointer)
      const near = nearest(String(value), values)
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer),
        message: `${name} is ${valueWords(value)}, but must be one of ${list(values)}${
          near === undefined ? '' : `; did you mean "${near}"?`
        }`,
        suggest:
          near === undefined
            ? []
            : suggestValue(valueAt(document, ...pointer), near, differsInCase(String(value), near)),
      }
    }
    case 'anyOf':
      return {
        ruleId: 'schema/value',
        place: valueAt(document, ...pointer),
        message: `${name} is ${valueWords(resolvePointer(document.value, pointer))}, but must be ${[
          ...new Set(alternatives.map(expectation)),
        ].join(' or ')}`,
      }
    case 'pattern': {
      const words = patternWords[String(params.pattern)] ?? `of the form ${params.pattern}`
      if (propertyName !== undefined) {
        return {
          ruleId: 'schema/value',
          place: keyAt(document, ...pointer, propertyName),
          message: /^[\w.-]+[ :=]\S/.test(propertyName)
            ? `a colon, or the space after it, is missing in ${quoted(propertyName)}`
            : `the name ${quoted(propertyName)} in ${name} must be ${words}`,
        }
      }
      return wrongPattern(document, pointer, String(params.pattern), words)
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

function wrongPattern(
  document: Document<Json>,
  pointer: Pointer,
  pattern: string,
  words: string,
): RuleProblem {
  const value = resolvePointer(document.value, pointer)
  const place = valueAt(document, ...pointer)
  const text = typeof value === 'string' ? value : locate(document.source, pointer, 'value').plain
  const kind = lookedUpValue(pointer)
  const confused = kind && text !== undefined ? confusedValue(kind, text) : undefined
  const meant = confused?.meant ?? (text === undefined ? undefined : meantText(pattern, text))
  const { found = valueWords(value), expected = words, help } = confused ?? {}
  return {
    ruleId: 'schema/value',
    place,
    message: `${label(document.value, pointer)} is ${found}, but must be ${expected}`,
    ...(help !== undefined && { help }),
    ...(meant !== undefined && { suggest: suggestValue(place, meant.text, meant.safe) }),
  }
}

/** A name that is there already cannot be written a second time. */
function rename(
  document: Document<Json>,
  pointer: Pointer,
  property: string,
  near: string | undefined,
): ProblemSuggestion[] {
  const map = resolvePointer(document.value, pointer)
  if (near === undefined || map === null || typeof map !== 'object' || near in map) return []
  const { start, end } = locate(document.source, [...pointer, property], 'key')
  return [{ title: `rename it to "${near}"`, edit: { start, end, text: near }, safe: true }]
}

/** In nothing else, that is, but for white space around it. */
function differsInCase(value: string, word: string): boolean {
  return value.trim().toLowerCase() === word.toLowerCase()
}

function limit(document: Document<Json>, pointer: Pointer, words: string): RuleProblem {
  return {
    ruleId: 'schema/value',
    place: valueAt(document, ...pointer),
    message: `${label(document.value, pointer)} ${words}`,
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
  const parent = resolvePointer(root, pointer.slice(0, -1))
  const last = pointer.at(-1)
  if (last === undefined || parent === null || typeof parent !== 'object') return
  // A hole rather than a shorter list: the pointers of the other items have to stay true.
  Reflect.deleteProperty(parent, last)
}

/** A value's name in a sentence: `"rotation.evidence.sample"`, `item 2 of "scopes.login"`. */
function label(root: Json, pointer: Pointer): string {
  if (pointer.length === 0) return 'the file'
  const parent = pointer.slice(0, -1)
  const isItem = Array.isArray(resolvePointer(root, parent))
  return isItem
    ? `item ${Number(pointer.at(-1)) + 1} of ${quoted(parent.join('.'))}`
    : quoted(pointer.join('.'))
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
  return typeof value === 'string' ? quoted(value) : String(value)
}

function scalarWords(value: number | boolean | string | null): string {
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'boolean' ? `the truth value ${value}` : 'no value'
}

function isScalar(value: Json): value is number | boolean | string | null {
  return value === null || typeof value !== 'object'
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown
}

function cut(text: string): string {
  return quoted(text).slice(1, -1)
}
