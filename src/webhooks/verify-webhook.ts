import { createHmac, timingSafeEqual } from 'node:crypto'

/** The headers of a request: of `fetch`, of `node:http`, or any object of that form. */
export type WebhookHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Whether a message of Docusign Connect was signed with one of your HMAC keys. Docusign signs each
 * message with every HMAC key that it has, so during a change of keys pass both, and one match is
 * enough. A message without a signature is not verified.
 *
 * @param headers of the request; names in any case.
 * @param rawBody the body's bytes as they arrived, before any parser has read them.
 * @param keys the texts of the HMAC keys as Docusign showed them.
 * @throws {TypeError} when the body was parsed already, or there is no key: both would refuse every
 *   message.
 * @see https://developers.docusign.com/platform/webhooks/connect/validate
 * @example
 * ```ts
 * createServer(async (request, response) => {
 *   const rawBody = await buffer(request)
 *   if (!verifyWebhook(request.headers, rawBody, keys)) return response.writeHead(401).end()
 *   response.writeHead(200).end()
 *   handle(JSON.parse(rawBody.toString()))
 * })
 * ```
 */
export function verifyWebhook(
  headers: WebhookHeaders,
  rawBody: Uint8Array,
  keys: readonly string[],
): boolean {
  if (!(rawBody instanceof Uint8Array)) {
    throw new TypeError(
      'verifyWebhook needs the raw bytes of the body: the signature covers them, and a parsed body cannot be turned back into them',
    )
  }
  if (keys.length === 0 || keys.some((key) => typeof key !== 'string' || key === '')) {
    throw new TypeError('verifyWebhook needs at least one HMAC key, and each as a text')
  }
  const signatures = readSignatures(headers)
  let verified = false
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(rawBody).digest()
    for (const signature of signatures) {
      // Every pair is compared, so the time does not depend on which one matches.
      if (timingSafeEqual(expected, signature)) verified = true
    }
  }
  return verified
}

// --- internal ---

/** Docusign takes up to 100 HMAC keys for an account; each adds a header. */
const maxSignatures = 100
const signatureBytes = 32

function readSignatures(headers: WebhookHeaders): Buffer[] {
  const entries: Iterable<[string, string | readonly string[] | undefined]> =
    headers instanceof Headers ? headers : Object.entries(headers)
  const signatures: Buffer[] = []
  for (const [name, value] of entries) {
    if (!/^x-docusign-signature-\d{1,3}$/i.test(name)) continue
    for (const text of typeof value === 'string' ? value.split(',') : (value ?? [])) {
      const signature = Buffer.from(text.trim(), 'base64')
      if (signature.length === signatureBytes) signatures.push(signature)
    }
  }
  return signatures.slice(0, maxSignatures)
}
