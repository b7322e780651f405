import { join } from 'node:path'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { withFolderLock } from '../../src/files/lock-folder.ts'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { type AppliedFix, type FixedFile, fix } from '../../src/rules/fix.ts'
import type { ValidateOptions, Validation } from '../../src/rules/validate.ts'
import { plural } from '../../src/text/plural.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { say } from '../output/say.ts'

/**
 * Writes the safe fixes, all or none, and says on standard error what was done.
 *
 * @returns what is found afterwards.
 * @throws {FolderLocked} while another command edits one of the environments.
 * @throws {FilesChanged} when a file is no longer what was checked.
 * @throws {FileNotWritten}
 */
export async function fixFiles(
  tree: ConfigTree,
  options: ValidateOptions,
  directory: string,
  io: Io,
): Promise<Validation> {
  const { files, applied, validation } = fix(tree, options)
  await write(files, directory, io)
  for (const file of files) {
    const own = applied.filter(({ finding }) => finding.file === file.path)
    say(own.map((each) => `fixed ${inWords(each)}\n`).join(''), io.stderr)
  }
  return validation
}

/**
 * Prints the safe fixes as a diff, and writes nothing.
 *
 * @returns how many there are.
 */
export function showFixes(tree: ConfigTree, options: ValidateOptions, io: Io): number {
  const { files, applied } = fix(tree, options)
  for (const { path, before, after } of files) printDiff(path, before, after, io)
  say(
    applied.length === 0
      ? 'nothing that --fix could do\n'
      : `${plural(applied.length, 'edit')} in ${plural(files.length, 'file')}; without --dry-run they are written\n`,
    io.stderr,
  )
  return applied.length
}

// --- internal ---

function write(files: readonly FixedFile[], directory: string, io: Io): Promise<void> {
  const texts = (text: 'before' | 'after') =>
    new Map(files.map((file) => [join(directory, file.path), file[text]]))
  const folders = new Set(files.map(({ path }) => /^(config\/[^/]+)\//.exec(path)?.[1] ?? ''))
  folders.delete('')
  const locked = [...folders].reduceRight(
    (inner, folder) => () => withFolderLock(join(directory, folder), io, inner),
    () => replaceFiles(texts('after'), texts('before')),
  )
  return locked()
}

function inWords({ finding: { file, range, ruleId }, title }: AppliedFix): string {
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`
  return `${place} ${title} [${ruleId}]`
}
