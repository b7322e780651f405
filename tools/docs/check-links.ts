import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { prose } from './markdown-pages.ts'
import { root } from './root.ts'

/** The relative links of pages that lead to no file, or to no heading of a page. */
export function checkLinks(pages: ReadonlyMap<string, string>): string[] {
  const problems: string[] = []
  for (const [path, text] of pages) {
    const links = prose(text)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^()\s]+)\)/g)
    for (const [, target = ''] of links) {
      if (/^[a-z]+:/.test(target)) continue
      const [file = '', anchor] = target.split('#')
      const page = file === '' ? path : posix.join(posix.dirname(path), file)
      if (!pages.has(page) && !existsSync(join(root, page)))
        problems.push(`${path} has a link to "${target}", where nothing is`)
      else if (anchor !== undefined && !anchors(pages.get(page) ?? '').has(anchor)) {
        problems.push(`${path} has a link to "${target}", but ${page} has no such heading`)
      }
    }
  }
  return problems
}

// --- internal ---

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = prose(page).matchAll(/^#+ (.*)$/gm)
  return new Set(
    [...headings].map(([, heading = '']) => {
      const slug = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}
