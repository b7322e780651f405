import { join } from 'node:path'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { type AppliedFix, type FixedFile, fix } from '../../src/rules/fix.ts'
import type { ValidateOptions, Validation } from '../../src/rules/validate.ts'
import { plural } from '../../src/text/plural.ts'
import { UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { printDiff } from '../output/print-diff.ts'
import { say } from '../output/say.ts'

/**
 * Writes the safe fixes and says on standard error what was done.
 *
 * @returns what is found afterwards.
 * @throws {UsageError} when a file cannot be read, or has changed meanwhile.
 * @throws {FileNotWritten}
 */
export function fixFiles(
  tree: ConfigTree,
  options: ValidateOptions,
  directory: string,
  io: Io,
): Validation {
  const { files, applied, validation } = fix(tree, options)
  for (const file of files) {
    writeFixed(file, directory)
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

function writeFixed({ path, before, after }: FixedFile, directory: string): void {
  if (readNamedFile(path, directory, 'the file').toString('utf8') !== before) {
    throw new UsageError(
      `${path} has changed while it was checked, and is left alone: run it again`,
    )
  }
  replaceFile(join(directory, path), after)
}

function inWords({ finding: { file, range, ruleId }, title }: AppliedFix): string {
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`
  return `${place} ${title} [${ruleId}]`
}
