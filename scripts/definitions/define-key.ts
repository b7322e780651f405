import type { Command } from 'commander'
import { collect, format, options } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineKey(program: Command, io: Io, done: Done): void {
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
      const { keyListCommand } = await import('../commands/key-list.ts')
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
      const { keyPublicCommand } = await import('../commands/key-public.ts')
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
      const { keyImportCommand } = await import('../commands/key-import.ts')
      done(await keyImportCommand(environment, id, options(command, io), io))
    })
  key
    .command('sync')
    .summary("make the vault's enabled flags and tags follow the YAML")
    .description(
      'Shows where the enabled flags and tags of the vault keys differ from the YAML; with --yes makes them follow. To be run after the deployment, by the rotator identity, in the deployed commit or a newer one.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--yes', 'write; without it nothing is changed')
    .option(
      '--deployed <commit>',
      'the stack\'s output "commit"; without it Pulumi is asked for it',
    )
    .option('--disable-legacy', 'disable imported keys of tenants that are no longer migrating')
    .option('--enable <id>', 'enable the disabled key of this key pair; may be repeated', collect)
    .action(async (environment: string, _, command: Command) => {
      const { keySyncCommand } = await import('../commands/key-sync.ts')
      done(await keySyncCommand(environment, options(command, io), io))
    })
  key
    .command('evidence')
    .summary('the public half of the evidence key, for pull requests to verify with')
    .description(
      'Writes config/<environment>/evidence/evidence.pem: the public half of the key in the settings vault that signs evidence. Another key that is there already is not replaced without --replace. Reads the vault only.',
    )
    .argument('<environment>', 'folder below config/')
    .option('--replace', 'write it over another key')
    .action(async (environment: string, _, command: Command) => {
      const { keyEvidenceCommand } = await import('../commands/key-evidence.ts')
      done(await keyEvidenceCommand(environment, options(command, io), io))
    })
  key
    .command('client-secret')
    .summary('a client secret into the vault, for apps that use Authorization Code Grant')
    .description(
      'Reads a client secret from standard input (nothing is shown at a terminal), puts it into the signing vault, and declares it in integration.yaml as the active one; the one that was becomes retiring. The value goes nowhere else. Without an id: the month. The identity needs the importer role.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('[id]', 'client secret id')
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { keySecretCommand } = await import('../commands/key-secret.ts')
      const { clientSecret } = await import('../../src/vault-secrets/secret-kind.ts')
      done(await keySecretCommand(clientSecret, environment, id, options(command, io), io))
    })
  key
    .command('hmac')
    .summary('an HMAC key of Docusign Connect into the vault, for webhooks')
    .description(
      'Reads an HMAC key from standard input (nothing is shown at a terminal), puts it into the signing vault, and declares it below "webhooks" in integration.yaml as the active one; the one that was becomes retiring. The value goes nowhere else. Without an id: the month. The identity needs the importer role.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('[id]', 'HMAC key id')
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { keySecretCommand } = await import('../commands/key-secret.ts')
      const { hmacKey } = await import('../../src/vault-secrets/secret-kind.ts')
      done(await keySecretCommand(hmacKey, environment, id, options(command, io), io))
    })
}
