import { diskTree } from '../../src/config/config-tree.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { validate } from '../../src/rules/validate.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
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
  const report = validate(tree, {
    now: new Date(io.now()),
    ...(environments.length > 0 && { environments }),
  })
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
  const tooMany = options.maxWarnings !== undefined && report.summary.warnings > options.maxWarnings
  return report.summary.errors > 0 || tooMany ? exitCodes.problems : exitCodes.good
}
