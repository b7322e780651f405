import { loadEnvironment } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { type Io, type Prompt, wantsColour } from '../io.ts'
import { RehearsalFailed } from '../rehearsal/rehearsal-failed.ts'
import { estimateSeconds, rehearseEnvironment } from '../rehearsal/rehearse-environment.ts'
import { createTeller } from '../rehearsal/teller.ts'

export interface RehearseCommandOptions {
  directory: string
  steps?: boolean
}

/** Rehearses a rotation and an emergency of an environment on emulators. */
export async function rehearseCommand(
  name: string,
  { directory, steps = false }: RehearseCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, directory, io)
  const prompt = steps ? await openPrompt(io) : undefined
  const tell = createTeller((text) => io.stdout.write(text), wantsColour(io, io.stdout), {
    progress: io.stderr.isTTY ? () => countSeconds(io) : undefined,
    pause:
      prompt &&
      (async (title) => {
        await prompt.ask(`\nNext: ${title}. Enter goes on, Ctrl-C ends: `)
      }),
  })
  const estimate = estimateSeconds(environment)
  tell.lines([
    `This takes about ${estimate < 60 ? `${estimate} s` : `${Math.ceil(estimate / 60)} min`}.`,
    '',
  ])
  try {
    const { commands, seconds } = await rehearseEnvironment(environment, { directory, tell, io })
    tell.lines(['', `passed: all ${commands.length} commands did what they must, in ${seconds} s`])
    return exitCodes.good
  } catch (error) {
    // A command that was interrupted did not do what it must.
    io.signal.throwIfAborted()
    if (!(error instanceof RehearsalFailed)) throw error
    io.stderr.write(`\nfailed: ${error.message}\n`)
    return exitCodes.problems
  } finally {
    prompt?.close()
  }
}

// --- internal ---

async function openPrompt(io: Io): Promise<Prompt> {
  const prompt = await io.openPrompt?.()
  if (prompt !== undefined) return prompt
  throw new UsageError('--steps waits for Enter before each step, which takes a terminal')
}

/** Shows that a command still runs. */
function countSeconds({ stderr }: Io): () => void {
  const startedAt = performance.now()
  const timer = setInterval(() => {
    stderr.write(`\r      ${Math.round((performance.now() - startedAt) / 1000)} s `)
  }, 1_000)
  return () => {
    clearInterval(timer)
    stderr.write('\r\u001b[K')
  }
}
