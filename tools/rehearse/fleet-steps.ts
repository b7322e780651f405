import { ikctl } from '../../scripts/rehearsal/rehearsal.ts'
import { up } from '../../scripts/rehearsal/steps.ts'
import type { FleetRehearsal } from './fleet-rehearsal.ts'

/**
 * Publishes the settings as a pipeline does, after a last look at what that deploys, and waits until every tenant has logged in with the key pair.
 *
 * @returns when they were published.
 */
export async function follow(rehearsal: FleetRehearsal, id: string): Promise<number> {
  const { fleet, tell, tenants, deployment } = rehearsal
  if (deployment.tellsCommit) await ikctl(rehearsal, 'plan', '--base deployed')
  const startedAt = Date.now()
  const publishedAt = await up(rehearsal)
  await fleet.until(`every tenant logs in with ${id}`, ({ logins }) => {
    const signed = logins.filter(({ at, keyPair }) => at >= startedAt && keyPair === id)
    return new Set(signed.map(({ userId }) => userId)).size >= tenants
  })
  tell.say(
    `The application has followed: each of the ${tenants} tenants has logged in with "${id}".`,
  )
  return publishedAt
}

/** How the tenants have fared so far. */
export async function tellLogins({ fleet, tell }: FleetRehearsal): Promise<void> {
  const { logins } = await fleet.collect()
  const failed = logins.filter(({ failure }) => failure !== undefined).length
  tell.say(`Logins of the tenants so far: ${logins.length}, of which ${failed || 'none'} failed.`)
}
