/**
 * A page with its generated part between `<!-- NAME: begin -->` and `<!-- NAME: end -->` made again.
 *
 * @throws {Error} when the page has no such part.
 */
export function replacePart(page: string, name: string, generated: string): string {
  const begin = `<!-- ${name}: begin -->\n`
  const end = `<!-- ${name}: end -->`
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`has no part between "${begin.trim()}" and "${end}"`)
  return `${page.slice(0, from)}${begin}\n${generated.trimEnd()}\n\n${page.slice(to)}`
}
