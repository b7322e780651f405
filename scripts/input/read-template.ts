import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFile } from '../package-file.ts'

/** The files that `ikctl init` starts from, by path. */
export function readTemplate(): Map<string, string> {
  const folder = packageFile('dist/template')
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(folder.length + 1).replaceAll('\\', '/')
    files.set(path, readFileSync(file, 'utf8'))
  }
  return files
}
