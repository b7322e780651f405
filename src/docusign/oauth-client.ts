import type { LookupFunction } from 'node:net'
import { classifyNetworkError } from './classify-network-error.ts'
import { classifyRejection, readTraceToken } from './classify-rejection.ts'
import { createHttpsExchange, type Timeouts } from './https-exchange.ts'
import type { LoginFailure } from './login-failure.ts'

/** Outcome of a token request. */
export type TokenResult =
  | ({ ok: true; accessToken: string; expiresIn?: number } & Observed)
  | { ok: false; failure: LoginFailure }

/** Outcome of a user info request. */
export type UserInfoResult =
  | ({ ok: true; userInfo: UserInfo } & Observed)
  | { ok: false; failure: LoginFailure }

/** What an answer tells besides its content. */
export interface Observed {
  /** The server's clock minus this machine's, in milliseconds, to about a second. */
  skewMs?: number
  traceToken?: string
}

/** Who logged in, and where. Names and e-mail addresses are left out on purpose. */
export interface UserInfo {
  /** User ID. */
  sub: string
  accounts: readonly UserInfoAccount[]
}

export interface UserInfoAccount {
  accountId: string
  isDefault: boolean
  /** Without `/restapi`. */
  baseUri: string
}

/** Settings of {@link createOAuthClient}. */
export interface OAuthClientOptions {
  /** The OAuth server, `https://HOST[:PORT]`. */
  origin: string
  /** Certificate authorities to trust instead of the usual ones, PEM. */
  ca?: string
  /** The largest number of connections, and so of logins at one time. */
  connections: number
  /** Absent members: 5 s to connect, 10 s for the head, 10 s for the body. */
  timeouts?: Partial<Timeouts>
  /** Milliseconds since 1970. */
  now?: () => number
  /** Name resolution; absent: the system's. */
  lookup?: LookupFunction
}

/** Docusign's OAuth server as ikctl uses it. Outcomes are data; only abort reasons are thrown. */
export interface OAuthClient {
  /** Exchanges an assertion for an access token. */
  requestToken(assertion: string, options?: { signal?: AbortSignal }): Promise<TokenResult>
  /** Asks whom an access token belongs to. */
  userInfo(accessToken: string, options?: { signal?: AbortSignal }): Promise<UserInfoResult>
  /** Drops all connections. */
  close(): Promise<void>
}

/**
 * A client of one OAuth server that keeps its connections.
 *
 * @throws {TypeError} when the origin is not an HTTPS origin.
 */
export function createOAuthClient(options: OAuthClientOptions): OAuthClient {
  const { origin, ca, connections, timeouts, now = Date.now, lookup } = options
  const exchange = createHttpsExchange({
    origin,
    ca,
    connections,
    timeouts: { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, ...timeouts },
    lookup,
  })

  /** Sends one request; an answer other than 200 with what is expected is a failure. */
  const ask = async <T extends object>(
    endpoint: 'token' | 'userinfo',
    request: Parameters<typeof exchange.send>[0],
    read: (json: Record<string, unknown>) => T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<({ ok: true } & T & Observed) | { ok: false; failure: LoginFailure }> => {
    const startedAt = now()
    const answer = await exchange.send(request, signal)
    if (!answer.ok) return { ok: false, failure: classifyNetworkError(answer, origin) }
    const endedAt = now()
    const skewMs = readSkew(answer.headers.date, (startedAt + endedAt) / 2)
    const content = answer.status === 200 ? readJson(answer.body, read) : undefined
    if (content === undefined) {
      return { ok: false, failure: classifyRejection(answer, { endpoint, skewMs, now: endedAt }) }
    }
    const traceToken = readTraceToken(answer.headers)
    return {
      ok: true,
      ...content,
      ...(skewMs === undefined ? {} : { skewMs }),
      ...(traceToken === undefined ? {} : { traceToken }),
    }
  }

  return {
    requestToken(assertion, { signal } = {}) {
      const body = formPrefix + assertion
      const request = { method: 'POST', path: '/oauth/token', headers: formHeaders, body }
      return ask('token', request, readToken, signal)
    },
    userInfo(accessToken, { signal } = {}) {
      const headers = ['accept', 'application/json', 'authorization', `Bearer ${accessToken}`]
      const request = { method: 'GET', path: '/oauth/userinfo', headers }
      return ask('userinfo', request, readUserInfo, signal)
    },
    close: () => exchange.close(),
  }
}

// --- internal ---

const formHeaders = [
  ...['accept', 'application/json'],
  ...['content-type', 'application/x-www-form-urlencoded'],
]
/** RFC 7523 section 2.1; a compact JWS needs no escaping. */
const formPrefix = `grant_type=${encodeURIComponent('urn:ietf:params:oauth:grant-type:jwt-bearer')}&assertion=`

/** The error of a failed parse would quote the text, so it ends here. */
function readJson<T>(
  text: string,
  read: (json: Record<string, unknown>) => T | undefined,
): T | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? read(json) : undefined
  } catch {
    return undefined
  }
}

/** RFC 6749 section 5.1: the type is compared without case, `expires_in` may be missing. */
function readToken(json: Record<string, unknown>) {
  const { access_token, token_type, expires_in } = json
  if (typeof access_token !== 'string' || !/^[\x21-\x7e]+$/.test(access_token)) return undefined
  if (typeof token_type !== 'string' || token_type.toLowerCase() !== 'bearer') return undefined
  return {
    accessToken: access_token,
    ...(typeof expires_in === 'number' ? { expiresIn: expires_in } : {}),
  }
}

function readUserInfo({ sub, accounts }: Record<string, unknown>) {
  if (typeof sub !== 'string' || !isId(sub) || !Array.isArray(accounts)) return undefined
  const read: UserInfoAccount[] = []
  for (const account of accounts) {
    const { account_id, base_uri, is_default } = isObject(account) ? account : {}
    if (typeof account_id !== 'string' || !isId(account_id)) return undefined
    if (typeof base_uri !== 'string' || !/^https:\/\/[a-z0-9.-]+(?::\d+)?\/?$/i.test(base_uri)) {
      return undefined
    }
    read.push({ accountId: account_id, isDefault: is_default === true, baseUri: base_uri })
  }
  return { userInfo: { sub, accounts: read } }
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{1,36}$/i.test(text)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `Date` has whole seconds, so on average the server's clock is half a second further. */
function readSkew(date: string | string[] | undefined, now: number): number | undefined {
  const serverNow = Date.parse(String(date))
  return Number.isNaN(serverNow) ? undefined : Math.round(serverNow + 500 - now)
}
