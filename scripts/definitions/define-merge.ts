import type { Command } from 'commander'
import { options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'
import { reportOptions } from './report-options.ts'

export function defineMerge(program: Command, io: Io, done: Done): void {
  const command = program
    .command('merge')
    .summary('the reports of all shards into one')
    .description(
      'Makes one report of those of all shards of a run, the same whatever their order. Reports that do not belong together and missing shards are refused.',
    )
    .argument('<report...>', 'reports of ikctl smoke --shard')
    .option('--partial', 'when shards are missing, an incomplete report instead of a refusal')
  reportOptions(command).action(async (reports: string[], _, command: Command) => {
    const { mergeCommand } = await import('../commands/merge.ts')
    done(mergeCommand(reports, options(command, io), io))
  })
}
