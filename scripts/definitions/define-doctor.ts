import type { Command } from 'commander'
import { format, options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineDoctor(program: Command, io: Io, done: Done): void {
  program
    .command('doctor')
    .summary('why a login does not work, step by step')
    .description(
      'Goes through everything that a login needs, from name resolution to the API, each step with its own verdict; the first that fails explains the rest. Lists the accounts that the login sees. Reads only. Exit code 1 when something of the tenant fails, 3 when the integration key, the key pair or the signature does, 4 when the way there does.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('[tenant]', 'its user logs in; without it, the canary user')
    .option('--role <role>', 'the user of the tenant with this role (default: "default")')
    .option('--key-file <pem>', 'sign with this PEM instead of the vault\'s key; "-" reads it')
    .option(...format('human, json'))
    .action(async (environment: string, tenant: string | undefined, _, command: Command) => {
      const { doctorCommand } = await import('../commands/doctor.ts')
      done(await doctorCommand(environment, tenant, options(command, io), io))
    })
}
