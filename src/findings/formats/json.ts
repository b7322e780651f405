import type { Formatter } from './formatter.ts'

/** The machine form: `schemas/finding.schema.json`. */
export const json: Formatter = ({ findings, summary }) =>
  `${JSON.stringify({ findings, summary }, null, 2)}\n`
