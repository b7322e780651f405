import type { ExitCode } from '../../scripts/exit-codes.ts'
import { runCli } from '../../scripts/run-cli.ts'

/** The clock of all plans in tests. */
export const now = Date.parse('2026-11-20T12:00:00Z')

export interface PlanRun {
  code: ExitCode
  stdout: string
  stderr: string
}

/** `ikctl plan ...` as a function, with a fixed clock. */
export async function runPlan(folder: string, ...args: string[]): Promise<PlanRun> {
  let stdout = ''
  let stderr = ''
  const code = await runCli(['-C', folder, 'plan', ...args], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    cwd: folder,
    now: () => now,
    signal: new AbortController().signal,
    readStdin: async () => Buffer.alloc(0),
  })
  return { code, stdout, stderr }
}
