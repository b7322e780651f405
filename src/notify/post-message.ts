import { createHttpsExchange, type HttpsExchangeOptions } from '../docusign/https-exchange.ts'
import { IkctlError } from '../ikctl-error.ts'
import { sleep, type Timers } from '../pace/timers.ts'

/** Thrown when a message could not be delivered; the address, which is a secret, is never shown. */
export class MessageNotPosted extends IkctlError {
  static readonly code = 'ERR_MESSAGE_NOT_POSTED'
  readonly code = MessageNotPosted.code
}

/** How a message is posted. */
export interface PostOptions extends Pick<HttpsExchangeOptions, 'ca' | 'proxy'> {
  /** The webhook's address, `https://`; anyone who knows it can post. */
  address: string
  /** JSON. */
  body: string
  timers: Timers
  signal: AbortSignal
}

/**
 * Posts a message to a webhook of a chat. What passes (429, 5xx, no answer) is tried three more times, after
 * 1, 4 and 16 s or as long as `Retry-After` says.
 *
 * @throws {MessageNotPosted} that says why, without the address.
 */
export async function postMessage(options: PostOptions): Promise<void> {
  const { address, body, timers, signal, ca, proxy } = options
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new MessageNotPosted('the address to post to is not an https URL')
  }
  const { origin, pathname, search } = new URL(address)
  const exchange = createHttpsExchange({
    origin,
    connections: 1,
    timeouts: { connectMs: 10_000, headersMs: 15_000, bodyMs: 15_000 },
    ...(ca !== undefined && { ca }),
    ...(proxy !== undefined && { proxy }),
  })
  const headers = ['content-type', 'application/json']
  try {
    for (let tries = 1; ; tries++) {
      const request = { method: 'POST' as const, path: `${pathname}${search}`, headers, body }
      const answer = await exchange.send(request, signal)
      if (answer.ok && answer.status >= 200 && answer.status < 300) return
      const reason = answer.ok ? `HTTP ${answer.status}` : answer.code
      const mayPass = !answer.ok || answer.status === 429 || answer.status >= 500
      if (!mayPass || tries > maxRetries) {
        throw new MessageNotPosted(
          `the message was not posted after ${tries} ${tries === 1 ? 'try' : 'tries'} (${reason}): check the address and that the webhook still exists`,
        )
      }
      const asked = answer.ok ? Number(answer.headers['retry-after']) * 1000 : Number.NaN
      await sleep(
        timers,
        Number.isNaN(asked) ? 4 ** (tries - 1) * 1000 : Math.min(asked, maxWaitMs),
        signal,
      )
    }
  } finally {
    await exchange.close()
  }
}

// --- internal ---

const maxRetries = 3
const maxWaitMs = 60_000
