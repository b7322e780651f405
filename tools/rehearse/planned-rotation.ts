import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ikctl } from '../../scripts/rehearsal/rehearsal.ts'
import { introduce, merge, remove, retire } from '../../scripts/rehearsal/steps.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import type { FleetRehearsal } from './fleet-rehearsal.ts'
import { follow, tellLogins } from './fleet-steps.ts'
import { environmentName, overlapHours } from './write-configuration.ts'

/** "second" takes the place of "first", and nobody notices. */
export async function rotate(rehearsal: FleetRehearsal): Promise<void> {
  const { tell, fleet, deployment } = rehearsal
  await tell.step('A second key pair, beside the first')
  tell.say('From now on nothing may disturb the logins. Two key pairs work side by side.')
  await introduce(rehearsal, 'second')

  await tell.step('Prove that nobody would be locked out')
  tell.say(
    'Every tenant logs in with both key pairs; what counts is the difference. The result is signed by the evidence key. Without it, promotion is refused.',
  )
  await ikctl(rehearsal, 'rotate promote', 'second', 1)
  await ikctl(rehearsal, 'smoke', '--candidate second')
  await refuseChangedEvidence(rehearsal)

  await tell.step('Swap')
  await ikctl(rehearsal, 'rotate promote', 'second')
  await refuseChangedEvidence(rehearsal, true)
  tell.say('The plan checks the evidence offline, with the key and the policy of what is merged.')
  await merge(rehearsal, 'Promote key pair second')
  if (deployment.tellsCommit) {
    tell.say('Before it deploys, a pipeline compares with what was deployed last.')
  }
  await follow(rehearsal, 'second')
  await tellLogins(rehearsal)

  await tell.step('Back, and forth again')
  tell.say(
    'As long as the old key pair is registered, going back needs no comparison: the canary user logs in with it, and that proof goes along.',
  )
  await ikctl(rehearsal, 'rotate rollback')
  await merge(rehearsal, 'Roll back to key pair first')
  await follow(rehearsal, 'first')
  await ikctl(rehearsal, 'rotate promote', 'second')
  await merge(rehearsal, 'Promote key pair second again')
  await follow(rehearsal, 'second')
  await tellLogins(rehearsal)

  await tell.step('Wait')
  tell.say(
    `The old key pair stays at Docusign for ${overlapHours} hours after the settings were published.`,
  )
  await ikctl(rehearsal, 'rotate retire', 'first', 1)
  await fleet.hold(() => putClockForward(rehearsal))
  tell.say('All clocks are put forward; the fleet held its breath for that moment.')

  await tell.step('Delete the old key pair at Docusign, and prove that it is gone')
  tell.say('Docusign still accepts it, so it cannot be retired yet.')
  await ikctl(rehearsal, 'rotate retire', 'first --interval 0', 1)
  await remove(rehearsal, 'first')
  tell.say('From now on it is no way back: the canary user is refused, and so is the rollback.')
  await ikctl(rehearsal, 'rotate rollback', 'first', 1)
  await retire(rehearsal, 'first')
  await tellLogins(rehearsal)
}

// --- internal ---

/** Changes one character of the evidence, sees who notices, and puts it back. */
async function refuseChangedEvidence(rehearsal: FleetRehearsal, isPromoted = false): Promise<void> {
  const { repository, tell } = rehearsal
  const file = join(repository.folder, `config/${environmentName}/evidence/second.promote.jws`)
  const evidence = readFileSync(file, 'utf8')
  const at = Math.floor(evidence.length / 2)
  const changed = evidence[at] === 'A' ? 'B' : 'A'
  replaceFile(file, evidence.slice(0, at) + changed + evidence.slice(at + 1))
  tell.say('With one character of the evidence changed:')
  if (isPromoted) await ikctl(rehearsal, 'plan', '--base HEAD', 1)
  else await ikctl(rehearsal, 'rotate promote', 'second', 1)
  replaceFile(file, evidence)
}

/** To the real time: what is dated then is not in the future for those who only know that one. */
async function putClockForward({ emulators, clock }: FleetRehearsal): Promise<number> {
  clock.offsetMs = 0
  await emulators.setClock(clock.offsetMs)
  return clock.offsetMs
}
