import type { Argument, Command, Option } from 'commander'

/** A word that may come next, and what it means. */
export interface Candidate {
  name: string
  description: string
}

/** What may stand in one place: words, or something that only the folder knows when somebody types. */
export type Candidates =
  | readonly Candidate[]
  | 'environment'
  | 'environment-or-file'
  | 'tenant'
  | 'key-pair'
  | 'file'
  | 'none'

/**
 * What may come next, by where the cursor is: `commands PATH`, `options PATH`, `value PATH OPTION`,
 * `argument PATH NUMBER` (from 1; `more` for all further ones of a list). PATH is empty for the program.
 */
export type CompletionTable = ReadonlyMap<string, Candidates>

/** Reads the table from the declarations of the commands. @param rules what `explain` takes. */
export function completionTable(program: Command, rules: readonly Candidate[]): CompletionTable {
  return new Map(entries(program, '', rules))
}

// --- internal ---

type Entry = [place: string, candidates: Candidates]

function entries(command: Command, path: string, rules: readonly Candidate[]): Entry[] {
  const help = command.createHelp()
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
  const named = command.commands.map((child) => ({
    name: child.name(),
    description: child.summary(),
  }))
  const place = (kind: string, rest = '') => `${kind} ${path} ${rest}`.trim().replace(/ +/g, ' ')
  return [
    ...(named.length > 0 ? [[place('commands'), named] satisfies Entry] : []),
    [
      place('options'),
      options.flatMap(({ short, long, description }) =>
        [short, long].flatMap((name) => (name ? [{ name, description }] : [])),
      ),
    ],
    ...options
      .filter(takesValue)
      .flatMap((option) =>
        [option.short, option.long].flatMap((name): Entry[] =>
          name ? [[place('value', name), optionCandidates(option)]] : [],
        ),
      ),
    ...command.registeredArguments.map(
      (argument, index): Entry => [
        place('argument', argument.variadic ? 'more' : `${index + 1}`),
        argumentCandidates(argument, rules),
      ],
    ),
    ...command.commands.flatMap((child) => entries(child, `${path} ${child.name()}`.trim(), rules)),
  ]
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional
}

function optionCandidates({ long, flags, description, argChoices }: Option): Candidates {
  if (argChoices !== undefined) return words(argChoices)
  // Several commands have formats of their own; their description begins with the names.
  if (long === '--format') return words(description.replace(/;.*/, '').split(', '))
  if (long === '--tenant') return 'tenant'
  if (long === '--candidate') return 'key-pair'
  return /<(dir|file|folder|path|pem|report)>/.test(flags) || long === '--public-key'
    ? 'file'
    : 'none'
}

function argumentCandidates(argument: Argument, rules: readonly Candidate[]): Candidates {
  const name = argument.name()
  if (argument.argChoices !== undefined) return words(argument.argChoices)
  if (name === 'environment') return 'environment'
  if (name === 'tenant' || argument.description === 'tenant id') return 'tenant'
  if (argument.description === 'key pair id') return 'key-pair'
  if (name === 'rule') return rules
  if (name === 'name') return 'environment-or-file'
  return /^(report|file|path)s?$/.test(name) ? 'file' : 'none'
}

function words(names: readonly string[]): Candidate[] {
  return names.map((name) => ({ name, description: '' }))
}
