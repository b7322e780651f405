import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { version } from '../src/version.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'

/**
 * Declares all commands. Their code is imported when they run, so that a start loads what it needs.
 *
 * @param done takes the exit code of the command that ran.
 */
export function defineCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .description('One Docusign integration key, many tenants, as code.')
    .version(version, '-V, --version', 'print the version')
    .option('-C <dir>', 'run as if started in <dir>', (dir) => resolve(io.cwd, dir))
    .addHelpText(
      'after',
      `
Exit codes:
  0   good
  1   problems found: findings, tenants that cannot log in, a refused step
  2   wrong usage or unusable input, also "nothing to check"
  3   the integration key itself fails, so every tenant is affected
  4   incomplete (network, clock, throttled, interrupted, deadline): nothing proven
  70  a bug in ikctl`,
    )

  program
    .command('validate')
    .summary('check the configuration: syntax, schema, rules')
    .description(
      'Checks everything below config/: every finding with its file, line and column, why it matters and how to mend it. Without a name all environments are reported.',
    )
    .argument('[environment...]', 'folders below config/')
    .option(...format('human, concise, json'))
    .option('--max-warnings <n>', 'more warnings than this are exit code 1', wholeNumber)
    .addHelpText(
      'after',
      `
Examples:
  ikctl validate
  ikctl validate production --format json=findings.json
  ikctl -C ../contoso validate --max-warnings 0`,
    )
    .action(async (environments: string[], _, command: Command) => {
      const { validateCommand } = await import('./commands/validate.ts')
      done(validateCommand(environments, options(command, io), io))
    })
}

// --- internal ---

/** All options, with `-C` under its own name. */
function options<T extends { directory: string }>(command: Command, io: Io): T {
  const { C: directory = io.cwd, ...rest } = command.optsWithGlobals()
  return { directory, ...rest } as T
}

function format(names: string): [string, string, typeof collect, string[]] {
  return ['--format <name[=file]>', `${names}; several at once, all but one to a file`, collect, []]
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
