import { type Command, Option } from 'commander'
import type { InitOptions } from '../commands/init.ts'
import type { InitUpgradeOptions } from '../commands/init-upgrade.ts'
import { calledWorkflows, options, region, repositoryName } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function defineInit(program: Command, io: Io, done: Done): void {
  program
    .command('init')
    .summary("a repository of a team's own")
    .description(
      'Writes a repository of your own: the configuration of a first environment and of one on the emulators, the Pulumi program, workflows, editor and commit hooks, and a README with the next steps. On a terminal, what is missing is asked for. Nothing is overwritten.',
    )
    .argument('[folder]', 'where to; it is made when it is not there', '.')
    .option('--environment <name>', 'first environment, beside local (default: demo)')
    .addOption(new Option('--platform <platform>', "Docusign's").choices(['demo', 'production']))
    .option('--product <name>', 'the product that signs, such as contoso-sign')
    .option('--integration-key <guid>', "integration key; the Developer Console's client ID")
    .addOption(
      new Option(
        '--managed-in <place>',
        'where the key is managed (default: apps-and-keys)',
      ).choices(['apps-and-keys', 'developer-console']),
    )
    .option('--management-account <guid>', 'API account ID of the account that manages it')
    .option('--canary-user <guid>', 'user ID of one of your own users in that account (the canary)')
    .option('--contact <e-mail>', 'address of the administrators of that account')
    .option('--redirect-uri <uri>', 'where Docusign comes back to after consent, as registered')
    .option(
      '--signing-vault <url>',
      'key vault for the key pairs (default: named after the product)',
    )
    .option('--settings-vault <url>', 'key vault for the published settings (default: likewise)')
    .option('--location <region>', 'Azure region', region, 'northeurope')
    .option(
      '--repository <owner/name>',
      'on GitHub, whose jobs identities trust; `gh` is asked for its ids where it is installed, else write owner@id/name@id',
      repositoryName,
    )
    .addOption(
      new Option('--ci <ci>', 'whose pipelines')
        .choices(['github', 'azure-pipelines'])
        .default('github'),
    )
    .option(
      '--package <spec>',
      'where package.json gets ikctl from: a packed file, which is copied, or an address (default: this checkout, packed)',
    )
    .option(
      '--workflows <owner/name@commit>',
      'call the workflows of that copy of ikctl, instead of copying them',
      calledWorkflows,
    )
    .option('--check', 'only say whether files of an earlier version can be updated')
    .option(
      '--upgrade',
      'update the workflows and other files that are the same for all teams; what you changed is merged or left',
    )
    .option('--dry-run', 'list the files, write nothing')
    .addHelpText(
      'after',
      `
Example:
  ikctl init contoso-docusign --product contoso-sign \\
    --integration-key 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90 \\
    --management-account 0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77 \\
    --canary-user 64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48 \\
    --contact docusign-admins@contoso.example \\
    --redirect-uri https://app.contoso.example/docusign/consented`,
    )
    .action(async (folder: string, _, command: Command) => {
      const given = options<InitOptions & InitUpgradeOptions & { upgrade?: boolean }>(command, io)
      if (given.check || given.upgrade) {
        const { initUpgradeCommand } = await import('../commands/init-upgrade.ts')
        done(await initUpgradeCommand(folder, given, io))
        return
      }
      const { initCommand } = await import('../commands/init.ts')
      done(await initCommand(folder, given, io))
    })
}
