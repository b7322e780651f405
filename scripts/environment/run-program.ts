import { spawnSync } from 'node:child_process'
import type { ProgramResult } from '../../src/plan/deployed-commit.ts'
import type { Io } from '../io.ts'

/** Runs programs in the start folder, with the environment variables of the command. */
export function runProgram(directory: string, { env }: Io) {
  return (program: string, args: readonly string[]): ProgramResult =>
    spawnSync(program, args, { cwd: directory, env: { ...env }, encoding: 'utf8' })
}
