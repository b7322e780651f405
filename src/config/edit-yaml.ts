import type { Pair, ParsedNode, YAMLMap } from 'yaml'
import { IkctlError } from '../ikctl-error.ts'
import { otherReading } from './other-reading.ts'
import { yaml } from './yaml-library.ts'

/** Thrown by {@link editYaml}: the file is written in a way that it does not know how to edit. */
export class EditRefused extends IkctlError {
  static readonly code = 'ERR_EDIT_REFUSED'
  readonly code = EditRefused.code
}

/** What a file can be edited to say: strings, and maps of them. */
export type EditableValue = string | EditableMap

export interface EditableMap {
  [name: string]: EditableValue
}

export interface EditYamlOptions {
  /** The file, for the message of a refusal. */
  file: string
  /** Names from the root to the map that is meant, added where they are not there; absent: the root. */
  within?: readonly string[]
  /** Where a person would look for properties, by depth; others are put at the end. */
  order: readonly (readonly string[])[]
}

/**
 * The text of a YAML file whose map says what is wanted. Only what differs is touched: comments,
 * order, quotes, line ends and layout of everything else stay byte for byte.
 *
 * @param text a file without error findings.
 * @param wanted all entries of the map, as they should be.
 * @throws {EditRefused} when the result would not read as wanted.
 */
export function editYaml(text: string, wanted: EditableMap, options: EditYamlOptions): string {
  let current = text
  // One difference at a time, each found in the text as it then is: files are small.
  for (let edits = 0; edits < 1000; edits += 1) {
    const splice = nextSplice(current, wanted, options)
    if (splice === undefined) return current
    current = current.slice(0, splice.start) + splice.text + current.slice(splice.end)
  }
  throw refused(options.file)
}

// --- internal ---

interface Splice {
  start: number
  end: number
  text: string
}

type Mapping = YAMLMap<ParsedNode, ParsedNode | null>
type Entry = Pair<ParsedNode, ParsedNode | null>

