import type { ConfigTree } from '../../src/config/config-tree.ts'
import { diskTree } from '../../src/config/config-tree.ts'
import { overlayTree } from '../../src/config/overlay-tree.ts'
import { rememberTree } from '../../src/config/remember-tree.ts'
import { concernedBy } from '../../src/plan/changed-files.ts'
import { gitTree } from '../../src/plan/git-tree.ts'
import type { FileFilter } from '../../src/rules/validate.ts'
import { requireEnvironments } from '../environment/require-environments.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { pathBelow, selectFiles } from './select-files.ts'

/** What is checked, and what of it is reported. */
export interface ValidationInput {
  tree: ConfigTree
  /** As `validate` takes them. */
  select: readonly FileFilter[]
}

export interface ValidationInputOptions {
  directory: string
  /** The name of what is read from standard input. */
  stdinFileName?: string
  /** A revision; files that have not changed since are not told of. */
  changedSince?: string
}

/**
 * The configuration on disk, with standard input in place of one file, and which files were named.
 *
 * @param names environments, files, folders, patterns; `-` for standard input.
 * @throws {UsageError} when there is nothing to check.
 */
export async function validationInput(
  names: readonly string[],
  { directory, stdinFileName, changedSince }: ValidationInputOptions,
  io: Io,
): Promise<ValidationInput> {
  const disk = diskTree(directory)
  if (stdinFileName === undefined) {
    if (names.includes('-')) {
      throw new UsageError(
        'standard input needs a name, by which its rules and its schema are known: --stdin-file-name config/production/tenants/acme.yaml',
      )
    }
    requireEnvironments(disk, [], directory)
    const select = await selectFiles(disk, names, directory)
    if (changedSince === undefined) return { tree: disk, select }
    const tree = rememberTree(disk)
    const isConcerned = concernedBy(gitTree(directory, changedSince), tree)
    return { tree, select: [...select, isConcerned] }
  }

  const path = pathBelow(directory, stdinFileName)
  if (!path.startsWith('config/')) {
    throw new UsageError(
      `--stdin-file-name ${JSON.stringify(stdinFileName)} is not below config/ of ${directory}: -C DIR starts in another folder`,
    )
  }
  if (changedSince !== undefined || names.some((name) => name !== '-')) {
    throw new UsageError(
      'with --stdin-file-name only that file is checked: leave the other names and --changed-since away',
    )
  }
  const tree = overlayTree(disk, new Map([[path, new Uint8Array(await io.readStdin())]]))
  return { tree, select: [(file) => file === path] }
}
