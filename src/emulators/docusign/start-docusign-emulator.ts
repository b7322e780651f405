import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CertificateAuthority } from '../certificate-authority.ts'
import { createControlApi, refuseForeign } from '../control-api.ts'
import { createFaults, type Faults } from '../faults.ts'
import { listenOnLoopback, readBody, sendJson } from '../loopback-server.ts'
import { createAccessTokens } from './access-tokens.ts'
import { createAccountLimits } from './account-limits.ts'
import { administer } from './administer.ts'
import { answerAccountRequest, answerUserRequest } from './answer-account-request.ts'
import { answerConnectRequest } from './answer-connect-request.ts'
import { answerTokenRequest } from './answer-token-request.ts'
import { answerUserinfoRequest } from './answer-userinfo-request.ts'
import { createAuthorizationCodes } from './authorization-codes.ts'
import { authorizePages } from './authorize.ts'
import { controlEndpoints } from './control-endpoints.ts'
import type { DocusignContext } from './docusign-context.ts'
import { changeSettings, type DocusignSettings, defaultSettings } from './docusign-settings.ts'
import type { DocusignState } from './docusign-state.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import { createLoginSessions } from './login-sessions.ts'
import { type Operation, operations } from './operations.ts'
import { sendPage } from './pages/page.ts'
import { createRequestCounts, type RequestCounts } from './request-counts.ts'

/** A running stand-in for Docusign's OAuth server and for the REST API of all accounts. */
export interface DocusignEmulator {
  /** `https://localhost:PORT`. */
  readonly url: string
  /** Faults by operation: `token`, `userinfo`, `account`, `user`, `connect`, `authorize`, `login`, `consent`. */
  readonly faults: Faults
  /** What it knows, to be read and changed while it runs. */
  readonly state: LiveState
  /** How it behaves; may be changed at any time. */
  readonly settings: DocusignSettings
  readonly requests: RequestCounts
  close(): Promise<void>
}

/**
 * Starts Docusign's OAuth server on loopback: `/oauth/token`, `/oauth/userinfo` and `/oauth/auth`
 * as the unchanged vendor SDKs use them, and the requests of the REST API that read
 * an account and its webhooks. `GET /emulator` lists what can be changed over HTTP,
 * `/emulator/admin` is a page like *Apps and Keys*.
 *
 * @param state copied; ids are GUIDs.
 * @param now epoch milliseconds.
 * @param port TCP port; 0 takes a free one.
 * @param seed of the random numbers behind the faults' `probability`.
 * @param settings any other option is a setting, see {@link DocusignSettings}.
 * @throws {TypeError} when something in the state or the settings is wrong.
 */
export async function startDocusignEmulator({
  authority,
  state: initial,
  now: realNow = Date.now,
  port,
  seed,
  ...changes
}: {
  authority: CertificateAuthority
  state: DocusignState
  now?: () => number
  port?: number
  seed?: number
} & Partial<DocusignSettings>): Promise<DocusignEmulator> {
  const settings = { ...defaultSettings }
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  changeSettings(settings, Object.fromEntries(given))
  const now = () => realNow() + settings.clockOffsetMs
  const state = createLiveState(initial, { now, settings })
  const requests = createRequestCounts()
  const faults = createFaults(seed)
  const server = await listenOnLoopback(
    (request, response) => {
      answer(request, response).catch(() => {
        if (response.headersSent || response.destroyed) response.destroy()
        else sendJson(response, 500, { error: 'the emulator failed' })
      })
    },
    { authority, port },
  )
  const { port: boundPort } = new URL(server.url)
  const context: DocusignContext = {
    state,
    settings,
    tokens: createAccessTokens({ now }),
    codes: createAuthorizationCodes({ now }),
    limits: createAccountLimits(now, settings),
    sessions: createLoginSessions(),
    ownAudiences: [`localhost:${boundPort}`, `127.0.0.1:${boundPort}`],
    now,
  }
  const emulator = { url: server.url, faults, state, settings, requests, close: server.close }
  const control = createControlApi(
    { emulator: 'Docusign OAuth', url: server.url, operations, ...description },
    controlEndpoints(emulator, now),
  )

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = '', headers } = request
    const [path = '', search = ''] = url.split(/\?(.*)/s)
    if (path === '/' || path === '/emulator/admin') {
      if (refuseForeign(request, response)) return
      const form = method === 'POST' ? await readForm(request) : undefined
      sendPage(response, administer(state, new URLSearchParams(search), form))
      return
    }
    if (await control(request, response)) return

    response.setHeader('Date', new Date(now() + settings.dateOffsetMs).toUTCString())
    response.setHeader('Cache-Control', 'no-cache')
    const endpoint = oauthEndpoints[`${method} ${path}`] ?? accountEndpoint(method, path)
    const page = authorizePages[`${method} ${path}`]
    const operation = endpoint?.operation ?? page?.operation
    if (operation === undefined) {
      sendJson(response, 404, { error: 'not_found', hint: 'GET /emulator lists what there is' })
      return
    }
    const form = method === 'POST' ? await readForm(request) : undefined
    if (await faults.happen(operation, response)) {
      requests.count(operation, 'fault')
      return
    }
    // What a fault answers may be a gateway's: only its own headers make it Docusign's.
    response.setHeader('X-DocuSign-TraceToken', randomUUID())
    if (endpoint !== undefined) {
      const answered = endpoint.answer(context, form, headers.authorization)
      const { status, body, outcome } = answered
      requests.count(operation, outcome)
      sendJson(response, status, body, answered.headers)
    } else if (page !== undefined) {
      const answered = page.answer(context, { query: new URLSearchParams(search), form, headers })
      requests.count(operation, answered.outcome)
      sendPage(response, answered)
    }
  }

  return emulator
}

