import { type Command, Option } from 'commander'
import { format } from '../input/option-values.ts'

/** The options of commands that make a report of logins. */
export function reportOptions(command: Command): Command {
  return command
    .option(
      ...format('auto, human, json, html, junit, openmetrics, github, markdown, csv, slack, teams'),
    )
    .option('--compare <report>', 'an earlier report: what has changed since then')
    .addOption(
      new Option('--fail-on <which>', 'what counts as failed').choices([
        'any',
        'regressed',
        'warning',
      ]),
    )
    .option('--redact', 'hashes instead of names and ids of tenants and users, in every format')
    .option('--metrics-by-tenant', 'openmetrics: a series for each tenant user, too')
    .option(
      '--link <url>',
      'slack and teams: address of the run (default: the page of this GitHub or Azure Pipelines run)',
    )
    .option('--verbose', 'list the tenants that passed, too')
}
