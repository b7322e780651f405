import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { format, options, wholeNumber } from '../option-values.ts'
import type { Done } from './done.ts'

export function defineValidate(program: Command, io: Io, done: Done): void {
  program
    .command('validate')
    .summary('check the configuration: syntax, schema, rules')
    .description(
      'Checks everything below config/: every finding with its file, line and column, why it matters and how to mend it. Without a name all environments are reported.',
    )
    .argument('[environment...]', 'folders below config/')
    .option(...format('auto, human, concise, json, sarif, github, gitlab, azure, junit, markdown'))
    .option('--no-ignores', 'tell also what comments `# ikctl-ignore` suppress')
    .option('--max-warnings <n>', 'more warnings than this are exit code 1', wholeNumber)
    .option('--list-rules', 'only list the rules, as human or json')
    .addHelpText(
      'after',
      `
Examples:
  ikctl validate
  ikctl validate production --format json=findings.json
  ikctl -C ../contoso validate --max-warnings 0`,
    )
    .action(async (environments: string[], _, command: Command) => {
      const { listRules } = command.opts<{ listRules?: boolean }>()
      if (listRules === true) {
        const { listRulesCommand } = await import('../commands/list-rules.ts')
        done(listRulesCommand(options(command, io), io))
        return
      }
      const { validateCommand } = await import('../commands/validate.ts')
      done(validateCommand(environments, options(command, io), io))
    })
}
