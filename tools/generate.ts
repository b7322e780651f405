// Makes what is generated and committed: types and validators from the schemas, Azure's resource types.
// `--check` writes nothing and fails when a file is stale.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { build } from 'esbuild'
import { compile, type JSONSchema } from 'json-schema-to-typescript'
import { azureTypes } from './generate/generate-azure-types.ts'

/** The options of every validator. No formats (Ajv's are loose: patterns and rules instead), no `$data`. */
export const ajvOptions = {
  // All mistakes of a file in one run.
  allErrors: true,
  // A keyword that does nothing, or a required name that is not declared, is a mistake in the schema.
  strict: true,
  // `toString` is no property of a map that does not have it.
  ownProperties: true,
  // One type per value, so that a message can name it; `anyOf` where there are two forms.
  allowUnionTypes: false,
  // Errors carry no values: what is printed of a value is decided in check-schema.ts.
  verbose: false,
} as const

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The schemas of what is read (configuration, published settings), and the names of their types. */
const schemas = {
  integration: 'Integration',
  'key-pairs': 'KeyPairs',
  tenant: 'TenantFile',
  settings: 'Settings',
  'published-settings': 'PublishedSettings',
} as const

/** All generated files, by path relative to the repository. */
export async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const [name, type] of Object.entries(schemas)) {
    files.set(`src/config/generated/${name}.ts`, await types(readSchema(name), type))
  }
  files.set('src/config/generated/validators.js', await validators(Object.keys(schemas)))
  files.set('src/config/generated/validators.d.ts', validatorTypes(Object.keys(schemas)))
  files.set('src/smoke/generated/validators.js', await validators(['report']))
  files.set('src/smoke/generated/validators.d.ts', validatorTypes(['report']))
  files.set('src/config/generated/property-names.ts', propertyNames())
  files.set(...azureTypes())
  return files
}

// --- internal ---

function readSchema(name: string): JSONSchema {
  return JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8'))
}

/** Keywords that the validators do not need. */
const annotations = ['$id', 'title', 'description', 'examples', 'default']

/** The schema without some keywords (a property with such a name stays). */
function without(schema: JSONSchema, keywords: readonly string[]): JSONSchema {
  const strip = (value: unknown, names: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item, false))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => names || !keywords.includes(key))
        .map(([key, item]) => [
          key,
          strip(item, !names && (key === 'properties' || key === '$defs')),
        ]),
    )
  }
  return strip(schema, false) as JSONSchema
}

const banner = '// Generated from schemas/ by `npm run generate`: do not edit.'

async function types(schema: JSONSchema, type: string): Promise<string> {
  return compile({ ...without(schema, ['title', '$id']), title: type }, type, {
    bannerComment: banner,
    style: { singleQuote: true, semi: false, printWidth: 100 },
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
  })
}

/** Standalone code, bundled so that nothing of Ajv is needed at run time. */
async function validators(names: readonly string[]): Promise<string> {
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true, lines: true } })
  for (const name of names) ajv.addSchema(without(readSchema(name), annotations), name)
  const require = createRequire(import.meta.url)
  const standalone: typeof import('ajv/dist/standalone/index.js').default =
    require('ajv/dist/standalone').default
  const code = standalone(ajv, Object.fromEntries(names.map((name) => [camelCase(name), name])))
  const bundle = await build({
    absWorkingDir: root,
    // esbuild writes paths into comments: they must not depend on where node_modules really is.
    preserveSymlinks: true,
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    charset: 'utf8',
    logLevel: 'silent',
  })
  return `${banner}\n${bundle.outputFiles[0]?.text ?? ''}`
}

function validatorTypes(names: readonly string[]): string {
  const lines = names.map((name) => `export declare const ${camelCase(name)}: Validator`)
  return `${banner}
export interface SchemaError {
  keyword: string
  instancePath: string
  schemaPath: string
  params: Record<string, unknown>
  propertyName?: string
  message?: string
}
export interface Validator {
  (value: unknown): boolean
  errors?: SchemaError[] | null
}
${lines.join('\n')}
`
}

/** The names of all properties as a tree; `*` stands for any name or index. */
function propertyNames(): string {
  interface Schema {
    $ref?: string
    $defs?: Record<string, Schema>
    properties?: Record<string, Schema>
    additionalProperties?: Schema | false
    items?: Schema
    anyOf?: Schema[]
  }
  const tree = (schema: Schema, root: Schema): object => {
    const name = schema.$ref?.slice('#/$defs/'.length)
    const whole = root.$defs?.[name ?? ''] ?? schema
    const map = whole.anyOf?.find(({ properties }) => properties !== undefined) ?? whole
    const { properties = {}, additionalProperties, items } = map
    const any = items ?? (additionalProperties || undefined)
    return Object.fromEntries(
      [...Object.entries(properties), ...(any ? [['*', any] as const] : [])].map(([key, child]) => [
        key,
        tree(child, root),
      ]),
    )
  }
  const names = Object.keys(schemas).map((name) => {
    const schema = readSchema(name) as Schema
    return [name, tree(schema, schema)]
  })
  return `${banner}
export interface PropertyNames {
  readonly [name: string]: PropertyNames
}
export const propertyNames: PropertyNames = ${JSON.stringify(Object.fromEntries(names), null, 2)}
`
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  let stale = 0
  for (const [path, text] of await generate()) {
    const file = join(root, path)
    const folder = dirname(file)
    mkdirSync(folder, { recursive: true })
    const before = readdirSync(folder).includes(path.slice(path.lastIndexOf('/') + 1))
      ? readFileSync(file, 'utf8')
      : undefined
    if (before === text) continue
    if (check) {
      stale += 1
      process.stderr.write(`${path} is stale: run \`npm run generate\` and commit it\n`)
    } else {
      writeFileSync(file, text)
      process.stderr.write(`wrote ${path}\n`)
    }
  }
  process.exitCode = stale > 0 ? 1 : 0
}
