import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

/** Every page that people read, by path relative to the repository. */
export function markdownPages(): Map<string, string> {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
  return new Map(
    ['README.md', 'CONTRIBUTING.md', ...docs.sort()].map((path) => [
      path,
      readFileSync(join(root, path), 'utf8'),
    ]),
  )
}

/** A page's fenced blocks: the word behind the fence, and what is inside. */
export function fences(page: string): { language: string; text: string }[] {
  return [...page.matchAll(fence)].map(({ 2: language = '', 3: text = '' }) => ({ language, text }))
}

/** A page without its fenced blocks. */
export function prose(page: string): string {
  return page.replace(fence, '')
}

// --- internal ---

const fence = /^( *)```(\w*).*\n([\s\S]*?)^\1```$/gm
