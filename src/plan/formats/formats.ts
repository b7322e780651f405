import type { PlanFormatter } from './formatter.ts'
import { human } from './human.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'

/** The formats of a plan, by the name that `--format` takes. */
export const planFormats = { human, json, markdown } satisfies Record<string, PlanFormatter>
