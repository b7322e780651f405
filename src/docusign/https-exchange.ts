import { setMaxListeners } from 'node:events'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector, type Dispatcher, Pool } from 'undici'
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
  /** Code of the error that ended it, such as `ECONNREFUSED` or `UND_ERR_HEADERS_TIMEOUT`. */
  code: string
}

/** Connections to one HTTPS server that are kept and used again. */
export interface HttpsExchange {
  /**
   * Sends one request. Redirects are not followed, nothing is tried twice.
   *
   * @throws only the signal's own reason.
   */
  send(
    request: Pick<Dispatcher.DispatchOptions, 'method' | 'path' | 'headers' | 'body'>,
    signal?: AbortSignal,
  ): Promise<HttpAnswer | NoAnswer>
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
  /** Name resolution; absent: the system's. */
  lookup?: LookupFunction | undefined
}

/** Answers of the OAuth server are below 2 KiB; what is much longer is something else. */
const maxBodyLength = 65_536

/**
 * One pool of kept-alive connections without pipelining.
 *
 * @throws {TypeError} when the origin is not an HTTPS origin.
 */
export function createHttpsExchange(options: HttpsExchangeOptions): HttpsExchange {
  const { origin, ca, connections, timeouts, lookup } = options
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith('https:')) {
    throw new TypeError(`"origin" is https://HOST without a path, got "${origin}"`)
  }
  const connector = trackPhases(
    buildConnector({
      timeout: timeouts.connectMs,
      ...(ca === undefined ? {} : { ca }),
      ...(lookup === undefined ? {} : { lookup }),
    }),
  )
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: connector.connect,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    keepAliveTimeout: 60_000,
  })

  return {
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const handler = new AnswerHandler(resolve, reject, connector.phaseOf, signal)
        pool.dispatch(request, handler)
      }),
    close: () => pool.destroy(),
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
  readonly #connectPhaseOf: (error: Error) => LoginPhase
  readonly #signal: AbortSignal | undefined
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: HttpAnswer['headers'] = {}
  #body: Buffer | undefined

  constructor(
    resolve: (answer: HttpAnswer | NoAnswer) => void,
    reject: (reason: unknown) => void,
    connectPhaseOf: (error: Error) => LoginPhase,
    signal: AbortSignal | undefined,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#connectPhaseOf = connectPhaseOf
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
    this.#resolve({ ok: false, phase: this.#phase(error), code: codeOf(error) })
  }

  #phase(error: Error): LoginPhase {
    if (this.#controller === undefined) return this.#connectPhaseOf(error)
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

/** Remembers for each failed connection how far it had come: undici has one timeout for all. */
function trackPhases(connect: buildConnector.connector) {
  const phases = new WeakMap<Error, LoginPhase>()
  const tracked: buildConnector.connector = (options, callback) => {
    let phase: LoginPhase = isIP(options.hostname.replace(/^\[|\]$/g, '')) ? 'connect' : 'dns'
    const socket = connect(options, (...result) => {
      if (result[0] !== null) phases.set(result[0], phase)
      callback(...result)
    }) as unknown as Socket
    socket.once('lookup', (error) => {
      if (!error) phase = 'connect'
    })
    socket.once('connect', () => {
      phase = 'tls'
    })
    return socket
  }
  return { connect: tracked, phaseOf: (error: Error) => phases.get(error) ?? 'connect' }
}

/** Only the code is kept: messages and properties of errors may repeat what was sent. */
function codeOf(error: Error): string {
  const { code, name } = error as NodeJS.ErrnoException
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code
  return name === 'HTTPParserError' ? 'HPE_INVALID' : 'UNKNOWN'
}
