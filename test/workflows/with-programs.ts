import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ikctl } from '../support/run-ikctl.ts'

/** Does what `npm run --silent ikctl -- ...` does, in a third of the time. */
export const quickNpm = { npm: `shift 4; exec '${process.execPath}' '${ikctl}' "$@"` }

/** A PATH on which these programs come first, each a line of bash; they are put into a folder. */
export function withPrograms(folder: string, programs: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${line}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return `${folder}:${process.env.PATH}`
}
