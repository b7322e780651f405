import type { Command } from 'commander'
import { ruleInfos } from '../../src/rules/registry.ts'
import { completionCore } from '../completion/completion-core.ts'
import { completionScripts } from '../completion/completion-scripts.ts'
import { completionTable } from '../completion/completion-table.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** Prints the completion of a shell, made from the declarations of all commands. */
export function completionCommand(
  shell: keyof typeof completionScripts,
  program: Command,
  io: Io,
): ExitCode {
  const rules = [...ruleInfos].map(([name, { summary }]) => ({ name, description: summary }))
  io.stdout.write(completionScripts[shell](completionCore(completionTable(program, rules))))
  return exitCodes.good
}
