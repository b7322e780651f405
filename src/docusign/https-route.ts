import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici'
import {
  basicCredentials,
  chooseProxy,
  type HttpProxy,
  type ProxySetting,
} from '../proxy/choose-proxy.ts'
import type { LoginPhase } from './login-failure.ts'

/** How requests get to a server: directly, or through a proxy. */
export interface HttpsRoute {
  /** Keeps connections. With a proxy each request names its origin. */
  dispatcher: Dispatcher
  proxy: HttpProxy | undefined
  /** How far a connection had come that failed before its request was sent. */
  phaseOf(error: Error): LoginPhase
}

/** Settings of {@link openHttpsRoute}. */
export interface HttpsRouteOptions {
  /** `https://HOST[:PORT]`. */
  origin: string
  /** Certificate authorities to trust instead of the usual ones, PEM; not for a proxy. */
  ca?: string | undefined
  /** The largest number of connections. */
  connections: number
  /** In milliseconds; `connectMs` each for the proxy, its answer and TLS through it. */
  timeouts: { connectMs: number; headersMs: number; bodyMs: number }
  /** Name resolution; absent: the system's. Behind a proxy, the proxy resolves the name. */
  lookup?: LookupFunction | undefined
  /** Absent: as `HTTPS_PROXY` and `NO_PROXY` say. */
  proxy?: ProxySetting
}

/**
 * A pool of kept-alive connections without pipelining.
 *
 * @throws {ProxyUnusable} when the setting of the proxy cannot be used.
 */
export function openHttpsRoute(options: HttpsRouteOptions): HttpsRoute {
  const proxy = chooseProxy(options.origin, options.proxy)
  return proxy === undefined ? directly(options) : through(proxy, options)
}

/** Only the code of an error is kept: messages and properties of errors may repeat what was sent. */
export function codeOf(error: Error): string {
  if (error instanceof NoTunnel) return error.reason
  const { code, name } = error as NodeJS.ErrnoException
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code
  return name === 'HTTPParserError' ? 'HPE_INVALID' : 'UNKNOWN'
}

// --- internal ---

function poolOptions({ connections, timeouts }: HttpsRouteOptions) {
  return {
    connections,
    pipelining: 1,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    keepAliveTimeout: 60_000,
  }
}

function directly(options: HttpsRouteOptions): HttpsRoute {
  const { origin, ca, timeouts, lookup } = options
  const connector = trackPhases(
    buildConnector({
      timeout: timeouts.connectMs,
      ...(ca === undefined ? {} : { ca }),
      ...(lookup === undefined ? {} : { lookup }),
    }),
  )
  const pool = new Pool(origin, { ...poolOptions(options), connect: connector.connect })
  return { dispatcher: pool, proxy: undefined, phaseOf: connector.phaseOf }
}

function through(proxy: HttpProxy, options: HttpsRouteOptions): HttpsRoute {
  const { ca, timeouts } = options
  const { url } = proxy
  const { connectMs: timeout } = timeouts
  const agent = new ProxyAgent({
    ...poolOptions(options),
    uri: url.origin,
    ...(url.username + url.password !== '' && { token: basicCredentials(url) }),
    proxyTls: { timeout },
    requestTls: { timeout, ...(ca === undefined ? {} : { ca }) },
    clientFactory: (proxyUrl, { connect }: Pool.Options) =>
      namingFailures(new Pool(proxyUrl, { connect, headersTimeout: timeout })),
  })
  return {
    dispatcher: agent,
    proxy,
    phaseOf: (error) => (error instanceof NoTunnel ? 'proxy' : 'tls'),
  }
}

/**
 * The proxy gave no tunnel. The code is not in `code`: undici would connect again and again, without end,
 * after the `UND_ERR_SOCKET` of a proxy that closes its connections.
 */
class NoTunnel extends Error {
  readonly reason: string

  constructor(reason: string) {
    super('no tunnel')
    this.reason = reason
  }
}

/** Undici hides a proxy's status in a message, and does not say which of two connections failed. */
function namingFailures(pool: Pool): Dispatcher {
  const connect = pool.connect.bind(pool)
  return Object.assign(pool, {
    async connect(options: Parameters<typeof connect>[0]) {
      const answer = await connect(options).catch((error: Error) => {
        throw new NoTunnel(codeOf(error))
      })
      if (answer.statusCode === 200) return answer
      answer.socket.on('error', () => {}).destroy()
      throw new NoTunnel(`PROXY_${answer.statusCode}`)
    },
  })
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
