import { diskTree } from '../../src/config/config-tree.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { validate } from '../../src/rules/validate.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { chooseFormats, emitFormats } from '../formats.ts'
import { type Io, wantsColour } from '../io.ts'
import { requireEnvironments } from '../require-environments.ts'

export interface ValidateCommandOptions {
  directory: string
  format: string[]
  maxWarnings?: number
}

export function validateCommand(
  environments: string[],
  options: ValidateCommandOptions,
  io: Io,
): ExitCode {
  const formats = chooseFormats(options.format, findingFormats, 'human')
  const tree = diskTree(options.directory)
  requireEnvironments(tree, environments, options.directory)
  const { findings, summary, workspace } = validate(tree, {
    now: new Date(io.now()),
    ...(environments.length > 0 && { environments }),
  })
  if (workspace.environments.length === 0 && findings.length === 0) {
    throw new UsageError('no environment to check')
  }
  const texts = new Map(workspace.sources.map(({ path, text }) => [path, text]))
  const report = { findings, summary, text: (file: string) => texts.get(file) }
  emitFormats(
    formats,
    (name, toTerminal) =>
      findingFormats[name](report, {
        colour: toTerminal && wantsColour(io, io.stdout),
        columns: (toTerminal && io.stdout.columns) || 80,
      }),
    io,
    options.directory,
  )
  const tooMany = options.maxWarnings !== undefined && summary.warnings > options.maxWarnings
  return summary.errors > 0 || tooMany ? exitCodes.problems : exitCodes.good
}
