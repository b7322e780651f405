import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The files that `ikctl init` starts from, by path: beside the built command, or in its build. */
export function readTemplate(): Map<string, string> {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, 'template'), join(here, '../dist/template')]
  const folder = candidates.find((candidate) => existsSync(join(candidate, 'package.json')))
  if (folder === undefined) throw new TypeError('the package was built without its template')
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(folder.length + 1).replaceAll('\\', '/')
    files.set(path, readFileSync(file, 'utf8'))
  }
  return files
}
