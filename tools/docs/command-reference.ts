import type { Argument, Command, Option } from 'commander'
import { exitCodeMeanings } from '../../scripts/exit-codes.ts'
import { markdownTable } from '../../src/text/markdown-table.ts'
import { wrap } from '../../src/text/wrap.ts'
import { codeSpan } from './code-span.ts'
import { leafCommands } from './command-tree.ts'
import { escapeTags } from './escape-tags.ts'

/** Every command with its arguments, options and examples, for docs/commands.md. */
export function commandReference(program: Command): string {
  return [...leafCommands(program)].map(([name, command]) => reference(name, command)).join('\n\n')
}

/** The options that every command takes. */
export function globalOptions(program: Command): string {
  return optionTable(program.options)
}

/** The exit codes as a Markdown table. */
export function exitCodeTable(): string {
  return markdownTable(
    ['code', 'meaning'],
    exitCodeMeanings.map(([code, meaning]) => [`**${code}**`, meaning]),
  )
}

// --- internal ---

function reference(name: string, command: Command): string {
  const usage = [name, command.usage()].join(' ')
  const given = command.registeredArguments.map((argument) => [
    code(argumentUsage(argument)),
    argument.description,
  ])
  return [
    `## ${name}`,
    wrap(escapeTags(command.description()), 120).join('\n'),
    `\`\`\`text\n${usage}\n\`\`\``,
    ...(given.length > 0 ? [markdownTable(['argument', 'meaning'], given).trimEnd()] : []),
    ...(command.options.length > 0 ? [optionTable(command.options).trimEnd()] : []),
    ...examples(command),
  ].join('\n\n')
}

function argumentUsage(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map(({ flags, description, argChoices, defaultValue }) => [
    code(flags),
    cell(`${description}${argChoices === undefined ? '' : ` (${argChoices.join(', ')})`}`),
    defaultValue === undefined ? '' : code(String(defaultValue)),
  ])
  const hasDefault = rows.some(([, , value]) => value !== '')
  return hasDefault
    ? markdownTable(['option', 'meaning', 'default'], rows)
    : markdownTable(
        ['option', 'meaning'],
        rows.map((row) => row.slice(0, 2)),
      )
}

/** What `--help` prints after the options. */
function examples(command: Command): string[] {
  let help = ''
  command.configureOutput({
    writeOut: (text) => {
      help += text
    },
    getOutHelpWidth: () => 80,
  })
  command.outputHelp()
  const [, after = ''] = help.split(/^Examples?:\n/m)
  const lines = after.replace(/^ {2}/gm, '').trim()
  return lines === '' ? [] : [`\`\`\`sh\n${lines}\n\`\`\``]
}

function code(text: string): string {
  return cell(codeSpan(text))
}

function cell(text: string): string {
  return escapeTags(text).replaceAll('|', '\\|')
}
