import type { Integration } from '../config/environment.ts'

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
  {
    integrationKey,
    managementAccount: { id, name },
    platform,
  }: Pick<Integration, 'integrationKey' | 'managementAccount' | 'platform'>,
  section?: AppsAndKeysSection,
): string {
  const account = name === undefined ? id : `${name} (${id})`
  const page = `${sites[platform]}, account ${account}: Settings > Apps and Keys > integration key ${integrationKey}`
  return section === undefined ? page : `${page} > ${section}`
}

// --- internal ---

const sites: Readonly<Record<Integration['platform'], string>> = {
  production: 'admin.docusign.com',
  demo: 'admindemo.docusign.com',
  emulator: "the emulator's page /emulator/admin",
}
