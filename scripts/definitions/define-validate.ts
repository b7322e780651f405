import type { Command } from 'commander'
import { collect, format, options, wholeNumber } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineValidate(program: Command, io: Io, done: Done): void {
  program
    .command('validate')
    .summary('check the configuration: syntax, schema, rules')
    .description(
      'Checks everything below config/: every finding with its file, line and column, why it matters and how to fix it; ikctl explain documents a rule. Names choose what is reported; rules that compare files always see all.',
    )
    .argument('[name...]', 'environments, files, folders or patterns; none: everything')
    .option(...format('auto, human, concise, json, sarif, github, gitlab, azure, junit, markdown'))
    .option('--fix', 'make the edits that can only have been meant so')
    .option('--dry-run', 'with --fix: show them as a diff, write nothing')
    .option('--changed-since <revision>', 'report only findings those changes could have caused')
    .option(
      '--stdin-file-name <path>',
      "read this file's content from standard input and report only its findings",
    )
    .option('--only <rule>', 'report only this rule or family; several times', collect, [])
    .option('--skip <rule>', 'do not report this rule or family; several times', collect, [])
    .option('--quiet', 'print nothing when there are no findings')
    .option('--no-ignores', 'report also what comments `# ikctl-ignore` suppress')
    .option('--max-warnings <n>', 'more warnings than this are exit code 1', wholeNumber)
    .option('--exit-zero', 'findings are exit code 0')
    .option('--list-files', 'print the files that would be checked')
    .option('--list-rules', 'only list the rules, as human or json')
    .option('--no-cache', 'check all files, also those that were clean before')
    .option('--timings', 'print what took how long on standard error')
    .addHelpText(
      'after',
      `
Examples:
  ikctl validate
  ikctl validate production --format json=findings.json
  ikctl validate config/production/tenants 'config/*/key-pairs.yaml'
  ikctl validate --changed-since origin/main
  ikctl validate --fix --dry-run
  ikctl -C ../contoso validate --max-warnings 0`,
    )
    .action(async (names: string[], _, command: Command) => {
      const { listRules } = command.opts<{ listRules?: boolean }>()
      if (listRules === true) {
        const { listRulesCommand } = await import('../commands/list-rules.ts')
        done(listRulesCommand(options(command, io), io))
        return
      }
      const { validateCommand } = await import('../commands/validate.ts')
      done(await validateCommand(names, options(command, io), io))
    })
}
