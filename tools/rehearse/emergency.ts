import { ikctl } from '../../scripts/rehearsal/rehearsal.ts'
import { introduce, merge, remove, retire, syncKeys } from '../../scripts/rehearsal/steps.ts'
import type { FleetRehearsal } from './fleet-rehearsal.ts'
import { follow, tellLogins } from './fleet-steps.ts'

/** When it happened, on the real clock. */
export interface Emergency {
  /** The key pair in use was deleted at Docusign. */
  deletedAt: number
  /** `pulumi up` with the standby had ended. */
  publishedAt: number
}

/** One key pair more, registered and proven, for the day on which it is needed. */
export async function makeStandby(rehearsal: FleetRehearsal): Promise<void> {
  const { tell } = rehearsal
  await tell.step('Keep a standby')
  tell.say('A staged key pair is ready to take over at any time.')
  await introduce(rehearsal, 'standby')
  await syncKeys(rehearsal)
  tell.say('Vault, published settings and logins are compared with Git:')
  await ikctl(rehearsal, 'drift')
}

/** The key pair in use is compromised, and deleted at Docusign before anything else. */
export async function survive(rehearsal: FleetRehearsal): Promise<Emergency> {
  const { tell, fleet } = rehearsal
  await tell.step('An emergency: somebody may have the key')
  tell.say(
    'Anyone who has it can log in as every tenant until the key pair is deleted at Docusign. With a standby, nobody is locked out when that is done last, after the standby signs. Here it is done first: that stops the stranger at once, and the tenants until the standby signs. docs/emergency.md weighs both.',
  )
  const deletedAt = Date.now()
  await remove(rehearsal, 'second')
  await fleet.until('logins fail', ({ logins }) =>
    logins.some(({ at, failure }) => at >= deletedAt && failure !== undefined),
  )
  tell.say('The first logins have failed.')

  await tell.step('Let the standby sign')
  await ikctl(rehearsal, 'rotate compromise', 'second --reason "seen in a build log"')
  await merge(rehearsal, 'Compromise key pair second, promote the standby')
  const publishedAt = await follow(rehearsal, 'standby')
  await tellLogins(rehearsal)
  await ikctl(rehearsal, 'smoke', '--quiet')

  await tell.step('Prove that the compromised key pair is refused')
  await retire(rehearsal, 'second')
  return { deletedAt, publishedAt }
}
