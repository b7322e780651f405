import type { Integration } from '../config/environment.ts'
import { platformTraits } from '../config/platform-traits.ts'

/** What Docusign keeps of an integration key, by the heading under which its page shows it. */
export type AppsAndKeysSection =
  | 'Service Integration'
  | 'Service Integration > UPLOAD RSA'
  | 'Service Integration > GENERATE RSA'
  | 'Redirect URIs'
  | 'Authentication > Secret Keys'

/**
 * The way to where administrators keep an integration key, for steps by hand: its pages have no address
 * that is documented.
 *
 * @param section absent: the integration key as a whole.
 */
export function appsAndKeys(
  integration: Pick<Integration, 'integrationKey' | 'managementAccount' | 'platform'>,
  section?: AppsAndKeysSection,
): string {
  const page = `${managementPages(integration)}: Settings > Apps and Keys > integration key ${integration.integrationKey}`
  return section === undefined ? page : `${page} > ${section}`
}

/** The site and the management account, from which the pages of its settings are reached. */
export function managementPages({
  managementAccount: { id, name },
  platform,
}: Pick<Integration, 'managementAccount' | 'platform'>): string {
  return `${platformTraits[platform].adminSite}, account ${name === undefined ? id : `${name} (${id})`}`
}
