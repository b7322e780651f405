import type { Integration } from '../config/environment.ts'
import { isOnLoopback, platformTraits } from '../config/platform-traits.ts'

/** What Docusign keeps of an integration key, by the heading under which its page shows it. */
export type AppsAndKeysSection =
  | 'Service Integration'
  | 'Service Integration > UPLOAD RSA'
  | 'Service Integration > GENERATE RSA'
  | 'Redirect URIs'
  | 'Authentication > Secret Keys'

/** The integration key as far as it matters where it is managed. */
type ManagedKey = Pick<
  Integration,
  'integrationKey' | 'managedIn' | 'managementAccount' | 'platform'
>

/**
 * The way to where administrators keep an integration key, for manual steps: its pages have no address
 * that is documented. A key made in the Developer Console is not in Apps and Keys, nor the other way
 * round. How the console names and places RSA key pairs is not known.
 *
 * @param section absent: the integration key as a whole.
 */
export function appsAndKeys(integration: ManagedKey, section?: AppsAndKeysSection): string {
  const { integrationKey, platform, managedIn } = integration
  if (managedIn !== 'developer-console' || isOnLoopback(platform)) {
    const page = `${managementPages(integration)}: Settings > Apps and Keys > integration key ${integrationKey}`
    return section === undefined ? page : `${page} > ${section}`
  }
  const { id, name } = integration.managementAccount
  const account = name === undefined ? id : `${name} (${id})`
  const page = `Developer Console (apps.docusign.com/dev-console/integrations), signed in to the production account, the integration of account ${account} > ${platform === 'demo' ? 'Demo' : 'Production'} > client ID ${integrationKey}`
  return section === undefined ? page : `${page} > ${consoleSections[section]}`
}

/**
 * Where an integration key is managed, in a word for a sentence: `in Apps and Keys`. Where that is not
 * known, both places are named.
 */
export function keyManagement(managedIn: Integration['managedIn'] | 'unknown'): string {
  if (managedIn === 'unknown') {
    return 'Apps and Keys (or the Developer Console, if the integration key was made there)'
  }
  return managedIn === 'developer-console' ? 'the Developer Console' : 'Apps and Keys'
}

/** The site and the management account, from which the pages of its settings are reached. */
export function managementPages({
  managementAccount: { id, name },
  platform,
}: Pick<Integration, 'managementAccount' | 'platform'>): string {
  return `${platformTraits[platform].adminSite}, account ${name === undefined ? id : `${name} (${id})`}`
}

// --- internal ---

/** Seen in Docusign's own material; of RSA key pairs nothing was. */
const consoleSections: Readonly<Record<AppsAndKeysSection, string>> = {
  'Service Integration': 'its RSA key pairs',
  'Service Integration > UPLOAD RSA': 'its RSA key pairs: upload a public key',
  'Service Integration > GENERATE RSA': 'its RSA key pairs: generate one',
  'Redirect URIs': 'Redirect URI',
  'Authentication > Secret Keys': 'Client Secret',
}
