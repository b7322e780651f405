import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { nearest } from '../../src/config/nearest.ts'
import { rulePage } from '../../src/findings/rule-info.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { renderMarkdown } from '../../src/text/render-markdown.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { type Io, wantsColour } from '../io.ts'
import { packageFile } from '../package-file.ts'

export function explainCommand(id: string, io: Io): ExitCode {
  if (!ruleInfos.has(id)) throw new UsageError(`there is no rule "${id}"${hint(id)}`)
  const page = rulePage(id)
  const text = renderMarkdown(readFileSync(packageFile(page), 'utf8'), {
    colour: wantsColour(io, io.stdout),
    columns: Math.min(io.stdout.columns || 80, 100),
    link: (target) => (/^https:/.test(target) ? target : posix.join(posix.dirname(page), target)),
  })
  io.stdout.write(text)
  return exitCodes.good
}

// --- internal ---

function hint(id: string): string {
  const known = [...ruleInfos.keys()]
  const near = nearest(id, known)
  const words = id.split('/').filter((word) => word !== '')
  const related = known.filter((rule) => rule.split('/').some((word) => words.includes(word)))
  const names = near === undefined ? related.slice(0, 5) : [near]
  return names.length === 0
    ? ': `ikctl explain` lists all'
    : `, did you mean ${names.map((name) => `"${name}"`).join(', ')}? \`ikctl explain\` lists all`
}
