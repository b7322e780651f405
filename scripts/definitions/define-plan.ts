import type { Command } from 'commander'
import { collect, format, options, wholeNumber } from '../input/option-values.ts'
import type { Io } from '../io.ts'
import type { Done } from './done.ts'

export function definePlan(program: Command, io: Io, done: Done): void {
  program
    .command('plan')
    .summary('what a change means: for which tenant, how dangerous, what to do by hand')
    .description(
      "Compares the meaning of two revisions of an environment: tenants, users, redirect URIs, scopes, key pairs, policies. Refuses what would lock tenants out, judged by the base revision's limits, and lists the manual steps in the management account. Reads Git's objects, changes nothing.",
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
    .option('--allow-known-failures <n>', 'allow a known failure for <n> live tenants', wholeNumber)
    .option('--allow-redirect-uris-removed <n>', 'accept that <n> redirect URIs go', wholeNumber)
    .option(
      '--allow-unproven-key-pair <id>',
      'accept a key pair whose proof cannot be had; may be repeated',
      collect,
    )
    .option(
      '--allow-unproven-cutover <tenant>',
      'accept the cut-over of a tenant that is in no proof; may be repeated',
      collect,
    )
    .option('--allow-integration-key-changed', 'accept another integration key in place')
    .option('--allow-platform-changed', 'accept another platform in place')
    .option('--allow-vault-changed', 'accept another vault in place')
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
      const { planCommand } = await import('../commands/plan.ts')
      done(await planCommand(environment, options(command, io), io))
    })
}
