import {
  hasFixedSeverity,
  isSuppressible,
  type RuleInfo,
  rulePage,
} from '../../src/findings/rule-info.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { jsonOutput } from '../../src/text/json.ts'
import { style } from '../../src/text/style.ts'
import { wrap } from '../../src/text/wrap.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

/** Lists all rules by id. */
export function listRulesCommand(
  { directory, format }: { directory: string; format: string[] },
  io: Io,
): ExitCode {
  const rules = [...ruleInfos.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const formats = chooseFormats(format, listFormats, 'human')
  emitFormats(formats, (name, look) => listFormats[name](rules, look), io, directory)
  return exitCodes.good
}

// --- internal ---

const listFormats = { human, json }

function human(
  rules: readonly RuleInfo[],
  { colour, columns }: { colour: boolean; columns: number },
): string {
  const paint = style(colour)
  const blocks = rules.map((rule) => {
    const traits = [
      rule.severity,
      ...(hasFixedSeverity(rule) ? ['fixed'] : []),
      ...(isSuppressible(rule) ? [] : ['not suppressible']),
      ...(rule.fix === undefined ? [] : ['--fix']),
    ]
    const summary = wrap(rule.summary, columns - 2).map((line) => `  ${line}`)
    return [`${paint('bold', rule.id)} ${traits.join(', ')}`, ...summary].join('\n')
  })
  return `${blocks.join('\n')}\n\n${rules.length} rules; \`ikctl explain RULE\` documents one\n`
}

function json(rules: readonly RuleInfo[]): string {
  const listed = rules.map((info) => ({
    id: info.id,
    severity: info.severity,
    summary: info.summary,
    help: info.help,
    severityIsFixed: hasFixedSeverity(info),
    suppressible: isSuppressible(info),
    ...(info.fix !== undefined && { fix: info.fix }),
    since: info.since ?? '0.1.0',
    docUrl: rulePage(info.id),
  }))
  return jsonOutput({ rules: listed })
}
