import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { version } from '../src/version.ts'
import type { SmokeCommandOptions } from './commands/smoke.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'

/**
 * Declares all commands. Their code is imported when they run, so that a start loads what it needs.
 *
 * @param done takes the exit code of the command that ran.
 */
export function defineCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .description('One Docusign integration key, many tenants, as code.')
    .version(version, '-V, --version', 'print the version')
    .option('-C <dir>', 'run as if started in <dir>', (dir) => resolve(io.cwd, dir))
    .addHelpText(
      'after',
      `
Exit codes:
  0   good
  1   problems found: findings, tenants that cannot log in, a refused step
  2   wrong usage or unusable input, also "nothing to check"
  3   the integration key itself fails, so every tenant is affected
  4   incomplete (network, clock, throttled, interrupted, deadline): nothing proven
  70  a bug in ikctl`,
    )

  program
    .command('validate')
    .summary('check the configuration: syntax, schema, rules')
    .description(
      'Checks everything below config/: every finding with its file, line and column, why it matters and how to mend it. Without a name all environments are reported.',
    )
    .argument('[environment...]', 'folders below config/')
    .option(...format('human, concise, json, sarif, github, gitlab, azure, junit, markdown'))
    .option('--max-warnings <n>', 'more warnings than this are exit code 1', wholeNumber)
    .addHelpText(
      'after',
      `
Examples:
  ikctl validate
  ikctl validate production --format json=findings.json
  ikctl -C ../contoso validate --max-warnings 0`,
    )
    .action(async (environments: string[], _, command: Command) => {
      const { validateCommand } = await import('./commands/validate.ts')
      done(validateCommand(environments, options(command, io), io))
    })

  program
    .command('plan')
    .summary('what a change means: for which tenant, how dangerous, what to do by hand')
    .description(
      "Compares the meaning of two revisions of an environment: tenants, users, redirect URIs, scopes, key pairs, policies. Refuses what would lock tenants out, judged by the base revision's limits, and lists the steps by hand in the management account. Reads Git's objects, changes nothing.",
    )
    .argument('<environment>', 'folder below config/')
    .requiredOption(
      '--base <revision>',
      'branch, tag or commit to compare with; "deployed": the commit of the last `pulumi up`',
    )
    .option('--head <revision>', 'compare this revision instead of the working tree')
    .option(...format('human, json, markdown'))
    .option('--redact', 'leave names and ids of tenants out; short hashes stand for them')
    .option('--allow-tenants-removed <n>', 'accept that <n> tenants go at once', wholeNumber)
    .option('--allow-tenants-moved <n>', 'accept that <n> tenants change at once', wholeNumber)
    .option('--allow-redirect-uris-removed <n>', 'accept that <n> redirect URIs go', wholeNumber)
    .option('--allow-integration-key-changed', 'accept another integration key in place')
    .option('--allow-platform-changed', 'accept another platform in place')
    .option('--allow-environment-removed', 'accept that the environment goes')
    .addHelpText(
      'after',
      `
No option lifts what the state machine of the key pairs refuses.

Examples:
  ikctl plan production --base origin/main
  ikctl plan production --base deployed --format json=plan.json
  ikctl plan production --base origin/main --format markdown=comment.md --redact`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { planCommand } = await import('./commands/plan.ts')
      done(await planCommand(environment, options(command, io), io))
    })

  program
    .command('smoke')
    .summary('log in as every live tenant user')
    .description(
      'Logs in as live tenant users, each with a freshly signed assertion, and checks user, account and base URI against the configuration. The canary user comes first; a user that does not exist must be refused, so that a good run proves something. On the platform "emulator" it starts the emulators it needs.',
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
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
      'logins at one time (default: 32; the emulators: 64)',
      positiveInteger,
    )
    .addOption(
      new Option('--depth <depth>', 'how much a login proves').choices(['token', 'userinfo']),
    )
    .option('--deadline <seconds>', 'end the run after this time', positive)
    .option(
      '--shard <i/n>',
      'only this part of the tenants, from 1; /n in a Kubernetes Indexed Job',
    )
    .option('--resume', 'go on where an interrupted run of the same configuration ended')
    .option('--compare <report>', 'an earlier report to compare with')
    .addOption(
      new Option('--fail-on <which>', 'what counts as failed').choices(['any', 'regressed']),
    )
    .option('--prove-offboarded', 'users of offboarded tenants must be refused')
    .option('--quiet', 'no progress')
    .option('--verbose', 'list the tenants that passed, too')
    .addHelpText(
      'after',
      `
The report is written to reports/<environment>.json in any case, and a journal
beside it from which --resume goes on. IKCTL_PRIVATE_KEY may hold the PEM instead
of --key-file.

Examples:
  ikctl smoke local
  ikctl smoke demo --key-file docusign.pem --tenant acme
  ikctl smoke production --sample 200 --format json=smoke.json
  ikctl smoke production --shard 3/16 --seed 7
  ikctl smoke production --candidate 2026-11`,
    )
    .action(async (environment: string, _, command: Command) => {
      const values = options<SmokeCommandOptions & { candidate?: string }>(command, io)
      const { candidate } = values
      if (candidate === undefined) {
        const { smokeCommand } = await import('./commands/smoke.ts')
        done(await smokeCommand(environment, values, io))
        return
      }
      const { smokeCandidateCommand } = await import('./commands/smoke-candidate.ts')
      done(await smokeCandidateCommand(environment, { ...values, candidate }, io))
    })

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
      const { mergeCommand } = await import('./commands/merge.ts')
      done(mergeCommand(reports, options(command, io), io))
    })

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
      const { consentCommand } = await import('./commands/consent.ts')
      done(await consentCommand(environment, tenant, options(command, io), io))
    })

  const key = program.command('key').summary('key pairs: public halves, vault against YAML')
  key
    .command('list')
    .summary('the key pairs of the YAML beside what the vault holds')
    .description(
      'Lists the declared key pairs beside what the signing vault holds. Reads only; exit code 1 when the vault contradicts the YAML.',
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .action(async (environment: string, _, command: Command) => {
      const { keyListCommand } = await import('./commands/key-list.ts')
      done(await keyListCommand(environment, options(command, io), io))
    })
  key
    .command('public')
    .summary('the public half to upload to Docusign')
    .description(
      'Prints the public half of a key pair (PEM) to standard output, and beside it what to do with it. Without an id: the pending key pair, else the active one.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('[id]', 'key pair id')
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { keyPublicCommand } = await import('./commands/key-public.ts')
      done(await keyPublicCommand(environment, id, options(command, io), io))
    })

  key
    .command('import')
    .summary('a private key that Docusign made into the vault')
    .description(
      'Puts the private key of a declared key pair of origin "docusign" into the signing vault, once: as a key that may only sign and never leaves, or as a PEM secret. A name that is taken is refused. The identity needs the importer role.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('<id>', 'key pair id')
    .option('--file <pem>', 'the private key; without it, standard input is read and not shown')
    .action(async (environment: string, id: string, _, command: Command) => {
      const { keyImportCommand } = await import('./commands/key-import.ts')
      done(await keyImportCommand(environment, id, options(command, io), io))
    })
  key
    .command('sync')
    .summary("make the vault's enabled flags and tags follow the YAML")
    .description(
      'Shows where the enabled flags and tags of the vault keys differ from the YAML; with --yes makes them follow. To be run after the merge, by the rotator identity.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--yes', 'write; without it nothing is changed')
    .action(async (environment: string, _, command: Command) => {
      const { keySyncCommand } = await import('./commands/key-sync.ts')
      done(await keySyncCommand(environment, options(command, io), io))
    })

  program
    .command('drift')
    .summary('YAML against vault, published settings and Docusign')
    .description(
      "Compares the YAML with the signing vault (versions, flags, operations, what nobody declared), the published settings, the logins of a sample, and Docusign's list of redirect URIs as far as its pages tell. Reads only. Exit code 1 when something differs, 4 when something could not be read.",
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .option('--sample <n>', 'tenants that log in, or "all" (default: 20)', sampleSize)
    .action(async (environment: string, _, command: Command) => {
      const { driftCommand } = await import('./commands/drift.ts')
      done(await driftCommand(environment, options(command, io), io))
    })

  defineRotate(program, io, done)

  program
    .command('emulate')
    .summary('Docusign and Azure on loopback, in the foreground')
    .description(
      'Runs the emulators of an environment with "platform: emulator" until Ctrl-C: Docusign\'s OAuth server, the two vaults and a token authority. Other commands use them when IKCTL_EMULATORS names a file with the output of --format json.',
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .addHelpText(
      'after',
      `
Example:
  ikctl emulate local --format json=emulators.json &
  IKCTL_EMULATORS=emulators.json ikctl smoke local`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { emulateCommand } = await import('./commands/emulate.ts')
      done(await emulateCommand(environment, options(command, io), io))
    })
}

// --- internal ---

function defineRotate(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const rotate = program
    .command('rotate')
    .summary('move a key pair through its states')
    .description(
      'Moves key pairs through their states by editing key-pairs.yaml; comments and layout stay. Nothing in a vault is changed. Each verb can be run again, refuses a wrong step with the way forward, and prints what comes next. docs/rotation.md tells the whole way.',
    )
    .addHelpText(
      'after',
      `
A planned rotation:
  ikctl rotate start production            declares it; merge, then pulumi up makes the key
  ikctl rotate stage production            says what to upload to Docusign
  ikctl rotate stage production --docusign-id 3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d
  ikctl smoke production --candidate 2026-11
  ikctl rotate promote production          merge, then pulumi up publishes the settings
  ikctl rotate retire production           after the overlap, and its deletion at Docusign`,
    )
  const verb = (name: string, summary: string, description: string, id: '<id>' | '[id]') =>
    rotate
      .command(name)
      .summary(summary)
      .description(description)
      .argument('<environment>', 'folder below config/')
      .argument(id, 'key pair id')
      .option('--dry-run', 'print the change as a diff, write nothing')

  rotate
    .command('status')
    .summary('where the rotation stands, and what comes next')
    .description(
      'Lists the key pairs, what comes next, and what is overdue; exit code 1 when something is.',
    )
    .argument('<environment>', 'folder below config/')
    .option(...format('human, json'))
    .action(async (environment: string, _, command: Command) => {
      const { rotateStatusCommand } = await import('./commands/rotate-status.ts')
      done(rotateStatusCommand(environment, options(command, io), io))
    })
  verb(
    'start',
    'declare a new key pair',
    'Declares a new key pair. Without an id it is named after the month.',
    '[id]',
  )
    .addOption(
      new Option('--origin <origin>', 'who makes it')
        .choices(['vault', 'docusign'])
        .default('vault'),
    )
    .addOption(
      new Option('--custody <custody>', 'key: signs inside the vault; secret: a PEM').choices([
        'key',
        'secret',
      ]),
    )
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotateStartCommand } = await import('./commands/rotate-start.ts')
      done(rotateStartCommand(environment, id, options(command, io), io))
    })
  verb(
    'stage',
    'record the key, then prove that Docusign accepts it',
    'Records version, thumbprint and public half of the key that the vault has made, and says what to upload where. Run again with the id that Docusign shows, the canary user logs in with it; only then it is staged. Needs an identity that may sign with the key.',
    '[id]',
  )
    .option('--docusign-id <guid>', 'the key pair id that Apps and Keys shows after the upload')
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotateStageCommand } = await import('./commands/rotate-stage.ts')
      done(await rotateStageCommand(environment, id, options(command, io), io))
    })
  verb(
    'promote',
    'let the staged key pair sign',
    'Swaps the key pair that signs. Needs the evidence of `ikctl smoke --candidate`; for the very first key pair, the canary user has to log in instead.',
    '[id]',
  ).action(async (environment: string, id: string | undefined, _, command: Command) => {
    const { rotatePromoteCommand } = await import('./commands/rotate-promote.ts')
    done(await rotatePromoteCommand(environment, id, options(command, io), io))
  })
  verb(
    'rollback',
    'let the replaced key pair sign again',
    'Swaps back to the key pair that was replaced. Needs no evidence: it is the way out.',
    '[id]',
  ).action(async (environment: string, id: string | undefined, _, command: Command) => {
    const { rotateRollbackCommand } = await import('./commands/rotate-rollback.ts')
    done(rotateRollbackCommand(environment, id, options(command, io), io))
  })
  verb(
    'retire',
    'prove that Docusign refuses a key pair',
    'After the overlap, and after the key pair was deleted at Docusign by hand: tries it several times, each time after the active one was accepted, and signs the proof into evidence/. Needs an identity that may sign with both keys and with the evidence key.',
    '[id]',
  )
    .option(
      '--published-at <time>',
      'when the new settings were published, where no settings vault knows it (UTC)',
    )
    .option('--attempts <n>', 'how often Docusign has to refuse it', positiveInteger, 5)
    .option('--interval <seconds>', 'between two attempts', notNegative, 5)
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotateRetireCommand } = await import('./commands/rotate-retire.ts')
      done(await rotateRetireCommand(environment, id, options(command, io), io))
    })
  verb(
    'withdraw',
    'take back a staged key pair',
    'Takes back a key pair that does not sign: staged becomes pending. With --remove, the entry of a pending or retired key pair is deleted.',
    '<id>',
  )
    .option('--remove', 'delete the entry')
    .action(async (environment: string, id: string, _, command: Command) => {
      const { rotateWithdrawCommand } = await import('./commands/rotate-withdraw.ts')
      done(rotateWithdrawCommand(environment, id, options(command, io), io))
    })
  verb(
    'compromise',
    'declare a key pair compromised',
    'Declares a key pair compromised. When it is the active one, the standby signs from the same change on; without a standby see docs/emergency.md.',
    '<id>',
  )
    .option('--reason <text>', 'what happened; needed')
    .action(async (environment: string, id: string, _, command: Command) => {
      const { rotateCompromiseCommand } = await import('./commands/rotate-compromise.ts')
      done(rotateCompromiseCommand(environment, id, options(command, io), io))
    })
  verb(
    'adopt',
    'take in a key pair that is in production already',
    'Takes in a key pair that exists: a vault key, or a PEM in a vault secret, under any name.',
    '<id>',
  )
    .requiredOption('--key <id>', 'id of the vault key or secret, with its version')
    .addOption(
      new Option('--state <state>', 'what it is (default: active, if no other is)').choices([
        'active',
        'staged',
        'retiring',
      ]),
    )
    .addOption(
      new Option('--origin <origin>', 'who made it (default: docusign for a secret)').choices([
        'vault',
        'docusign',
      ]),
    )
    .option('--docusign-id <guid>', 'the key pair id that Apps and Keys shows')
    .option('--since <time>', 'since when it is in that state (UTC); default: now')
    .option('--public-key <pem>', 'file with the public half, instead of asking the vault')
    .action(async (environment: string, id: string, _, command: Command) => {
      const { rotateAdoptCommand } = await import('./commands/rotate-adopt.ts')
      done(await rotateAdoptCommand(environment, id, options(command, io), io))
    })
}

/** All options, with `-C` under its own name. */
function options<T extends object>(command: Command, io: Io): T {
  const values = command.optsWithGlobals<T & { C?: string }>()
  return { format: [], ...values, directory: values.C ?? io.cwd }
}

function format(names: string): [string, string, typeof collect] {
  return ['--format <name[=file]>', `${names}; several at once, all but one to a file`, collect]
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function collectLabel(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be of the form name=value.')
  }
  return { ...before, [name]: value }
}

function sampleSize(text: string): number | 'all' {
  return text === 'all' ? text : positiveInteger(text)
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && number < 1e9)) throw new InvalidArgumentError('It must be a positive number.')
  return number
}

function positiveInteger(text: string): number {
  const number = wholeNumber(text)
  if (number === 0) throw new InvalidArgumentError('It must be at least 1.')
  return number
}

function notNegative(text: string): number {
  if (!/^\d{1,6}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number.')
  return Number(text)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
