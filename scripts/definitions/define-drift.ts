import type { Command } from 'commander'
import { format, options, sampleSize } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineDrift(program: Command, io: Io, done: Done): void {
  program
    .command('drift')
    .summary('YAML against vault, published settings and Docusign')
    .description(
      "Compares the YAML with the signing vault (versions, flags, operations, what nobody declared), the evidence key (its committed half with the settings vault), the published settings, the logins of a sample, the webhooks of its accounts where they are declared, and Docusign's list of redirect URIs as far as its pages show it; and what the policy of the rotation asks for by now. Reads only. Exit code 1 when something differs or is overdue, 4 when something could not be read.",
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .option('--sample <n>', 'tenants that log in, or "all" (default: 20)', sampleSize)
    .action(async (environment: string, _, command: Command) => {
      const { driftCommand } = await import('../commands/drift.ts')
      done(await driftCommand(environment, options(command, io), io))
    })
}
