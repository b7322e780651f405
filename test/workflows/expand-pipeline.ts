import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

type Scope = Readonly<Record<string, unknown>>

/**
 * A pipeline of Azure Pipelines as the service compiles it, with the few template expressions that ours
 * use: `${{ each x in parameters.list }}`, `${{ parameters.name }}`, `${{ replace(x.name, 'a', 'b') }}`, and
 * `template:` with parameters.
 *
 * @throws {TypeError} for any other expression.
 */
export function expandPipeline(file: string, given: Scope = {}): unknown {
  const { parameters = [], ...content } = parse(readFileSync(file, 'utf8')) as {
    parameters?: { name: string; default?: unknown }[]
  }
  const values = parameters.map(({ name, default: value }) => {
    if (name in given || value !== undefined) return [name, given[name] ?? value]
    throw new TypeError(`${file}: the parameter "${name}" is not given`)
  })
  return expand(content, { parameters: Object.fromEntries(values) }, dirname(file))
}

// --- internal ---

function expand(value: unknown, scope: Scope, folder: string): unknown {
  if (typeof value === 'string') return evaluate(value, scope)
  if (Array.isArray(value)) return value.flatMap((item) => expandItem(item, scope, folder))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, expand(item, scope, folder)])
  return Object.fromEntries(entries)
}

/** An element of a list may become several. */
function expandItem(item: unknown, scope: Scope, folder: string): unknown[] {
  if (typeof item !== 'object' || item === null) return [expand(item, scope, folder)]
  const [[key, content] = ['', undefined]] = Object.entries(item)
  const [, variable, list = ''] = /^\$\{\{ each (\w+) in (.+) \}\}$/.exec(key) ?? []
  if (variable !== undefined) {
    const values = look(list, scope) as unknown[]
    return values.flatMap(
      (value) => expand(content, { ...scope, [variable]: value }, folder) as unknown[],
    )
  }
  if (!('template' in item)) return [expand(item, scope, folder)]
  const { template, parameters = {} } = expand(item, scope, folder) as {
    template: string
    parameters?: Scope
  }
  const { steps } = expandPipeline(join(folder, template), parameters) as { steps: unknown[] }
  return steps
}

function evaluate(text: string, scope: Scope): unknown {
  const [, whole] = /^\$\{\{ ([^}]+) \}\}$/.exec(text) ?? []
  if (whole !== undefined) return look(whole, scope)
  return text.replace(
    /\$\{\{ ([^}]+) \}\}/g,
    (_, expression: string) => `${look(expression, scope)}`,
  )
}

function look(expression: string, scope: Scope): unknown {
  const [, inner, from = '', to = ''] = /^replace\(([\w.]+), '(.)', '(.)'\)$/.exec(expression) ?? []
  if (inner !== undefined) return String(look(inner, scope)).replaceAll(from, to)
  const value = expression
    .split('.')
    .reduce<unknown>((object, name) => (object as Scope | undefined)?.[name], scope)
  if (value === undefined) throw new TypeError(`"${expression}" has no value`)
  return value
}
