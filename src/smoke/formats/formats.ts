import { csv } from './csv.ts'
import type { ReportFormatter } from './formatter.ts'
import { github } from './github.ts'
import { html } from './html.ts'
import { human } from './human.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { openmetrics } from './openmetrics.ts'
import { slack } from './slack.ts'
import { teams } from './teams.ts'

/** The formats of smoke reports, by the name that `--format` takes. */
export const reportFormats = {
  human,
  json,
  html,
  junit,
  openmetrics,
  github,
  markdown,
  csv,
  slack,
  teams,
} satisfies Record<string, ReportFormatter>
