// Reads what the Pulumi SDK's typings say of the resource types that the Resource Manager stand-in knows.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import type {
  AzureTypes,
  PropertySchema,
} from '../../src/emulators/resource-manager/azure-types.ts'
import { resourceTypeNames } from '../../src/emulators/resource-manager/resource-type-names.ts'

/** The generated file, by path relative to the repository. */
export function azureTypes(): [path: string, text: string] {
  const sdk = dirname(createRequire(import.meta.url).resolve('@pulumi/azure-native/package.json'))
  const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'))
  const read = createReader(sdk)
  const result: AzureTypes = { sdkVersion: version, resources: {}, inputTypes: {}, outputTypes: {} }
  for (const name of resourceTypeNames) {
    const { apiVersion, inputs, outputs } = read.resource(name)
    collect(inputs, outputs, read, result)
    result.resources[`azure-native:${name}`] = { apiVersion, inputs, outputs }
  }
  for (const [type, name, values] of corrections) {
    const property = found(result.inputTypes[type]?.[name], `${type}.${name}`)
    property.values = [...values]
  }
  return ['src/emulators/resource-manager/generated/azure-types.json', print(result)]
}

// --- internal ---

type Properties = Record<string, PropertySchema>

/** Where the SDK has one enum for two of the same name, and shows the values of the other. */
const corrections: [type: string, property: string, values: string[]][] = [
  [
    'monitor.ConditionArgs',
    'operator',
    // https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules#condition
    ['Equals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'],
  ],
]

/** Adds the object types that the inputs mention, and of the outputs those that have an input beside them. */
function collect(inputs: Properties, outputs: Properties, read: Reader, result: AzureTypes): void {
  for (const [name, input] of Object.entries(inputs)) {
    const output = outputs[name]
    const inner = (schema?: PropertySchema): PropertySchema | undefined =>
      schema?.items === undefined ? schema : inner(schema.items)
    const inputRefs = inner(input)?.refs ?? []
    const outputRefs = inner(output)?.refs ?? []
    for (const [index, inputRef] of inputRefs.entries()) {
      const outputRef = outputRefs[index] ?? ''
      const isKnown = outputRef === '' || result.outputTypes[outputRef] !== undefined
      if (result.inputTypes[inputRef] !== undefined && isKnown) continue
      const inputType = read.type('input', inputRef)
      const outputType = outputRef === '' ? {} : read.type('output', outputRef)
      result.inputTypes[inputRef] = inputType
      if (outputRef !== '') result.outputTypes[outputRef] = outputType
      collect(inputType, outputType, read, result)
    }
  }
}

type Reader = ReturnType<typeof createReader>

function createReader(sdk: string) {
  const text = (path: string) => readFileSync(join(sdk, path), 'utf8')
  // Megabytes: only the namespaces that are asked for are parsed.
  const types = { input: text('types/input.d.ts'), output: text('types/output.d.ts') }
  const parsed = new Map<string, Map<string, Properties>>()
  const enums = new Map<string, Map<string, (string | number)[]>>()

  const enumValues = (reference: string): (string | number)[] => {
    const [module = '', name = ''] = reference.split('.')
    let known = enums.get(module)
    if (known === undefined) {
      known = readEnums(text(`types/enums/${module}/index.d.ts`))
      enums.set(module, known)
    }
    return found(known.get(name), `enum ${reference}`)
  }
  const properties = (node: ts.InterfaceDeclaration): Properties =>
    Object.fromEntries(
      node.members.filter(ts.isPropertySignature).map((member) => {
        const schema = schemaOf(found(member.type, 'a type'), enumValues)
        if (member.questionToken === undefined) schema.required = true
        return [member.name.getText(), schema]
      }),
    )

  return {
    resource(name: string) {
      const [module, type = ''] = name.split(':')
      const source = parse(text(`${module}/${type[0]?.toLowerCase()}${type.slice(1)}.d.ts`))
      const apiVersion = /Uses Azure REST API version ([\w-]+)/.exec(source.text)?.[1]
      const node = source.statements.find(
        (s) => ts.isInterfaceDeclaration(s) && s.name.text === `${type}Args`,
      )
      const declaration = source.statements.find(ts.isClassDeclaration)
      return {
        apiVersion: found(apiVersion, `API version of ${name}`),
        inputs: properties(found(node, `${type}Args`) as ts.InterfaceDeclaration),
        outputs: Object.fromEntries(
          found(declaration, type)
            .members.filter(ts.isPropertyDeclaration)
            .map((member) => [member.name.getText(), schemaOf(found(member.type, 'a type'))]),
        ),
      }
    },
    type(direction: 'input' | 'output', reference: string): Properties {
      const [module = '', name = ''] = reference.split('.')
      const key = `${direction} ${module}`
      let known = parsed.get(key)
      if (known === undefined) {
        known = new Map()
        const namespace = parse(namespaceOf(types[direction], module)).statements[0]
        const body = (namespace as ts.ModuleDeclaration).body as ts.ModuleBlock
        for (const node of body.statements.filter(ts.isInterfaceDeclaration)) {
          known.set(node.name.text, properties(node))
        }
        parsed.set(key, known)
      }
      return found(known.get(name), `${direction} type ${reference}`)
    },
  }
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('typings.d.ts', text, ts.ScriptTarget.Latest, true)
}

