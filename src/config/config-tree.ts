import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where configuration is read from: a folder on disk, or a revision in Git. */
export interface ConfigTree {
  /** All files below `config/`, relative to the start folder, with `/`, sorted. */
  files(): readonly string[]
  /** @throws when the file cannot be read. */
  read(path: string): Uint8Array
}

/** The configuration below a folder on disk; symbolic links are not followed. */
export function diskTree(directory: string): ConfigTree {
  const files: string[] = []
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(directory, path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`
      if (entry.isDirectory()) walk(child)
      else files.push(child)
    }
  }
  return {
    files() {
      files.length = 0
      if (lstatSync(join(directory, 'config'), { throwIfNoEntry: false })?.isDirectory()) {
        walk('config')
      }
      return files.sort()
    },
    read: (path) => readFileSync(join(directory, path)),
  }
}
