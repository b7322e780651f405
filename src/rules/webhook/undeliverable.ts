import { isOnLoopback } from '../../config/platform-traits.ts'
import type { EnvironmentRule } from '../rule.ts'
import { webhookUrl } from './webhook-url.ts'

/**
 * What Docusign Connect cannot deliver to: other schemes than https, other ports than 443, 1443 to 9443,
 * more than 4,096 bytes, hosts that the public internet does not have.
 *
 * @see https://developers.docusign.com/platform/webhooks/connect/
 */
export const undeliverable: EnvironmentRule = {
  id: 'webhook/undeliverable',
  severity: 'error',
  summary: 'A webhook URL that Docusign cannot deliver to.',
  help: 'Use an https address of a public host, on port 443 (or 1443, 2443 ... 9443), with a certificate of a public authority.',
  *check(environment) {
    if (isOnLoopback(environment.integration?.value.platform)) return
    const webhook = webhookUrl(environment)
    if (webhook === undefined) return
    const { text, shown, url, place } = webhook
    const reason = url === undefined ? 'is not an absolute address' : obstacle(text, url)
    if (reason !== undefined) yield { place, message: `the webhook URL "${shown}" ${reason}` }
  },
}

// --- internal ---

const maxBytes = 4096
const ports = new Set(['', ...Array.from({ length: 9 }, (_, index) => `${index + 1}443`)])

function obstacle(text: string, url: URL): string | undefined {
  if (url.protocol !== 'https:') return `begins with "${url.protocol}//" instead of "https://"`
  if (Buffer.byteLength(text) > maxBytes) return `has more than ${maxBytes} bytes`
  if (url.username !== '' || url.password !== '') return 'has a user name or password in it'
  if (url.hash !== '') return 'has a fragment, which is never sent'
  if (!ports.has(url.port)) return `uses port ${url.port}, which Docusign does not connect to`
  return isPublicHost(url.hostname)
    ? undefined
    : `leads to "${url.hostname}", which is not a public host`
}

/** A name with a dot that is not reserved for private use (RFC 6761, RFC 6762, RFC 9476), and no address. */
function isPublicHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  if (!name.includes('.') || name.startsWith('[') || /^[\d.]+$/.test(name)) return false
  return !/\.(?:localhost|local|internal|intranet|lan|home|corp|test|invalid|alt|arpa)$/.test(name)
}
