import { spawnSync } from 'node:child_process'

/** Whether a program can be run; says in one line what is skipped when it is not there. */
export function hasProgram(program: string, tests: string): boolean {
  if (spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0) return true
  process.stderr.write(`skipped: ${tests}: "${program}" is not there\n`)
  return false
}