/** The first thing in the text that is not as wanted. */
function nextSplice(
  text: string,
  wanted: EditableMap,
  { file, within = [], order }: EditYamlOptions,
): Splice | undefined {
  const document = yaml().parseDocument<ParsedNode>(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const root = document.contents
  if (document.errors.length > 0 || !yaml().isMap(root)) throw refused(file)
  const edit = editor(text, file)
  let place: Place = { map: root as Mapping, parent: undefined }
  for (const [depth, name] of within.entries()) {
    const parent = find(place.map, name)
    if (parent === undefined) {
      if (Object.keys(wanted).length === 0) return undefined
      const value = within.slice(depth + 1).reduceRight((map, inner) => ({ [inner]: map }), wanted)
      return edit.insert(place, name, value, place.map.items.length)
    }
    if (!yaml().isMap(parent.value)) throw refused(file)
    place = { map: parent.value as Mapping, parent }
  }
  return differenceInMap(edit, place, wanted, order)
}

/** A map, and the entry whose value it is; the root is nobody's. */
interface Place {
  map: Mapping
  parent: Entry | undefined
}

function differenceInMap(
  edit: ReturnType<typeof editor>,
  place: Place,
  wanted: EditableMap,
  [order = [], ...deeper]: readonly (readonly string[])[],
): Splice | undefined {
  const { map } = place
  for (const pair of map.items) {
    if (!Object.hasOwn(wanted, nameOf(pair))) return edit.remove(place, pair)
  }
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  for (const [name, value] of Object.entries(wanted)) {
    const present = find(map, name)
    if (present === undefined) {
      const before = map.items.findLastIndex((pair) => rank(nameOf(pair)) <= rank(name))
      return edit.insert(place, name, value, before + 1)
    }
    if (typeof value === 'string') {
      if (!yaml().isScalar(present.value)) throw edit.refused()
      if (present.value.value !== value) return edit.replace(present, value)
    } else {
      if (!yaml().isMap(present.value)) throw edit.refused()
      const inner = { map: present.value as Mapping, parent: present }
      const splice = differenceInMap(edit, inner, value, deeper)
      if (splice !== undefined) return splice
    }
  }
  return undefined
}

/** The ways to change a text at a node of its tree. */
function editor(text: string, file: string) {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'

  /** The end of the line on which something ends, without the line break. */
  const lineEnd = (offset: number): number => {
    const at = text.indexOf('\n', offset)
    if (at < 0) return text.length
    return text[at - 1] === '\r' ? at - 1 : at
  }
  const lineStart = (offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
  /** The end of a pair's content: comments that follow on lines of their own are not part of it. */
  const contentEnd = (pair: Entry): number => {
    const value = pair.value
    if (value === null) return pair.key.range[1]
    if (yaml().isMap(value) && value.flow !== true) {
      const last = (value as Mapping).items.at(-1)
      return last === undefined ? value.range[1] : contentEnd(last)
    }
    const end = Math.max(value.range[1], pair.key.range[1])
    // A block scalar's range holds its last line break.
    return yaml().isScalar(value) && /^BLOCK/.test(value.type ?? '')
      ? text.slice(0, end).trimEnd().length
      : end
  }
  /** Comments below something that stand further in than it are about it. */
  const afterOwnComments = (end: number, indent: number): number => {
    let own = end
    for (let line = text.indexOf('\n', end) + 1; line > 0; line = text.indexOf('\n', line) + 1) {
      const content = text.slice(line, lineEnd(line))
      const start = content.length - content.trimStart().length
      if (start === content.length) continue
      if (content[start] !== '#' || start <= indent) break
      own = lineEnd(line)
    }
    return own
  }
  const column = (offset: number): string => text.slice(lineStart(offset), offset)

  const removeFromFlow = (map: Mapping, pair: Entry): Splice => {
    const index = map.items.indexOf(pair)
    const next = map.items[index + 1]
    const previous = map.items[index - 1]
    if (next !== undefined) return { start: pair.key.range[0], end: next.key.range[0], text: '' }
    const end = contentEnd(pair)
    if (previous !== undefined) return { start: contentEnd(previous), end, text: '' }
    const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0
    return { start: pair.key.range[0], end: end + comma, text: '' }
  }

  return {
    refused: () => refused(file),

    replace({ value }: Entry, wanted: string): Splice {
      if (!yaml().isScalar(value)) throw refused(file)
      const [start, end] = value.range
      if (value.type === 'PLAIN') return { start, end, text: scalar(wanted) }
      if (value.type === 'QUOTE_SINGLE' && /^[ -~]*$/.test(wanted)) {
        return { start, end, text: `'${wanted.replaceAll("'", "''")}'` }
      }
      if (value.type === 'QUOTE_DOUBLE') return { start, end, text: JSON.stringify(wanted) }
      const stop = text.slice(0, end).trimEnd().length
      return { start, end: stop, text: scalar(wanted) }
    },

    insert({ map, parent }: Place, name: string, value: EditableValue, index: number): Splice {
      const before = map.items[index - 1]
      const after = map.items[index]
      const step = indentStep(text, parent)
      if (map.flow === true && map.items.length > 0) {
        const item = `${key(name)}: ${flow(value)}`
        if (before === undefined) {
          const start = after?.key.range[0] ?? 0
          return { start, end: start, text: `${item}, ` }
        }
        const start = contentEnd(before)
        return { start, end: start, text: `, ${item}` }
      }
      if (map.flow === true) {
        // `{}`: there is nothing yet, so it becomes a block, and a comment behind it stays there.
        const [start, end] = map.range ?? [0, 0]
        if (/\S/.test(text.slice(start + 1, end - 1))) {
          const inside = `${key(name)}: ${flow(value)}`
          return { start: start + 1, end: start + 1, text: inside }
        }
        if (parent === undefined) throw refused(file)
        const indent = column(parent.key.range[0]) + step
        const rest = text.slice(end, lineEnd(end))
        const from = text.slice(0, start).trimEnd().length
        return {
          start: from,
          end: lineEnd(end),
          text: `${rest.trimEnd()}${block(name, value, indent, step, eol)}`,
        }
      }
      const sibling = before ?? after
      if (sibling === undefined) throw refused(file)
      const indent = column(sibling.key.range[0])
      if (/\S/.test(indent)) throw refused(file)
      if (before === undefined) {
        const start = lineStart(sibling.key.range[0])
        return {
          start,
          end: start,
          text: `${block(name, value, indent, step, eol).slice(eol.length)}${eol}`,
        }
      }
      const start = afterOwnComments(lineEnd(contentEnd(before)), indent.length)
      return { start, end: start, text: block(name, value, indent, step, eol) }
    },

    remove({ map, parent }: Place, pair: Entry): Splice {
      if (map.flow === true) return removeFromFlow(map, pair)
      if (map.items.length === 1) {
        if (parent === undefined) throw refused(file)
        const colon = text.indexOf(':', parent.key.range[1]) + 1
        const comments = text.slice(colon, lineStart(pair.key.range[0])).trimEnd()
        return { start: colon, end: lineEnd(contentEnd(pair)), text: ` {}${comments}` }
      }
      const start = lineStart(pair.key.range[0])
      if (/\S/.test(text.slice(start, pair.key.range[0]))) throw refused(file)
      const end = lineEnd(contentEnd(pair))
      const lineBreak = text.startsWith('\r\n', end) ? 2 : text.startsWith('\n', end) ? 1 : 0
      // The last line of a file without a final line break takes the one before it along.
      if (lineBreak === 0 && start > 0) {
        return { start: start - (text[start - 2] === '\r' ? 2 : 1), end, text: '' }
      }
      return { start, end: end + lineBreak, text: '' }
    },
  }
}

/** How much further in a map's entries stand than its key, as the file has it. */
function indentStep(text: string, parent: Entry | undefined): string {
  const column = (offset: number) => offset - (text.lastIndexOf('\n', offset - 1) + 1)
  const map = parent?.value
  if (parent !== undefined && yaml().isMap(map) && map.flow !== true) {
    const first = (map as Mapping).items[0]
    if (first !== undefined) {
      const step = column(first.key.range[0]) - column(parent.key.range[0])
      if (step > 0) return ' '.repeat(step)
    }
  }
  return '  '
}

function block(
  name: string,
  value: EditableValue,
  indent: string,
  step: string,
  eol: string,
): string {
  if (typeof value === 'string') return `${eol}${indent}${key(name)}: ${scalar(value)}`
  const lines = Object.entries(value).map(([inner, item]) =>
    block(inner, item, indent + step, step, eol),
  )
  return `${eol}${indent}${key(name)}:${lines.join('')}`
}

function flow(value: EditableValue): string {
  if (typeof value === 'string') {
    return /^[\w./:-]+$/.test(value) && !/:$/.test(value) ? scalar(value) : JSON.stringify(value)
  }
  return `{${Object.entries(value)
    .map(([name, item]) => `${key(name)}: ${flow(item)}`)
    .join(', ')}}`
}

/** What could be a date or a number is quoted, as many ids of key pairs are. */
function key(name: string): string {
  const isPlain = /^[a-zA-Z][a-zA-Z-]*$/.test(name) && otherReading(name) === undefined
  return isPlain ? name : JSON.stringify(name)
}

function scalar(value: string): string {
  const plain = yaml().stringify(value, { version: '1.2', lineWidth: 0 }).replace(/\n$/, '')
  return plain.includes('\n') || plain.startsWith("'") ? JSON.stringify(value) : plain
}

function find(map: Mapping, name: string): Entry | undefined {
  return map.items.find((pair) => nameOf(pair) === name)
}

function nameOf({ key }: Entry): string {
  return yaml().isScalar(key) ? String(key.value) : ''
}

function refused(file: string): EditRefused {
  return new EditRefused(
    `${file} is written in a way that ikctl does not know how to edit: nothing was changed; write the entries as blocks, one property a line`,
  )
}
