import { ikctl, type Rehearsal } from './rehearsal.ts'
import { merge, stage, up } from './steps.ts'

/** From nothing to published settings: what a team does once. */
export async function makeFirstKeyPair(rehearsal: Rehearsal): Promise<void> {
  const { tell } = rehearsal
  await tell.step('Declare the first key pair')
  tell.say(
    'A key pair begins as an entry in Git: pending. Each change goes through a pull request, whose check is `ikctl plan`: it compares the change with what is merged.',
  )
  await ikctl(rehearsal, 'rotate start', 'first')
  await merge(rehearsal, 'Declare key pair first')

  await tell.step('Make it, inside the vault')
  tell.say(
    'Pulumi makes both vaults, the key (its private half never leaves the vault) and the key that signs evidence. The public half of the latter is merged once: with it everybody can check evidence offline.',
  )
  await up(rehearsal)
  await ikctl(rehearsal, 'key evidence')
  await merge(rehearsal, 'Trust the evidence key')

  await tell.step('Let Docusign know the public half')
  await stage(rehearsal, 'first')
  await merge(rehearsal, 'Stage key pair first')

  await tell.step('Let it sign')
  tell.say(
    'The very first key pair has nothing to compare with: a login of the canary user is enough, and its signed proof travels with the change. Pulumi then publishes the settings that applications read.',
  )
  await ikctl(rehearsal, 'rotate promote', 'first')
  await merge(rehearsal, 'Promote key pair first')
  await up(rehearsal)
}
