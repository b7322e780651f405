import { setMaxListeners } from 'node:events'
import type { LookupFunction } from 'node:net'
import type { Dispatcher } from 'undici'
import type { HttpProxy, ProxySetting } from '../proxy/choose-proxy.ts'
import { codeOf, type HttpsRoute, openHttpsRoute } from './https-route.ts'
import type { LoginPhase } from './login-failure.ts'

/** How long each phase may take, in milliseconds. */
export interface Timeouts {
  /** Name resolution, TCP and TLS together. */
  connectMs: number
  /** From the request to the head of the answer. */
  headersMs: number
  /** The longest pause within the answer's body. */
  bodyMs: number
}

/** What a server answered. */
export interface HttpAnswer {
  ok: true
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** There was no answer, or not a whole one. */
export interface NoAnswer {
  ok: false
  phase: LoginPhase
  /**
   * Code of the error that ended it, such as `ECONNREFUSED` or `UND_ERR_HEADERS_TIMEOUT`; `PROXY_407` and
   * the like when a proxy answered with that status instead of opening a tunnel.
   */
  code: string
  /** The proxy that was used, if one was. */
  proxy?: HttpProxy
}

type Request = Pick<Dispatcher.DispatchOptions, 'method' | 'path' | 'headers' | 'body'>

/** Connections to one HTTPS server that are kept and used again. */
export interface HttpsExchange {
  /**
   * Sends one request. Redirects are not followed, nothing is tried twice.
   *
   * @throws only the signal's own reason.
   */
  send(request: Request, signal?: AbortSignal): Promise<HttpAnswer | NoAnswer>
  close(): Promise<void>
}

/** Settings of {@link createHttpsExchange}. */
export interface HttpsExchangeOptions {
  /** `https://HOST[:PORT]`. */
  origin: string
  /** Certificate authorities to trust instead of the usual ones, PEM. */
  ca?: string | undefined
  /** The largest number of connections, and so of requests at one time. */
  connections: number
  timeouts: Timeouts
  /** Name resolution; absent: the system's. Behind a proxy, the proxy resolves the name. */
  lookup?: LookupFunction | undefined
  /** Absent: as `HTTPS_PROXY` and `NO_PROXY` say. */
  proxy?: ProxySetting
}

/** Answers of the OAuth server are below 2 KiB; what is much longer is something else. */
const maxBodyLength = 65_536

/**
 * One pool of kept-alive connections without pipelining, direct or through a proxy.
 *
 * @throws {TypeError} when the origin is not an HTTPS origin.
 * @throws {ProxyUnusable} when the setting of the proxy cannot be used.
 */
export function createHttpsExchange(options: HttpsExchangeOptions): HttpsExchange {
  const { origin } = options
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith('https:')) {
    throw new TypeError(`"origin" is https://HOST without a path, got "${origin}"`)
  }
  const route = openHttpsRoute(options)
  const { dispatcher, proxy } = route
  // A pool knows its origin, and a copy of each request would cost something.
  const dispatch = (request: Request, handler: Dispatcher.DispatchHandler) =>
    dispatcher.dispatch(proxy === undefined ? request : { ...request, origin }, handler)
  return {
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        dispatch(request, new AnswerHandler(resolve, reject, route, signal))
      }),
    close: () => dispatcher.destroy(),
  }
}

// --- internal ---

class BodyTooLong extends Error {
  readonly code = 'BODY_TOO_LONG'
}

/** Gathers one answer; a class because one is made per request. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: HttpAnswer | NoAnswer) => void
  readonly #reject: (reason: unknown) => void
  readonly #route: HttpsRoute
  readonly #signal: AbortSignal | undefined
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: HttpAnswer['headers'] = {}
  #body: Buffer | undefined

  constructor(
    resolve: (answer: HttpAnswer | NoAnswer) => void,
    reject: (reason: unknown) => void,
    route: HttpsRoute,
    signal: AbortSignal | undefined,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#route = route
    this.#signal = signal
    if (signal !== undefined) {
      // One signal ends a whole run: with many requests in flight Node would warn of a leak.
      setMaxListeners(0, signal)
      signal.addEventListener('abort', this)
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#controller = controller
    if (this.#signal?.aborted) this.handleEvent()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HttpAnswer['headers'],
  ) {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
    this.#body = this.#body === undefined ? chunk : Buffer.concat([this.#body, chunk])
    if (this.#body.length > maxBodyLength) controller.abort(new BodyTooLong())
  }

  onResponseEnd() {
    this.#signal?.removeEventListener('abort', this)
    this.#resolve({
      ok: true,
      status: this.#status,
      headers: this.#headers,
      body: this.#body === undefined ? '' : this.#body.toString('utf8'),
    })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#signal?.removeEventListener('abort', this)
    const { proxy } = this.#route
    this.#resolve({
      ok: false,
      phase: this.#phase(error),
      code: codeOf(error),
      ...(proxy !== undefined && { proxy }),
    })
  }

  #phase(error: Error): LoginPhase {
    if (this.#controller === undefined) return this.#route.phaseOf(error)
    if (this.#status !== 0) return 'body'
    return codeOf(error) === 'EPIPE' ? 'request' : 'response'
  }

  /** On abort: answers the caller at once, also while the request still waits for a connection. */
  handleEvent() {
    this.#signal?.removeEventListener('abort', this)
    this.#reject(this.#signal?.reason)
    this.#controller?.abort(new Error('aborted'))
  }
}
