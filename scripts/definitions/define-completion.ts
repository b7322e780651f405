import { Argument, type Command } from 'commander'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineCompletion(program: Command, io: Io, done: Done): void {
  program
    .command('completion')
    .summary('completion of commands, options and names for a shell')
    .description(
      'Prints a script that lets a shell complete commands, options, their values, and the names of environments, tenants and key pairs of the folder. It reads the folder on its own; ikctl is not started.',
    )
    .addArgument(new Argument('<shell>', 'yours').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
In ~/.bashrc, in ~/.zshrc (after compinit), or in ~/.config/fish/config.fish:
  source <(ikctl completion bash)
  source <(ikctl completion zsh)
  ikctl completion fish | source`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionCommand } = await import('../commands/completion.ts')
      done(completionCommand(shell, program, io))
    })
}
