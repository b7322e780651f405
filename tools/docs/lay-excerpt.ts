/**
 * A YAML file with an excerpt laid over it: maps are merged line by line, whatever else the excerpt
 * has takes the place of what was there, or is added at the end. Lines that are no property (comments,
 * mistakes) stay with the property before them, or with the first.
 */
export function layExcerpt(file: string, excerpt: string): string {
  return `${merge(lines(file), lines(excerpt)).join('\n')}\n`
}

// --- internal ---

/** A property: the line of its name with comments before it, and the deeper lines below it. */
interface Property {
  name: string
  head: string[]
  body: string[]
}

function merge(before: readonly string[], after: readonly string[]): string[] {
  const merged = properties(before)
  for (const property of properties(after)) {
    const same = merged.find(({ name }) => name === property.name)
    if (same === undefined) {
      merged.push(property)
      continue
    }
    const isMap = properties(same.body).length > 0 && properties(property.body).length > 0
    same.head = property.head
    same.body = isMap ? merge(same.body, property.body) : property.body
  }
  return merged.flatMap(({ head, body }) => [...head, ...body])
}

function properties(text: readonly string[]): Property[] {
  const first = text.find((line) => !/^ *#/.test(line)) ?? ''
  const indent = /^ */.exec(first)?.[0] ?? ''
  const found: Property[] = []
  const before: string[] = []
  for (const line of text) {
    const [, name] = /^(["\w][^:]*):(?: |$)/.exec(line.slice(indent.length)) ?? []
    if (name !== undefined && line.startsWith(indent)) {
      found.push({ name, head: [...before.splice(0), line], body: [] })
    } else (found.at(-1)?.body ?? before).push(line)
  }
  return found
}

function lines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n')
}
