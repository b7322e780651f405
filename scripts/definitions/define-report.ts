import type { Command } from 'commander'
import { options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'
import { reportOptions } from './report-options.ts'

export function defineReport(program: Command, io: Io, done: Done): void {
  const command = program
    .command('report')
    .summary('an earlier report in other formats')
    .description(
      'Shows a report of logins that there is already: as a page, for a spreadsheet, compared with an earlier one, or without names and ids. The exit code is that of the report.',
    )
    .argument('<report>', 'a JSON report of ikctl smoke or ikctl merge')
  reportOptions(command)
    .option(
      '--post <variable>',
      'post the message to the address in this environment variable; exit code 0 once it is posted',
    )
    .addHelpText(
      'after',
      `
Examples:
  ikctl report reports/production.json --format html=report.html
  ikctl report new.json --compare old.json --redact --format csv=logins.csv
  ikctl report reports/production.json --format slack --post SLACK_WEBHOOK_URL`,
    )
    .action(async (report: string, _, command: Command) => {
      const { reportCommand } = await import('../commands/report.ts')
      done(await reportCommand(report, options(command, io), io))
    })
}
