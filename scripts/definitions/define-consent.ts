import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { format, options } from '../option-values.ts'
import type { Done } from './done.ts'

export function defineConsent(program: Command, io: Io, done: Done): void {
  program
    .command('consent')
    .summary('consent links for the users of tenants')
    .description(
      "Prints the link at which a tenant's user lets the integration key act for it. Without a tenant, for all live and onboarding ones.",
    )
    .argument('<environment>', 'folder below config/')
    .argument('[tenant]', 'tenant id')
    .option(...format('human, json'))
    .action(async (environment: string, tenant: string | undefined, _, command: Command) => {
      const { consentCommand } = await import('../commands/consent.ts')
      done(await consentCommand(environment, tenant, options(command, io), io))
    })
}
