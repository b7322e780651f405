import { type Command, Option } from 'commander'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import {
  collect,
  collectColumn,
  collectLabel,
  collectUser,
  options,
  wholeNumber,
} from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineTenant(program: Command, io: Io, done: Done): void {
  const tenant = program.command('tenant').summary("add tenants, follow the product's database")
  const statuses: TenantStatus[] = ['onboarding', 'live', 'suspended', 'offboarded']
  tenant
    .command('add')
    .summary('write the file of a new tenant')
    .description(
      'Writes the file of a new tenant, checked as `ikctl validate` would, and says what comes next. On a terminal, what is missing is asked for.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('[id]', "the tenant's id: the name of its file")
    .option('--name <name>', "the customer's name")
    .option('--account <guid>', "API account ID of the customer's Docusign account")
    .option('--find-account', 'log in as the user, who has consented, and take the account')
    .option(
      '--user <[role=]guid>',
      'user ID that the product impersonates; may be repeated with roles (default role: default)',
      collectUser,
    )
    .option('--label <name=value>', 'label to select tenants by; may be repeated', collectLabel)
    .option('--base-uri <uri>', "the account's base URI, checked at every login when given")
    .addOption(new Option('--status <status>', 'default: onboarding').choices(statuses))
    .option('--dry-run', 'print the file as a diff, write nothing')
    .addHelpText(
      'after',
      `
Example:
  ikctl tenant add production acme --name "Acme Corporation" \\
    --account 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10 \\
    --user 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c --label region=eu`,
    )
    .action(async (environment: string, id: string | undefined, _, command: Command) => {
      const { tenantAddCommand } = await import('../commands/tenant-add.ts')
      done(await tenantAddCommand(environment, id, options(command, io), io))
    })
  tenant
    .command('status')
    .summary('set the status of a tenant')
    .description(
      'Sets the status in the file of a tenant; comments and layout stay. Its logins are not tried: `ikctl smoke ENV --tenant ID` does that.',
    )
    .argument('<environment>', 'folder below config/')
    .argument('<id>', 'tenant id')
    .addArgument(program.createArgument('<status>', 'what it is from now on').choices(statuses))
    .option('--dry-run', 'print the change as a diff, write nothing')
    .action(async (environment: string, id: string, status: TenantStatus, _, command: Command) => {
      const { tenantStatusCommand } = await import('../commands/tenant-status.ts')
      done(await tenantStatusCommand(environment, { id, status }, options(command, io), io))
    })
  tenant
    .command('import-legacy')
    .summary('take in customers that have an integration key of their own')
    .description(
      'Reads an inventory of customers that log in with an integration key and a private key of their own, imports PEM files into the signing vault one by one, and writes the tenants as migrating: all files or none. docs/migrate.md describes the columns.',
    )
    .argument('<environment>', 'folder below config/')
    .requiredOption('--from <file>', 'CSV or JSON; - reads standard input')
    .option('--keys <folder>', 'PEM files to import: <id>.pem, or as the column "key" names them')
    .addOption(
      new Option('--custody <custody>', 'how imported keys are kept')
        .choices(['key', 'secret'])
        .default('key'),
    )
    .option(
      '--column <header=column>',
      'read the column <header> of the table as <column>; may be repeated',
      collectColumn,
    )
    .option('--ignore-columns', 'ignore columns that say nothing of a tenant')
    .option('--dry-run', 'print the change as a diff, write nothing')
    .addHelpText(
      'after',
      `
Example:
  ikctl tenant import-legacy production --from inventory.csv --keys pems`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { tenantImportLegacyCommand } = await import('../commands/tenant-import-legacy.ts')
      done(await tenantImportLegacyCommand(environment, options(command, io), io))
    })
  tenant
    .command('cutover')
    .summary('make migrating tenants live that are proven to log in with the shared key')
    .description(
      'Moves exactly the migrating tenants that evidence/cutover.jws proves, with the account and users that they had then: `ikctl smoke ENV --cutover` writes it. Lists who stays, and the old keys to delete.',
    )
    .argument('<environment>', 'folder below config/')
    .option(
      '--allow-unproven-cutover <tenant>',
      'move this tenant without proof; may be repeated',
      collect,
    )
    .option('--dry-run', 'print the change as a diff, write nothing')
    .action(async (environment: string, _, command: Command) => {
      const { tenantCutoverCommand } = await import('../commands/tenant-cutover.ts')
      done(await tenantCutoverCommand(environment, options(command, io), io))
    })
  tenant
    .command('sync')
    .summary("make the tenants' files follow the product's database")
    .description(
      "Compares rows out of the product's database with the tenants' files, and makes the files follow: all of it or nothing. Comments, order and layout stay. What has no column is left as it is; an empty cell removes an optional value; a tenant without a row is only reported. docs/onboarding.md lists the columns.",
    )
    .argument('<environment>', 'folder below config/')
    .requiredOption('--from <file>', 'CSV or JSON; - reads standard input')
    .option(
      '--column <header=column>',
      'read the column <header> of the table as <column>; may be repeated',
      collectColumn,
    )
    .option('--ignore-columns', 'ignore columns that say nothing of a tenant')
    .option('--skip-invalid', 'list rows with problems, and apply the others')
    .option('--offboard-absent', 'tenants without a row become offboarded; their files stay')
    .option(
      '--allow-tenants-moved <n>',
      'accept that <n> tenants get another account or other users',
      wholeNumber,
    )
    .option('--allow-tenants-removed <n>', 'accept that <n> tenants are offboarded', wholeNumber)
    .option('--dry-run', 'print the change as a diff, write nothing')
    .addHelpText(
      'after',
      `
Examples:
  ikctl tenant sync production --from tenants.csv --dry-run
  ikctl tenant sync production --from customers.csv --ignore-columns \\
    --column "API Account ID=account" --column "User ID=user"
  psql --csv -c "select id, name, account, user_id as user from tenants" |
    ikctl tenant sync production --from -`,
    )
    .action(async (environment: string, _, command: Command) => {
      const { tenantSyncCommand } = await import('../commands/tenant-sync.ts')
      done(await tenantSyncCommand(environment, options(command, io), io))
    })
}

// --- internal ---

type TenantStatus = TenantFile['status']
