import { diskTree } from '../../src/config/config-tree.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { jobSummary } from '../../src/findings/formats/markdown.ts'
import { validate } from '../../src/rules/validate.ts'
import { autoFormats } from '../auto-format.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { chooseFormats, emitFormats } from '../formats.ts'
import { type Io, wantsColour } from '../io.ts'
import { addJobSummary } from '../job-summary.ts'
import { repositoryPrefix } from '../repository-prefix.ts'
import { requireEnvironments } from '../require-environments.ts'

export interface ValidateCommandOptions {
  directory: string
  format: string[]
  maxWarnings?: number
  /** False with `--no-ignores`. */
  ignores?: boolean
}

export function validateCommand(
  environments: string[],
  options: ValidateCommandOptions,
  io: Io,
): ExitCode {
  const { directory } = options
  const formats = chooseFormats(options.format, { auto: undefined, ...findingFormats }, 'auto')
  const tree = diskTree(directory)
  requireEnvironments(tree, environments, directory)
  const report = validate(tree, {
    now: new Date(io.now()),
    noIgnores: options.ignores === false,
    ...(environments.length > 0 && { environments }),
  })
  const prefix = repositoryPrefix(directory)
  const print = (name: keyof typeof findingFormats, toTerminal: boolean): string =>
    findingFormats[name](report, {
      colour: toTerminal && wantsColour(io, io.stdout),
      columns: (toTerminal && io.stdout.columns) || 80,
      prefix,
    })
  const formatsOf = (name: (typeof formats)[number]['name'], toTerminal: boolean) =>
    name !== 'auto' ? [name] : toTerminal ? autoFormats(io) : ['human' as const]
  emitFormats(
    formats,
    (name, toTerminal) =>
      formatsOf(name, toTerminal)
        .map((each) => print(each, toTerminal))
        .join('\n'),
    io,
    directory,
  )
  const shown = formats.filter(({ path }) => path === undefined)
  if (shown.some(({ name }) => formatsOf(name, true).includes('github'))) {
    addJobSummary(jobSummary(report, { colour: false, columns: 80, prefix }), io)
  }
  const tooMany = options.maxWarnings !== undefined && report.summary.warnings > options.maxWarnings
  return report.summary.errors > 0 || tooMany ? exitCodes.problems : exitCodes.good
}
