import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../cases')

/** A golden case: a few files laid over the valid tree in `test/cases/base`. */
export interface RuleCase {
  /** Its folder below `test/cases`. */
  name: string
  /** All its files below `config/`, those of the base included, and Pulumi's beside it, by path. */
  files: Map<string, string>
  now: Date
  /** Where its expectation is kept. */
  expectation: string
}

/**
 * The cases below a folder of `test/cases`. A case may hold: `config/`, what differs from the base;
 * files of Pulumi beside it; `removed`, paths of the base that it lacks; `now`, its time; `expected.txt`.
 */
export function ruleCases(folder: string): RuleCase[] {
  const base = readConfig(join(root, 'base'))
  return caseFolders(folder).map((name) => {
    const path = join(root, name)
    const read = (file: string) =>
      existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8').trim() : ''
    const files = new Map([...base, ...readConfig(path)])
    for (const removed of read('removed').split('\n').filter(Boolean)) {
      if (!files.delete(removed))
        throw new Error(`${name} removes "${removed}", which is not there`)
    }
    return {
      name,
      files,
      now: new Date(read('now') || '2026-06-01T00:00:00Z'),
      expectation: join(path, 'expected.txt'),
    }
  })
}

// --- internal ---

function caseFolders(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'config')
  if (folders.length === 0) return [folder]
  return folders.flatMap((entry) => caseFolders(`${folder}/${entry.name}`)).sort()
}

function readConfig(path: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const name of readdirSync(path).filter((file) => file.startsWith('Pulumi'))) {
    files.set(name, readFileSync(join(path, name), 'utf8'))
  }
  if (!existsSync(join(path, 'config'))) return files
  for (const entry of readdirSync(join(path, 'config'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const name = file.slice(path.length + 1).replaceAll('\\', '/')
    files.set(name, readFileSync(file, 'utf8'))
  }
  return files
}
