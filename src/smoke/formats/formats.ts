import type { ReportFormatter } from './formatter.ts'
import { human } from './human.ts'
import { json } from './json.ts'

/** The formats of smoke reports, by the name that `--format` takes. */
export const reportFormats = { human, json } satisfies Record<string, ReportFormatter>
