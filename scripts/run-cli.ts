import { Command, CommanderError } from 'commander'
import { failureReason, isFileFailure } from '../src/files/failure-reason.ts'
import { IkctlError } from '../src/ikctl-error.ts'
import { defineCommands } from './define-commands.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts'
import { type Io, wantsColour } from './io.ts'
import { misuse } from './misuse.ts'
import { annotateEnd, type End } from './output/end-annotations.ts'
import { logOutput } from './output/log-output.ts'
import { say } from './output/say.ts'

/**
 * The command line as a function.
 *
 * @param argv without the program's name.
 * @returns the exit code; nothing is thrown.
 */
export async function runCli(argv: readonly string[], world: Io): Promise<ExitCode> {
  const end: End = { reasons: [], annotated: false }
  const io = withLogOutputs(world, end)
  const exitCode = await runCommand(argv, io)
  const command = /^[a-z][a-z-]*$/.exec(argv.find((word) => !word.startsWith('-')) ?? '')?.[0] ?? ''
  annotateEnd(command, exitCode, end, io)
  return exitCode
}

// --- internal ---

async function runCommand(argv: readonly string[], io: Io & { end: End }): Promise<ExitCode> {
  const because = (message: string) => io.end.reasons.push({ message })
  let exitCode: ExitCode = exitCodes.good
  const program = new Command('ikctl')
  program
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns || 80,
      getErrHelpWidth: () => io.stderr.columns || 80,
      getOutHasColors: () => wantsColour(io, io.stdout),
      getErrHasColors: () => wantsColour(io, io.stderr),
    })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
  defineCommands(program, io, (code) => {
    exitCode = code
  })
  throwMisuse(program)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.good : exitCodes.usage
    }
    if (error instanceof IkctlError) {
      because(error.message)
      say(`ikctl: ${error.message}\n`, io.stderr)
      return exitCodeOf(error)
    }
    if (isInterruption(error, io.signal)) {
      because('interrupted: nothing is proven')
      io.stderr.write('ikctl: interrupted: nothing is proven\n')
      return exitCodes.incomplete
    }
    if (isFileFailure(error)) {
      const file = error.path === undefined ? 'a file' : error.path
      because(`cannot use ${file}: ${failureReason(error)}`)
      say(`ikctl: cannot use ${file}: ${failureReason(error)}\n`, io.stderr)
      return exitCodes.usage
    }
    // Only the stack: an unknown error's other members may hold anything.
    const stack = error instanceof Error ? (error.stack ?? error.message) : 'an unknown error'
    io.stderr.write(`ikctl: this is a bug in ikctl, please report it\n${stack}\n`)
    return exitCodes.bug
  }
}

/** All that a command writes goes through here. */
function withLogOutputs(world: Io, end: End): Io & { end: End } {
  const added = { stdout: logOutput(world.stdout), stderr: logOutput(world.stderr), end }
  // Not copied: anyone who looks at the signal begins to handle it.
  return Object.create(world, Object.getOwnPropertyDescriptors(added)) as Io & { end: End }
}

/** Help that was asked for, or is all that can be said, ends as commander's own error. */
function throwMisuse(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 || error.code === 'commander.help' ? error : misuse(command, error)
  })
  for (const child of command.commands) throwMisuse(child)
}

/** What `AbortSignal.throwIfAborted` throws, and what Azure's clients make of it. */
function isInterruption(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError')
}
