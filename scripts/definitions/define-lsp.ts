import type { Command } from 'commander'
import { options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineLsp(program: Command, io: Io, done: Done): void {
  program
    .command('lsp')
    .summary('check the configuration in an editor while you type')
    .description(
      'Runs a language server on standard input and output: the findings of validate across files, quick fixes, the page of a rule on hover, links to keys and PEM files. Editors start it.',
    )
    .option('--stdio', 'what some editors add; there is no other way')
    .addHelpText(
      'after',
      `
Examples:
  ikctl lsp --stdio`,
    )
    .action(async (_, command: Command) => {
      const { lspCommand } = await import('../commands/lsp.ts')
      done(await lspCommand(options(command, io), io))
    })
}
