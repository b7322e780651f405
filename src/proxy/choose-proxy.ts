import { IkctlError } from '../ikctl-error.ts'

/** A proxy through which HTTPS requests go, by `CONNECT`. */
export interface HttpProxy {
  /** `http://HOST:PORT` or `https://HOST:PORT` without user name and password: may be shown. */
  readonly origin: string
  /** With the user name and the password. */
  readonly url: URL
  /** Where it was set: an environment variable, or the option `proxy`. */
  readonly source: string
}

/** The URL of a proxy; false: none; undefined: as the environment variables say. */
export type ProxySetting = string | false | undefined

/** The setting of a proxy cannot be used. */
export class ProxyUnusable extends IkctlError {
  static readonly code = 'ERR_PROXY_UNUSABLE'
  readonly code = ProxyUnusable.code
}

/**
 * The proxy for requests to a server, or undefined when they go there directly.
 *
 * Reads `HTTPS_PROXY`, `ALL_PROXY`, `HTTP_PROXY` (the first that is set, upper case before lower case) and
 * `NO_PROXY` exactly as the Azure clients do, so that all requests of a process take the same way.
 * Undici's `EnvHttpProxyAgent` reads them differently: it has no `ALL_PROXY`, prefers lower case, and
 * matches subdomains without a leading dot. Loopback is never asked for through a proxy.
 *
 * @param url of the server, `https://HOST[:PORT]`.
 * @throws {ProxyUnusable} when what is set is not the URL of a proxy; the value is not shown.
 * @see https://learn.microsoft.com/azure/developer/javascript/sdk/configure-proxy-settings-javascript-sdk
 */
export function chooseProxy(
  url: string,
  setting: ProxySetting,
  env: Environment = process.env,
): HttpProxy | undefined {
  if (setting === false) return undefined
  const proxy =
    setting === undefined ? environmentProxy(env) : readProxy(setting, 'the option "proxy"')
  const { hostname } = new URL(url)
  return proxy === undefined || isLoopback(hostname) || isBypassed(hostname, env)
    ? undefined
    : proxy
}

/**
 * Entries of `NO_PROXY` that are meant for a host, by the rules of other programs, but have no effect here
 * or in the Azure clients: `*`, a port, another case, a domain without its leading dot.
 *
 * @param hostname as a URL has it.
 */
export function ignoredBypasses(hostname: string, env: Environment = process.env): string[] {
  if (isBypassed(hostname, env)) return []
  return bypasses(env).filter((entry) => {
    const domain = entry.toLowerCase().replace(/^\*?\.?|:\d+$/g, '')
    return entry === '*' || hostname === domain || hostname.endsWith(`.${domain}`)
  })
}

/** The proxy with its source, for a sentence: `the proxy http://HOST:PORT (from HTTPS_PROXY)`. */
export function describeProxy({ origin, source }: Pick<HttpProxy, 'origin' | 'source'>): string {
  return `the proxy ${origin} (from ${source})`
}

/** `Proxy-Authorization` (RFC 7617 section 2); what is no percent-encoding is taken as it is. */
export function basicCredentials({ username, password }: URL): string {
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  const pair = `${decode(username)}:${decode(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

// --- internal ---

type Environment = Readonly<Record<string, string | undefined>>

/** A variable by its name in upper case, else in lower case; an empty one is not set. */
function variable(env: Environment, name: string): [name: string, value: string] | undefined {
  for (const spelling of [name, name.toLowerCase()]) {
    const value = env[spelling]
    if (value) return [spelling, value]
  }
  return undefined
}

function environmentProxy(env: Environment): HttpProxy | undefined {
  for (const name of ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY']) {
    const found = variable(env, name)
    if (found !== undefined) return readProxy(found[1], found[0])
  }
  return undefined
}

function readProxy(text: string, source: string): HttpProxy {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new ProxyUnusable(
      `${source} is not the URL of an HTTP proxy (its value is not shown, it may hold a password): write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with special characters percent-encoded`,
    )
  }
  return { origin: url.origin, url, source }
}

function isBypassed(hostname: string, env: Environment): boolean {
  return bypasses(env).some((entry) =>
    entry.startsWith('.')
      ? hostname.endsWith(entry) || hostname === entry.slice(1)
      : hostname === entry,
  )
}

function bypasses(env: Environment): string[] {
  const [, list = ''] = variable(env, 'NO_PROXY') ?? []
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** RFC 6761 section 6.3 and RFC 1122 section 3.2.1.3; `URL` has normalized the address. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/.test(
    hostname,
  )
}
