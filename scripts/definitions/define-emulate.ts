import type { Command } from 'commander'
import { format, options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineEmulate(program: Command, io: Io, done: Done): void {
  program
    .command('emulate')
    .summary('Docusign and Azure on loopback, in the foreground')
    .description(
      'Runs the emulators of an environment with "platform: emulator" until Ctrl-C: Docusign\'s OAuth server, the two vaults and a token authority. Other commands use them when IKCTL_EMULATORS names a file with the output of --format json.',
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .addHelpText(
      'after',
      `
Example:
  ikctl emulate local --format json=emulators.json &
  IKCTL_EMULATORS=emulators.json ikctl smoke local`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { emulateCommand } = await import('../commands/emulate.ts')
      done(await emulateCommand(environment, options(command, io), io))
    })
}
