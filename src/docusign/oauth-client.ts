import {
  type ClientOptions,
  createJsonExchange,
  isObject,
  type JsonResult,
} from './json-exchange.ts'
import { safeName } from './safe-text.ts'

/** Outcome of a token request. */
export type TokenResult = JsonResult<{ accessToken: string; expiresIn?: number }>

/** Outcome of a user info request. */
export type UserInfoResult = JsonResult<{ userInfo: UserInfo }>

/** Who logged in, and where. The person's name and e-mail address are left out on purpose. */
export interface UserInfo {
  /** User ID. */
  sub: string
  accounts: readonly UserInfoAccount[]
}

export interface UserInfoAccount {
  accountId: string
  /** For people who choose between accounts. */
  name?: string
  isDefault: boolean
  /** Without `/restapi`. */
  baseUri: string
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
export function createOAuthClient(options: ClientOptions): OAuthClient {
  const { ask, close } = createJsonExchange(options)
  return {
    requestToken(assertion, { signal } = {}) {
      const body = formPrefix + assertion
      const request = { method: 'POST', path: '/oauth/token', headers: formHeaders, body } as const
      return ask('token', request, readToken, signal)
    },
    userInfo(accessToken, { signal } = {}) {
      const headers = ['accept', 'application/json', 'authorization', `Bearer ${accessToken}`]
      const request = { method: 'GET', path: '/oauth/userinfo', headers } as const
      return ask('userinfo', request, readUserInfo, signal)
    },
    close,
  }
}

// --- internal ---

const formHeaders = [
  ...['accept', 'application/json'],
  ...['content-type', 'application/x-www-form-urlencoded'],
]
/** RFC 7523 section 2.1; a compact JWS needs no escaping. */
const formPrefix = `grant_type=${encodeURIComponent('urn:ietf:params:oauth:grant-type:jwt-bearer')}&assertion=`

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
    const { account_id, account_name, base_uri, is_default } = isObject(account) ? account : {}
    if (typeof account_id !== 'string' || !isId(account_id)) return undefined
    if (typeof base_uri !== 'string' || !/^https:\/\/[a-z0-9.-]+(?::\d+)?\/?$/i.test(base_uri)) {
      return undefined
    }
    const name = safeName(account_name)
    const isDefault = is_default === true
    read.push({ accountId: account_id, ...(name && { name }), isDefault, baseUri: base_uri })
  }
  return { userInfo: { sub, accounts: read } }
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{1,36}$/i.test(text)
}
