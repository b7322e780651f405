import { type Command, Option } from 'commander'
import type { SmokeCommandOptions } from '../commands/smoke.ts'
import {
  collect,
  collectLabel,
  options,
  positive,
  positiveInteger,
  refuseOptions,
  sampleSize,
  wholeNumber,
} from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'
import { reportOptions } from './report-options.ts'

export function defineSmoke(program: Command, io: Io, done: Done): void {
  const command = program
    .command('smoke')
    .summary('log in as every live tenant user')
    .description(
      'Logs in as live tenant users, each with a freshly signed assertion, and checks user, account and base URI against the configuration. The canary user comes first; a user that does not exist must be refused, so that a good run proves something. On the platform "emulator" it starts the emulators it needs.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--candidate <id>', 'compare this key pair with the active one; writes evidence')
    .option(
      '--key-file <pem>',
      'sign with this private key instead of the vault; - reads standard input',
    )
    .option('--tenant <id>', 'only this tenant; may be repeated', collect)
    .option('--label <name=value>', 'only tenants with this label; may be repeated', collectLabel)
    .option('--sample <n>', 'a stratified sample of this many tenants, or "all"', sampleSize)
    .option('--seed <n>', 'of the sample and the order: the same seed, the same run', wholeNumber)
    .option(
      '--rate <n>',
      'logins started per second (default: 15; the emulators: no limit)',
      positive,
    )
    .option(
      '--concurrency <n>',
      'logins at one time (default: 32; the emulators: 16)',
      positiveInteger,
    )
    .addOption(
      new Option(
        '--depth <depth>',
        'what proves a login: an access token; user, account and base URI as well (default); account and user read through the REST API as well: both must be able to send; the webhooks of the account, which must be as declared',
      ).choices(['token', 'userinfo', 'account', 'connect']),
    )
    .option('--deadline <seconds>', 'end the run after this time', positive)
    .option(
      '--shard <i/n>',
      'only this part of the tenants, from 1; /n in a Kubernetes Indexed Job',
    )
    .option(
      '--resume',
      'continue an interrupted run of the same configuration; start a new one if it had ended',
    )
    .option(
      '--cutover',
      'prove which migrating tenants can log in with the shared key, and write the proof',
    )
    .option('--prove-offboarded', 'users of offboarded tenants must be refused')
    .option('--quiet', 'no progress')
  reportOptions(command)
    .addHelpText(
      'after',
      `
The report is written to reports/<environment>.json in any case, and a journal
beside it from which --resume goes on. IKCTL_PRIVATE_KEY may hold the PEM
instead of --key-file.

Examples:
  ikctl smoke local
  ikctl smoke demo --key-file docusign.pem --tenant acme
  ikctl smoke production --sample 200 --format json=smoke.json
  ikctl smoke production --shard 3/16 --seed 7
  ikctl smoke production --candidate 2026-11`,
    )
    .action(async (environment: string, _, command: Command) => {
      const values = options<SmokeCommandOptions & { candidate?: string; cutover?: boolean }>(
        command,
        io,
      )
      const { candidate, cutover, directory } = values
      const { requireFolder } = await import('../environment/require-environments.ts')
      // The parts of a run are many: a mistyped name does not wait for them.
      requireFolder(environment, directory)
      if (cutover) {
        refuseOptions(command, cutoverOptions, '--cutover')
        const { smokeCutoverCommand } = await import('../commands/smoke-cutover.ts')
        done(await smokeCutoverCommand(environment, values, io))
        return
      }
      if (candidate === undefined) {
        const { smokeCommand } = await import('../commands/smoke.ts')
        done(await smokeCommand(environment, values, io))
        return
      }
      refuseOptions(command, candidateOptions, '--candidate')
      const { smokeCandidateCommand } = await import('../commands/smoke-candidate.ts')
      done(await smokeCandidateCommand(environment, { ...values, candidate }, io))
    })
}

// --- internal ---

/** A proof of a cut-over is about all migrating tenants. */
const cutoverOptions = ['cutover', 'rate', 'concurrency', 'redact', 'quiet']

/** What a comparison of two key pairs takes; evidence is about all that its policy asks for. */
const candidateOptions = ['candidate', 'sample', 'seed', 'rate', 'concurrency', 'redact', 'quiet']
