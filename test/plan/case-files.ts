import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './git-repository.ts'

const folder = join(import.meta.dirname, '../cases/plan')

/** The files that all cases begin with. */
export const commonFiles: Files = filesBelow(join(folder, 'common'))

/** Names of the cases. */
export const caseNames = readdirSync(folder).filter((name) => name !== 'common')

/**
 * One case: `base/` is laid over the common files, `head/` over both. What `absent.txt` lists is not in the
 * base, what `removed.txt` lists is not in the head. `arguments.txt` adds arguments, one a line.
 */
export interface PlanCase {
  base: Files
  head: Files
  options: string[]
  expectedFile: string
}

export function readCase(name: string): PlanCase {
  const read = (file: string) =>
    existsSync(join(folder, name, file))
      ? readFileSync(join(folder, name, file), 'utf8')
          .split('\n')
          .filter(Boolean)
      : []
  const without = (files: Files, list: string): Files => {
    const left = { ...files }
    for (const path of read(list)) {
      const gone = Object.keys(left).filter((file) => file === path || file.startsWith(`${path}/`))
      if (gone.length === 0) throw new TypeError(`${name}/${list}: there is no ${path}`)
      for (const file of gone) Reflect.deleteProperty(left, file)
    }
    return left
  }
  const both = { ...commonFiles, ...filesBelow(join(folder, name, 'base')) }
  return {
    base: without(both, 'absent.txt'),
    head: without({ ...both, ...filesBelow(join(folder, name, 'head')) }, 'removed.txt'),
    options: read('arguments.txt'),
    expectedFile: join(folder, name, 'expected.txt'),
  }
}

// --- internal ---

function filesBelow(directory: string): Record<string, Uint8Array> {
  if (!existsSync(directory)) return {}
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [
        file.slice(directory.length + 1).replaceAll('\\', '/'),
        new Uint8Array(readFileSync(file)),
      ]),
  )
}
