import { jsonText } from '../../text/json.ts'
import type { PlanFormatter } from './formatter.ts'

/** The machine form: `schemas/plan.schema.json`. */
export const json: PlanFormatter = jsonText
