import type { Command, CommanderError } from 'commander'
import { UsageError } from './exit-codes.ts'

/** What commander says is wrong with a call, in the form of our other errors, and which help to read. */
export function misuse(command: Command, { message }: CommanderError): UsageError {
  const words = message
    .replace(/^error: /, '')
    .replace(/'([^'\n]*)'/g, '"$1"')
    .replace(/\n\(Did you mean (.*)\)$/, ', did you mean $1')
    .replace(/\. ([A-Z])(?!.*\. [A-Z])/s, (_, first: string) => `: ${first.toLowerCase()}`)
    .replace(/\.$/, '')
  return new UsageError(`${words}\n\`${nameOf(command)} --help\` shows more`)
}

// --- internal ---

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}
