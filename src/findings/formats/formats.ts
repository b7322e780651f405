import { azure } from './azure.ts'
import { concise } from './concise.ts'
import type { Formatter } from './formatter.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { human } from './human.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { sarif } from './sarif.ts'

/** The formats of findings, by the name that `--format` takes. */
export const findingFormats = {
  human,
  concise,
  json,
  sarif,
  github,
  gitlab,
  azure,
  junit,
  markdown,
} satisfies Record<string, Formatter>
