import { UsageError } from '../../scripts/exit-codes.ts'
import type { Io, Prompt } from '../../scripts/io.ts'
import { runCli } from '../../scripts/run-cli.ts'
import type { Run } from './run-ikctl.ts'

/** Runs a command in this process: fast, and with a clock of its own. */
export async function runInProcess(
  args: readonly string[],
  {
    cwd,
    env = {},
    now = Date.now,
    stdin = '',
    answers,
    signal = new AbortController().signal,
    onStdout,
    columns,
    run: runProgram,
  }: {
    cwd: string
    env?: Record<string, string>
    now?: () => number
    stdin?: string
    /** What is typed at the terminal, line by line; absent: there is none. */
    answers?: string[]
    /** What SIGINT and SIGTERM abort. */
    signal?: AbortSignal
    /** Sees standard output while the command runs. */
    onStdout?: (text: string) => void
    /** Width of the terminal; absent: both outputs are none. */
    columns?: number
    /** Stands in for other programs; absent: none is installed. */
    run?: NonNullable<Io['run']>
  },
): Promise<Run> {
  const run: Run = { code: null, stdout: '', stderr: '' }
  const typed = answers && [...answers]
  const terminal = columns === undefined ? {} : { isTTY: true, columns }
  const io: Io = {
    stdout: {
      ...terminal,
      write(text) {
        run.stdout += text
        onStdout?.(text)
      },
    },
    stderr: {
      ...terminal,
      write(text) {
        run.stderr += text
      },
    },
    env: { NO_COLOR: '1', ...env },
    cwd,
    now,
    signal,
    ...(runProgram !== undefined && { run: runProgram }),
    readStdin: async () => Buffer.from(stdin),
    ...(typed !== undefined && { openPrompt: async () => typing(typed, run) }),
  }
  run.code = await runCli(args, io)
  return run
}

// --- internal ---

/** Somebody at a terminal, who stops when there is nothing left to say. */
function typing(left: string[], run: Run): Prompt {
  return {
    async ask(question) {
      const answer = left.shift()
      run.stderr += `${question}${answer ?? ''}\n`
      if (answer === undefined) throw new UsageError('stopped: nothing was written')
      return answer
    },
    close() {},
  }
}
