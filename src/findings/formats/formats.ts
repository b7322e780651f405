import { concise } from './concise.ts'
import type { Formatter } from './formatter.ts'
import { human } from './human.ts'
import { json } from './json.ts'

/** The formats of findings, by the name that `--format` takes. */
export const findingFormats = { human, concise, json } satisfies Record<string, Formatter>
