import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { isConfigName } from '../../src/config/config-name.ts'
import { type ConfigTree, diskTree } from '../../src/config/config-tree.ts'
import { nearest } from '../../src/config/nearest.ts'
import { UsageError } from '../exit-codes.ts'

/**
 * Refuses to report "no problems" when there is nothing to check.
 *
 * @param environments the names that were asked for; none means all there are.
 * @throws {UsageError} that says what was looked for.
 */
export function requireEnvironments(
  tree: ConfigTree,
  environments: readonly string[],
  directory: string,
): void {
  const files = tree.files()
  const folder = lstatSync(join(directory, 'config'), { throwIfNoEntry: false })
  if (files.length === 0 && folder?.isSymbolicLink()) {
    throw new UsageError(
      `nothing to check: ${join(directory, 'config')} is a symbolic link, and none is followed\n` +
        '-C DIR starts in the folder of the real one',
    )
  }
  if (files.length === 0) {
    throw new UsageError(
      `nothing to check: there are no files in ${join(directory, 'config')}\n` +
        'looked for config/<environment>/integration.yaml; -C DIR starts in another folder',
    )
  }
  const names = new Set(files.map((file) => file.split('/')[1] ?? ''))
  const known = [...names].filter((name) => hasEnvironment(files, name)).sort()
  if (known.length === 0) {
    throw new UsageError(
      `nothing to check: ${join(directory, 'config')} has no environment\n` +
        'looked for config/<environment>/integration.yaml',
    )
  }
  for (const name of environments) {
    if (hasEnvironment(files, name)) continue
    const near = nearest(name, known)
    throw new UsageError(
      `there is no environment "${name}" in ${join(directory, 'config')}${
        near === undefined ? `: it has ${known.join(', ')}` : `, did you mean "${near}"?`
      }`,
    )
  }
}

/**
 * Refuses an environment that does not exist. Only then are all files listed.
 *
 * @throws {UsageError} that says what was looked for.
 */
export function requireFolder(name: string, directory: string): void {
  if (isConfigName(name) && isFolder(join(directory, 'config', name))) return
  requireEnvironments(diskTree(directory), [name], directory)
}

/**
 * Whether there is something of an environment's name: its folder, or what stands in its place, such as
 * a link or a folder that cannot be listed, of which a finding tells.
 *
 * @param files of the tree.
 */
export function hasEnvironment(files: readonly string[], name: string): boolean {
  if (/[\\/]/.test(name)) return false
  const isPlace = isConfigName(name) && files.includes(`config/${name}`)
  return isPlace || files.some((file) => file.startsWith(`config/${name}/`))
}

// --- internal ---

/** Of a bare repository, `config` is a file. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory()
  } catch {
    return false
  }
}