// --- internal ---

/** What `GET /emulator` says besides the control API. */
const description = {
  endpoints: {
    'POST /oauth/token':
      'The JWT grant, and the exchange of an authorization code (any client secret, or PKCE).',
    'GET /oauth/userinfo': 'The user behind an access token, with accounts.',
    'GET /restapi/v2.1/accounts/{account}': 'An account, for a member of it, with rate headers.',
    'GET /restapi/v2.1/accounts/{account}/users/{user}':
      'A user as a member of the account, with status and rights.',
    'GET /restapi/v2.1/accounts/{account}/connect':
      'The webhooks of an account, for its administrators; below it /failures and /{connectId}.',
    'GET /oauth/auth': 'The consent link: login and consent in a browser, then the redirect URI.',
    'GET /emulator/admin': 'A page like Apps and Keys: key pairs, redirect URIs, users, consents.',
  },
  faultExamples: {
    throttled: { operation: 'token', status: 429, headers: { 'Retry-After': '2' }, times: 3 },
    throttledWithoutRetryAfter: { operation: '*', status: 429, probability: 0.1 },
    limits: {
      operation: 'userinfo',
      status: 429,
      headers: { 'X-RateLimit-Limit': '3000', 'X-RateLimit-Remaining': '0' },
    },
    unavailable: { operation: 'token', status: 503, body: '<h1>Service Unavailable</h1>' },
    emptyBody: { operation: 'token', status: 200, body: '' },
    slow: { operation: 'token', delayMs: 2000 },
    reset: { operation: 'token', connection: 'reset', times: 1 },
    hang: { operation: 'userinfo', connection: 'hang' },
  },
}

interface OAuthEndpoint {
  operation: Operation
  answer: typeof answerTokenRequest
}

const oauthEndpoints: Readonly<Record<string, OAuthEndpoint | undefined>> = {
  __proto__: null as never,
  'POST /oauth/token': { operation: 'token', answer: answerTokenRequest },
  'GET /oauth/userinfo': {
    operation: 'userinfo',
    answer: (context, _, authorization) => answerUserinfoRequest(context, authorization),
  },
}

function accountEndpoint(method: string | undefined, path: string): OAuthEndpoint | undefined {
  const [, accountId, userId, connect, part] =
    /^\/restapi\/v2\.1\/accounts\/([\w-]+)(?:\/users\/([\w-]+)|(\/connect(?:\/([\w-]+))?))?$/.exec(
      path,
    ) ?? []
  if (method !== 'GET' || accountId === undefined) return undefined
  if (userId !== undefined) {
    return {
      operation: 'user',
      answer: (context, _, authorization) =>
        answerUserRequest(context, { accountId, userId, authorization }),
    }
  }
  if (connect === undefined) {
    return {
      operation: 'account',
      answer: (context, _, authorization) =>
        answerAccountRequest(context, { accountId, authorization }),
    }
  }
  return {
    operation: 'connect',
    answer: (context, _, authorization) =>
      answerConnectRequest(context, { accountId, authorization, part }),
  }
}

/** `undefined` for a body that is no form, or too long for one. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return undefined
  try {
    return new URLSearchParams(await readBody(request, 65_536))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
