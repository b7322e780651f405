import { fileKind } from '../../src/config/file-kind.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { jobSummary } from '../../src/findings/formats/markdown.ts'
import { selectRules } from '../../src/rules/select-rules.ts'
import { type ValidateOptions, type Validation, validate } from '../../src/rules/validate.ts'
import { printable } from '../../src/text/printable.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { repositoryPrefix } from '../input/repository-prefix.ts'
import type { Io } from '../io.ts'
import { emitAutoFormats } from '../output/emit-auto-formats.ts'
import { type ChosenFormat, chooseFormats } from '../output/formats.ts'
import {
  type ValidationInput,
  type ValidationInputOptions,
  validationInput,
} from '../validation/validation-input.ts'

export interface ValidateCommandOptions extends ValidationInputOptions {
  format: string[]
  maxWarnings?: number
  only: string[]
  skip: string[]
  quiet?: boolean
  /** False with `--no-ignores`. */
  ignores?: boolean
  fix?: boolean
  dryRun?: boolean
  listFiles?: boolean
  exitZero?: boolean
  timings?: boolean
  /** False with `--no-cache`. */
  cache?: boolean
}

export async function validateCommand(
  names: string[],
  options: ValidateCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, { auto: undefined, ...findingFormats }, 'auto')
  checkFixOptions(options)
  const input = await validationInput(names, options, io)
  if (options.listFiles) return listFiles(input, io)
  const timings = options.timings
    ? (await import('../output/timings.ts')).timings(() => performance.now())
    : undefined
  const settings: ValidateOptions = {
    now: new Date(io.now()),
    noIgnores: options.ignores === false,
    select: input.select,
    measure: timings?.measure,
  }
  const fixes = options.fix ? await import('../validation/fix-files.ts') : undefined
  if (fixes !== undefined && options.dryRun) {
    const count = fixes.showFixes(input.tree, settings, io)
    return count > 0 && !options.exitZero ? exitCodes.problems : exitCodes.good
  }
  const all =
    fixes === undefined
      ? await check(input, settings, options, io)
      : await fixes.fixFiles(input.tree, settings, options.directory, io)
  const report = selectRules(all, options)
  const isSilent = options.quiet === true && report.findings.length === 0
  const told = isSilent ? formats.filter(({ path }) => path !== undefined) : formats
  print(report, told, options.directory, io)
  if (timings !== undefined) io.stderr.write(timings.report())
  const { errors, warnings } = report.summary
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings
  return (errors > 0 || tooMany) && !options.exitZero ? exitCodes.problems : exitCodes.good
}

// --- internal ---

async function check(
  { tree }: ValidationInput,
  settings: ValidateOptions,
  { cache, directory }: ValidateCommandOptions,
  io: Io,
): Promise<Validation> {
  if (cache === false) return validate(tree, settings)
  const { validateCached } = await import('../validation/record-cache.ts')
  return validateCached(tree, settings, directory, io)
}

function checkFixOptions({ fix, dryRun, stdinFileName }: ValidateCommandOptions): void {
  if (dryRun && !fix) throw new UsageError('--dry-run shows what --fix would do: give both')
  if (fix && !dryRun && stdinFileName !== undefined) {
    throw new UsageError(
      '--fix writes files, and standard input is none: --fix --dry-run shows what it would change',
    )
  }
}

function listFiles({ tree, select }: ValidationInput, io: Io): ExitCode {
  const files = tree.files().filter((path) => {
    const kind = fileKind(path)
    return kind !== 'note' && kind !== 'unknown' && select.every((takes) => takes(path))
  })
  io.stdout.write(files.map((path) => `${printable(path)}\n`).join(''))
  return exitCodes.good
}

function print(
  report: Validation,
  formats: readonly ChosenFormat<keyof typeof findingFormats | 'auto'>[],
  directory: string,
  io: Io,
): void {
  const prefix = repositoryPrefix(directory)
  emitAutoFormats(
    formats,
    {
      known: findingFormats,
      render: (name, look) => findingFormats[name](report, { ...look, prefix }),
      summary: () => jobSummary(report, { colour: false, columns: 80, prefix }),
    },
    io,
    directory,
  )
}
