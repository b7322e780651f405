import type { Io } from '../../scripts/io.ts'
import { runCli } from '../../scripts/run-cli.ts'
import type { Run } from './run-ikctl.ts'

/** Runs a command in this process: fast, and with a clock of its own. */
export async function runInProcess(
  args: readonly string[],
  {
    cwd,
    env = {},
    now = Date.now,
  }: { cwd: string; env?: Record<string, string>; now?: () => number },
): Promise<Run> {
  const run: Run = { code: null, stdout: '', stderr: '' }
  const io: Io = {
    stdout: {
      write(text) {
        run.stdout += text
      },
    },
    stderr: {
      write(text) {
        run.stderr += text
      },
    },
    env: { NO_COLOR: '1', ...env },
    cwd,
    now,
    signal: new AbortController().signal,
    readStdin: async () => Buffer.alloc(0),
  }
  run.code = await runCli(args, io)
  return run
}
