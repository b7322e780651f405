import type { Command } from 'commander'
import { options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineRehearse(program: Command, io: Io, done: Done): void {
  program
    .command('rehearse')
    .summary('a rotation and an emergency of your environment, on emulators')
    .description(
      'Rehearses a whole rotation and an emergency of an environment on emulators, step by step, with its own tenants, scopes, redirect URIs and policy: every command of ikctl, the check of each pull request, the manual steps at Docusign. Pulumi is not run. Works in a temporary folder and deletes it at the end; the files of the environment stay as they are. Exit code 1 when a command does not do what it must. Needs Git.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--steps', 'wait for Enter before each step')
    .addHelpText(
      'after',
      `
Example:
  ikctl rehearse production --steps`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { rehearseCommand } = await import('../commands/rehearse.ts')
      done(await rehearseCommand(environment, options(command, io), io))
    })
}
