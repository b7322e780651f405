import type { PlanFormatter } from './formatter.ts'

/** The machine form: `schemas/plan.schema.json`. */
export const json: PlanFormatter = (plan) => `${JSON.stringify(plan, null, 2)}\n`
