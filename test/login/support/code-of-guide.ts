import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The examples of a page of `docs/` by the file name in their first line. */
export function codeOfGuide(page = 'application.md'): Map<string, string> {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8')
  const blocks = [...guide.matchAll(/^```\w+\n(?:\/\/|#) (\S+)\n([\s\S]*?)^```$/gm)]
  return new Map(blocks.map(([, name = '', code = '']) => [name, code]))
}

/** Replaces parts that all have to be there: addresses and credentials of an example. */
export function adapt(code: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [part, replacement]) => {
    if (!text.includes(part)) throw new Error(`the example has no ${part}`)
    return text.replaceAll(part, replacement)
  }, code)
}
