import { jsonOutput } from '../../text/json.ts'
import type { Formatter } from './formatter.ts'

/** The machine form: `schemas/finding.schema.json`. */
export const json: Formatter = ({ findings, suppressed, summary }) =>
  jsonOutput({ findings, suppressed, summary })
