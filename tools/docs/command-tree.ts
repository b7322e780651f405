import { Command } from 'commander'
import { defineCommands } from '../../scripts/define-commands.ts'
import type { Io } from '../../scripts/io.ts'

/** The command line as it is declared; nothing of it runs. */
export function commandTree(): Command {
  const program = new Command('ikctl')
  defineCommands(program, io, () => undefined)
  return program
}

/** All commands that do something, with their names from the program on. */
export function* leafCommands(command: Command): Generator<[string, Command]> {
  for (const child of command.commands) {
    // One that takes arguments runs on its own, also when it has commands below it.
    if (child.commands.length === 0 || child.registeredArguments.length > 0) {
      yield [nameOf(child), child]
    }
    yield* leafCommands(child)
  }
}

// --- internal ---

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

const nowhere = { write: () => undefined }

const io: Io = {
  stdout: nowhere,
  stderr: nowhere,
  env: {},
  cwd: '/',
  now: () => 0,
  signal: new AbortController().signal,
  readStdin: async () => Buffer.alloc(0),
}
