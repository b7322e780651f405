import { type Command, InvalidArgumentError } from 'commander'
import { parseDuration } from '../../src/config/duration.ts'
import type { ConsentVerifyOptions } from '../commands/consent-verify.ts'
import { exitCodes } from '../exit-codes.ts'
import { format, options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineConsent(program: Command, io: Io, done: Done): void {
  const consent = program
    .command('consent')
    .summary('consent links for the users of tenants, and their answers')
    .description(
      "Prints the link at which a tenant's user lets the integration key act for it. Without a tenant, for all that are live, onboarding or migrating. With a key for states (--state-key, or its text in IKCTL_STATE_KEY) each user gets a link that expires, whose answer `ikctl consent verify` knows again.",
    )
    .argument('<environment>', 'folder below config/')
    .argument('[tenant]', 'tenant id')
    .option('--role <role>', 'only users with this role in the product')
    .option(
      '--organization',
      "one link for an administrator of the tenant's organization, who consents for all its users",
    )
    .option('--migrating', 'only users of migrating tenants')
    .option(
      '--waiting <report>',
      'only users who could not log in with the shared key in this smoke report',
    )
    .option('--open', 'open the link in the browser')
    .option(...stateKey)
    .option(
      '--expires <duration>',
      'how long a signed link can be followed (default: 7d)',
      duration,
    )
    .option(...format('human, csv, json'))
    .addHelpText(
      'after',
      `
Example:
  ikctl consent state-key > state.key      once; not to be committed
  ikctl consent production acme --state-key state.key
  ikctl consent verify production --state-key state.key --used used-states \\
    --state "https://app.contoso.example/docusign/consented?code=...&state=..."`,
    )
    .action(async (environment: string, tenant: string | undefined, _, command: Command) => {
      const { consentCommand } = await import('../commands/consent.ts')
      done(await consentCommand(environment, tenant, options(command, io), io))
    })
  consent
    .command('verify')
    .summary('whose link was answered, proven by a login')
    .description(
      'Checks the state that came back with the redirect: signature, expiry, integration key, and with --used that it was not used before. Says whose consent it is about, and logs in as that user: only that proves who was signed in.',
    )
    .argument('<environment>', 'folder below config/')
    .requiredOption('--state <state>', 'the state, or the whole address that the browser came to')
    .option(...stateKey)
    .option('--used <folder>', 'remembers which states were used')
    .option('--no-login', 'only check the state')
    .option('--key-file <pem>', 'log in with this private key instead of the vault')
    .action(async (environment: string, _, command: Command) => {
      const { consentVerifyCommand } = await import('../commands/consent-verify.ts')
      done(await consentVerifyCommand(environment, options<ConsentVerifyOptions>(command, io), io))
    })
  consent
    .command('state-key')
    .summary('a new key for states')
    .description(
      'Prints a new random key that signs the states of consent links. Keep it where secrets are kept; it is neither the key pair nor to be committed.',
    )
    .action(async () => {
      const { createStateKey } = await import('../../src/consent/state-key.ts')
      io.stdout.write(`${createStateKey()}\n`)
      done(exitCodes.good)
    })
}

// --- internal ---

const stateKey = [
  '--state-key <file>',
  'key that signs states; IKCTL_STATE_KEY may hold it instead',
] as const

function duration(text: string): string {
  try {
    parseDuration(text)
  } catch {
    throw new InvalidArgumentError('It must be a duration such as 24h or 7d.')
  }
  return text
}
