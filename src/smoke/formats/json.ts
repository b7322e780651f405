import { jsonText } from '../../text/json.ts'
import type { ReportFormatter } from './formatter.ts'

/** The report as it is: see `schemas/report.schema.json`. */
export const json: ReportFormatter = jsonText
