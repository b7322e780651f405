import type { Command } from 'commander'
import { options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineExplain(program: Command, io: Io, done: Done): void {
  program
    .command('explain')
    .summary('the page of a rule: what, why, how to fix it')
    .description(
      'Prints what a rule demands, what the mistake costs, how to fix it, and an example of the wrong and the right. Without a rule, lists all of them.',
    )
    .argument('[rule]', 'its id, as it stands in brackets behind a finding')
    .addHelpText(
      'after',
      `
Examples:
  ikctl explain redirect-uri/fragment
  ikctl explain`,
    )
    .action(async (rule: string | undefined, _, command: Command) => {
      if (rule === undefined) {
        const { listRulesCommand } = await import('../commands/list-rules.ts')
        done(listRulesCommand(options(command, io), io))
        return
      }
      const { explainCommand } = await import('../commands/explain.ts')
      done(explainCommand(rule, io))
    })
}
