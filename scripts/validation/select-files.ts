import { relative, resolve, sep } from 'node:path'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import type { FileFilter } from '../../src/rules/validate.ts'
import { hasEnvironment, requireEnvironments } from '../environment/require-environments.ts'
import { UsageError } from '../exit-codes.ts'

/**
 * The files that arguments name: environments, files, folders, patterns such as `config/*\/tenants/a*`.
 *
 * @param names relative to the start folder, or absolute.
 * @returns none when there are no names.
 * @throws {UsageError} for a name that stands for nothing below `config/`.
 */
export async function selectFiles(
  tree: ConfigTree,
  names: readonly string[],
  directory: string,
): Promise<FileFilter[]> {
  if (names.length === 0) return []
  const files = tree.files()
  const filters: FileFilter[] = []
  for (const name of names) {
    const filter =
      environmentFilter(files, name) ??
      pathFilter(files, pathBelow(directory, name)) ??
      (await patternFilter(files, name, directory))
    if (filter === undefined) throw nothingFor(tree, name, directory)
    filters.push(filter)
  }
  return [(file) => filters.some((filter) => filter(file))]
}

/** A name's path below the start folder, with `/`; it may lead out of it. */
export function pathBelow(directory: string, name: string): string {
  return relative(directory, resolve(directory, name)).split(sep).join('/')
}

// --- internal ---

function environmentFilter(files: readonly string[], name: string): FileFilter | undefined {
  if (!hasEnvironment(files, name)) return undefined
  // The settings concern every environment.
  return (file) => file.startsWith(`config/${name}/`) || file.split('/').length === 2
}

function pathFilter(files: readonly string[], path: string): FileFilter | undefined {
  if (path === '') return () => true
  const isBelow: FileFilter = (file) => file === path || file.startsWith(`${path}/`)
  return files.some(isBelow) ? isBelow : undefined
}

async function patternFilter(
  files: readonly string[],
  name: string,
  directory: string,
): Promise<FileFilter | undefined> {
  const { globSync, isDynamicPattern } = await import('tinyglobby')
  if (!isDynamicPattern(name)) return undefined
  const found = new Set(
    globSync([name], {
      cwd: directory,
      ignore: ['**/node_modules/**'],
      followSymbolicLinks: false,
      dot: true,
    }).map((path) => pathBelow(directory, path)),
  )
  return files.some((file) => found.has(file)) ? (file) => found.has(file) : undefined
}

function nothingFor(tree: ConfigTree, name: string, directory: string): UsageError {
  if (!/[\\/.*?[{]/.test(name)) requireEnvironments(tree, [name], directory)
  return new UsageError(
    `nothing to check: ${JSON.stringify(name)} is no environment, and no file, folder or pattern of files below config/\n` +
      `looked for it from ${directory} on; -C DIR starts in another folder`,
  )
}
