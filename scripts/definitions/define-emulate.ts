import type { Command } from 'commander'
import { emulatorPort, format, options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineEmulate(program: Command, io: Io, done: Done): void {
  program
    .command('emulate')
    .summary('Docusign and Azure on loopback, in the foreground')
    .description(
      "Runs emulators that stand for an environment until Ctrl-C: Docusign's OAuth server and REST API, the two vaults and a token authority, with the tenants, scopes and redirect URIs of that environment, whatever its platform. Other commands use them when IKCTL_EMULATORS names a file with the output of --format json, and say so.",
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .option(
      '--port <n>',
      "Docusign's port; the token authority and the vaults take the three that follow (default: free ones)",
      emulatorPort,
    )
    .option(
      '--state <file>',
      'keep keys, secrets, users, consents and addresses there over restarts; private, the owner alone can read it',
    )
    .addHelpText(
      'after',
      `
Example:
  ikctl emulate local --format json=emulators.json &
  IKCTL_EMULATORS=emulators.json ikctl smoke local
  ikctl emulate production --port 4600 --state emulated.json`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { emulateCommand } = await import('../commands/emulate.ts')
      done(await emulateCommand(environment, options(command, io), io))
    })
}
