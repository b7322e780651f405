import { spawn } from 'node:child_process'
import { processResult } from '../../../tools/rehearse/process-result.ts'

/** Runs a program to its end; resolves to what it printed, rejects with what it complained about. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env } })
  const { code, stdout, stderr } = await processResult(child)
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}
