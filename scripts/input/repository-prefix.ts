import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The way from the root of the Git repository to a folder, with `/`, ending in one; empty at the root
 * and outside of a repository.
 */
export function repositoryPrefix(directory: string): string {
  for (let root = directory; ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) {
      const path = relative(root, directory)
      return path === '' ? '' : `${path.split(sep).join('/')}/`
    }
    if (root === dirname(root)) return ''
  }
}
