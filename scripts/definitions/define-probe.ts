import { type Command, Option } from 'commander'
import { duration, listenAddress, options, positiveInteger } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineProbe(program: Command, io: Io, done: Done): void {
  program
    .command('probe')
    .summary('log in all the time, with metrics for alerts')
    .description(
      'Runs until it is stopped. Each round logs in the canary, a user who must be refused, and a moving sample of live tenants that covers the fleet in a day. Serves /metrics (OpenMetrics) and /healthz, and logs one JSON line a round. Reads the configuration again for each round, so that it follows a rotation.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--every <time>', 'from the start of a round to the next', duration, 60_000)
    .option('--cover <time>', 'try every live tenant within this time', duration, 86_400_000)
    .option('--max-tenants <n>', 'try at most this many tenants in a round', positiveInteger, 50)
    .option(
      '--listen <host:port>',
      'serve /metrics and /healthz at this address',
      listenAddress,
      listenAddress('127.0.0.1:9464'),
    )
    .addOption(
      new Option('--depth <depth>', 'what proves a login (default: userinfo)').choices([
        'token',
        'userinfo',
        'account',
        'connect',
      ]),
    )
    .addHelpText(
      'after',
      `
Example:
  ikctl probe production --every 60s --listen 127.0.0.1:9464`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { probeCommand } = await import('../commands/probe.ts')
      done(await probeCommand(environment, options(command, io), io))
    })
}
