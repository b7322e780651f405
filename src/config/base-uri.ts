/** The base URI of all accounts of the platform `demo`, and of none in production. */
export const demoBaseUri = 'https://demo.docusign.net'

/**
 * Whether an address has the form of a base URI of Docusign's, `https://<region>.docusign.net`. Access
 * tokens are sent there; the regions are no closed list.
 */
export function isBaseUri(uri: string): boolean {
  return /^https:\/\/[a-z0-9-]+\.docusign\.net$/.test(uri)
}
