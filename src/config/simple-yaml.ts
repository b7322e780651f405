import type { Json } from './json.ts'

/**
 * Reads the simple form in which nearly every file is written: block maps of plain and quoted
 * scalars, lists of them, and lists and maps of them on one line. It gives the same value as `parseYaml` without its
 * cost, which dominates with thousands of files, and gives up on whatever it does not know.
 *
 * @returns `undefined` when the text needs `parseYaml`, as everything wrong does.
 */
export function readSimpleYaml(text: string): { value: Json; problems: [] } | undefined {
  // A carriage return ends a line only before a line feed.
  if (text.length > maxLength || text.endsWith('\r')) return undefined
  const root = emptyMap()
  const levels = [{ indent: 0, map: root }]
  /** The key whose value has to come on the next lines. */
  let open: { indent: number; map: JsonMap; key: string } | undefined
  /** The list whose items may come on the next lines. */
  let list: { indent: number; items: Json[] } | undefined
  for (const full of text.split('\n')) {
    const line = full.endsWith('\r') ? full.slice(0, -1) : full
    if (ignored.test(line)) continue
    const [, spaces, bare, quoted = '', rest] = entry.exec(line) ?? []
    if (spaces === undefined) {
      const [, dash, item = ''] = listItem.exec(line) ?? []
      if (dash === undefined) return undefined
      if (open !== undefined) {
        if (dash.length <= open.indent || levels.length > maxDepth) return undefined
        list = { indent: dash.length, items: [] }
        open.map[open.key] = list.items
        open = undefined
      }
      const value = readScalar(item, plain)
      if (value === undefined || list?.indent !== dash.length) return undefined
      list.items.push(value)
      continue
    }
    list = undefined
    const key = bare ?? quoted
    const indent = spaces.length
    if (open !== undefined) {
      if (indent <= open.indent || levels.length > maxDepth) return undefined
      const map = emptyMap()
      open.map[open.key] = map
      levels.push({ indent, map })
    }
    while ((levels.at(-1)?.indent ?? 0) > indent) levels.pop()
    const level = levels.at(-1)
    if (level?.indent !== indent || key in level.map || otherWords.test(key)) return undefined
    open = undefined
    if (rest === undefined) open = { indent, map: level.map, key }
    else {
      const value = readValue(rest)
      if (value === undefined) return undefined
      level.map[key] = value
    }
  }
  if (open !== undefined || Object.keys(root).length === 0) return undefined
  return { value: root, problems: [] }
}

// --- internal ---

type JsonMap = { [key: string]: Json }

/** Together with the limits of `parseYaml`: what is shorter and flatter cannot exceed them. */
const maxLength = 16_384
const maxDepth = 8

const ignored = /^ *(?:#.*)?$/

/** `key: value # comment`; the value is looked at on its own. A name of digits alone would change its place. */
const entry =
  /^( *)(?:([A-Za-z][\w-]{0,99})|"(\d*[A-Za-z-][\w.-]{0,98})"):(?: +([^\s#](?:[^\s#]| +(?=[^ #]))*))?(?: +#.*| *)$/

/** `- value # comment`, of a list that stands on lines of its own. */
const listItem = /^( *)- +([^\s#](?:[^\s#]| +(?=[^ #]))*)(?: +#.*| *)$/

/** In both, a colon before a space, or an indicator at the start, would mean something to YAML. */
const plain = /^[\p{L}\p{Nd}](?:[^:\p{Cc}]|:(?=[^ ]))*$/u
const plainInFlow = /^[\p{L}\p{Nd}](?:[^:,[\]{}\p{Cc}])*$/u

const doubleQuoted = /^"[^"\\\p{Cc}]*"$/u
const singleQuoted = /^'[^'\p{Cc}]*'$/u

/** What the core schema may read as a number. */
const numeric = /^(?:0[xo][0-9a-f]*|[0-9][0-9.]*(?:e[-+]?[0-9]+)?)$/i
/** Names that need quotes, which `parseYaml` says. */
const otherWords = /^(?:y|n|yes|no|on|off|true|false|null)$/i
const words = new Map<string, Json>([
  ['true', true],
  ['false', false],
])

function readValue(text: string): Json | undefined {
  if (text.startsWith('[') && text.endsWith(']')) {
    const items = text.slice(1, -1).split(', ').map(readFlowScalar)
    return items.includes(undefined) ? undefined : (items as Json[])
  }
  if (text.startsWith('{') && text.endsWith('}')) {
    const map = emptyMap()
    for (const pair of text.slice(1, -1).split(', ')) {
      const [, key = '', item] = /^([A-Za-z][\w-]{0,99}): (.+)$/.exec(pair) ?? []
      const value = item === undefined ? undefined : readFlowScalar(item)
      if (value === undefined || key in map || otherWords.test(key)) return undefined
      map[key] = value
    }
    return map
  }
  return readScalar(text, plain)
}

function readFlowScalar(text: string): Json | undefined {
  return text === text.trim() && !/[,[\]{}]/.test(text) ? readScalar(text, plainInFlow) : undefined
}

function readScalar(text: string, form: RegExp): Json | undefined {
  if (doubleQuoted.test(text) || singleQuoted.test(text)) return text.slice(1, -1)
  if (!form.test(text)) return undefined
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  if (words.has(text)) return words.get(text)
  return numeric.test(text) || /^(?:null|true|false)$/i.test(text) ? undefined : text
}

/** An ordinary object takes half the time; no key of `entry` is one that such objects are special for. */
function emptyMap(): JsonMap {
  return {}
}