function namespaceOf(text: string, module: string): string {
  const start = text.indexOf(`export declare namespace ${module} {`)
  const end = text.indexOf('\n}', start)
  if (start < 0 || end < 0) throw new Error(`the SDK has no namespace ${module}`)
  return text.slice(start, end + 2)
}

/** The values of `export declare const Name: { readonly Member: "value" }`. */
function readEnums(text: string): Map<string, (string | number)[]> {
  const result = new Map<string, (string | number)[]>()
  for (const statement of parse(text).statements.filter(ts.isVariableStatement)) {
    for (const { name, type } of statement.declarationList.declarations) {
      if (type === undefined || !ts.isTypeLiteralNode(type)) continue
      const values = type.members.filter(ts.isPropertySignature).flatMap((member) => {
        const value = member.type
        return value !== undefined && ts.isLiteralTypeNode(value) ? [literal(value)] : []
      })
      result.set(name.getText(), values)
    }
  }
  return result
}

function literal({ literal }: ts.LiteralTypeNode): string | number {
  return ts.isNumericLiteral(literal) ? Number(literal.text) : (literal as ts.StringLiteral).text
}

/** What a type says, without `Input<>`, `Output<>` and `undefined`. */
function schemaOf(
  node: ts.TypeNode,
  enumValues: (reference: string) => (string | number)[] = () => [],
): PropertySchema {
  const parts: PropertySchema[] = []
  const add = (type: ts.TypeNode): void => {
    if (ts.isUnionTypeNode(type)) {
      for (const member of type.types) add(member)
    } else if (ts.isParenthesizedTypeNode(type)) {
      add(type.type)
    } else if (type.kind === ts.SyntaxKind.UndefinedKeyword) {
      // Optional: said by the question mark.
    } else if (ts.isTypeReferenceNode(type)) {
      const reference = type.typeName.getText()
      const [argument] = type.typeArguments ?? []
      if (argument !== undefined) add(argument)
      else if (reference.startsWith('enums.')) {
        const values = enumValues(reference.slice('enums.'.length))
        parts.push({ type: typeof values[0] === 'number' ? 'number' : 'string', values })
      } else {
        parts.push({ type: 'object', refs: [reference.replace(/^(inputs|outputs)\./, '')] })
      }
    } else if (ts.isArrayTypeNode(type)) {
      parts.push({ type: 'array', items: schemaOf(type.elementType, enumValues) })
    } else if (ts.isTypeLiteralNode(type)) {
      const index = found(type.members.find(ts.isIndexSignatureDeclaration), 'an index signature')
      parts.push({ type: 'map', items: schemaOf(index.type, enumValues) })
    } else if (ts.isLiteralTypeNode(type)) {
      parts.push({ type: 'string', values: [literal(type)] })
    } else {
      parts.push({ type: keyword(type) })
    }
  }
  add(node)
  const [first = { type: 'any' as const }] = parts
  if (parts.some(({ type }) => type !== first.type)) return { type: 'any' }
  const values = parts.flatMap((part) => part.values ?? [])
  const refs = parts.flatMap((part) => part.refs ?? [])
  return {
    ...first,
    ...(values.length > 0 ? { values } : {}),
    ...(refs.length > 0 ? { refs } : {}),
  }
}

function keyword(type: ts.TypeNode): PropertySchema['type'] {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return 'string'
    case ts.SyntaxKind.NumberKeyword:
      return 'number'
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean'
    case ts.SyntaxKind.AnyKeyword:
      return 'any'
    default:
      throw new Error(`no way to describe ${type.getText()}`)
  }
}

/** One line for each type, so that a new SDK gives a readable diff. */
function print({ sdkVersion, ...groups }: AzureTypes): string {
  const sections = Object.entries(groups).map(([group, entries]) => {
    const lines = Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    return `  ${JSON.stringify(group)}: {\n${lines.join(',\n')}\n  }`
  })
  return `{\n  "sdkVersion": ${JSON.stringify(sdkVersion)},\n${sections.join(',\n')}\n}\n`
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`not found in the SDK's typings: ${what}`)
  return value
}
