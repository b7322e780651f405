import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { format, options } from '../option-values.ts'
import type { Done } from './done.ts'

export function defineMerge(program: Command, io: Io, done: Done): void {
  program
    .command('merge')
    .summary('the reports of all shards into one')
    .description(
      'Makes one report of those of all shards of a run, the same whatever their order. Reports that do not belong together and missing shards are refused.',
    )
    .argument('<report...>', 'reports of ikctl smoke --shard')
    .option(...format('human, json'))
    .option('--partial', 'when shards are missing, an incomplete report instead of a refusal')
    .option('--verbose', 'list the tenants that passed, too')
    .action(async (reports: string[], _, command: Command) => {
      const { mergeCommand } = await import('../commands/merge.ts')
      done(mergeCommand(reports, options(command, io), io))
    })
}
