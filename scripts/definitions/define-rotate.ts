import { type Command, Option } from 'commander'
import { collect, format, notNegative, options, positiveInteger } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineRotate(program: Command, io: Io, done: Done): void {
  const rotate = program
    .command('rotate')
    .summary('move a key pair through its states')
    .description(
      'Moves key pairs through their states by editing key-pairs.yaml; comments and layout stay. Nothing in a vault is changed. Each verb can be run again, says what to do instead of a wrong step, and prints what comes next. docs/rotation.md describes the whole way.',
    )
    .addHelpText(
      'after',
      `
A planned rotation:
  ikctl rotate start production        declares it; then pulumi up makes the key
  ikctl rotate stage production        says what to upload to Docusign
  ikctl rotate stage production --docusign-id <id shown there>
  ikctl smoke production --candidate 2026-11
  ikctl rotate promote production      then pulumi up publishes the settings
  ikctl rotate retire production       when it is deleted at Docusign
Each step's change is merged before the next one.`,
    )
  const allowUnproven = [
    '--allow-unproven-key-pair <id>',
    'go on without a proof that cannot be had; the pull request needs this as a label',
    collect,
  ] as const
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
      const { rotateStatusCommand } = await import('../commands/rotate-status.ts')
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
      const { rotateStartCommand } = await import('../commands/rotate-start.ts')
      done(await rotateStartCommand(environment, id, options(command, io), io))
    })
  verb(
    'stage',
    'record the key, then prove that Docusign accepts it',
    'Records version, thumbprint and public half of the key that the vault has made, and says what to upload where. Run again with the id that Docusign shows, the canary user logs in with it; only then it is staged. Needs an identity that may sign with the key.',
    '[id]',
  )
    .option('--docusign-id <guid>', 'the key pair id that Docusign shows after the upload')
    .option(...allowUnproven)
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotateStageCommand } = await import('../commands/rotate-stage.ts')
      done(await rotateStageCommand(environment, id, options(command, io), io))
    })
  verb(
    'promote',
    'let the staged key pair sign',
    'Swaps the key pair that signs. Needs the evidence of `ikctl smoke --candidate`; for the very first key pair, the canary user has to log in instead.',
    '[id]',
  )
    .option(...allowUnproven)
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotatePromoteCommand } = await import('../commands/rotate-promote.ts')
      done(await rotatePromoteCommand(environment, id, options(command, io), io))
    })
  verb(
    'rollback',
    'let the replaced key pair sign again',
    'Swaps back to the key pair that was replaced, after a login of the canary user with it: somebody may have deleted it at Docusign. Needs an identity that may sign with it and with the evidence key.',
    '[id]',
  )
    .option(...allowUnproven)
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { rotateRollbackCommand } = await import('../commands/rotate-rollback.ts')
      done(await rotateRollbackCommand(environment, id, options(command, io), io))
    })
  verb(
    'prove',
    'prove that Docusign accepts a key pair',
    'Logs in as the canary user with a staged, active or retiring key pair and signs the proof into evidence/. States stay as they are. For a proof that got too old, or whose evidence key was replaced. Needs an identity that may sign with both.',
    '<id>',
  ).action(async (environment: string, id: string, _, command: Command) => {
    const { rotateProveCommand } = await import('../commands/rotate-prove.ts')
    done(await rotateProveCommand(environment, id, options(command, io), io))
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
      const { rotateRetireCommand } = await import('../commands/rotate-retire.ts')
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
      const { rotateWithdrawCommand } = await import('../commands/rotate-withdraw.ts')
      done(await rotateWithdrawCommand(environment, id, options(command, io), io))
    })
  verb(
    'compromise',
    'declare a key pair compromised',
    'Declares a key pair compromised. When it is the active one, the standby signs from the same change on; without a standby see docs/emergency.md.',
    '<id>',
  )
    .option('--reason <text>', 'what happened; needed')
    .option(...allowUnproven)
    .action(async (environment: string, id: string, _, command: Command) => {
      const { rotateCompromiseCommand } = await import('../commands/rotate-compromise.ts')
      done(await rotateCompromiseCommand(environment, id, options(command, io), io))
    })
  verb(
    'adopt',
    'take in a key pair that is in production already',
    'Takes in a key pair that exists: a vault key, or a PEM in a vault secret, under any name. The canary user logs in with it first, unless --public-key says that the vault is not asked.',
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
    .option('--docusign-id <guid>', 'the key pair id that Docusign shows')
    .option('--since <time>', 'since when it is in that state (UTC); default: now')
    .option('--public-key <pem>', 'file with the public half, instead of asking the vault')
    .option(...allowUnproven)
    .action(async (environment: string, id: string, _, command: Command) => {
      const { rotateAdoptCommand } = await import('../commands/rotate-adopt.ts')
      done(await rotateAdoptCommand(environment, id, options(command, io), io))
    })
}
