import type { HttpsRoute } from '../../src/docusign/https-route.ts'
import type { LoginPhase } from '../../src/docusign/login-failure.ts'
import type { Timers } from '../../src/pace/timers.ts'

/** Docusign's steps of a login, as requests on the wire. */
export const wireSteps = ['token', 'userinfo', 'account', 'user', 'connect', 'failures'] as const
export type WireStep = (typeof wireSteps)[number]

/** What comes back over a connection. */
export type WireAnswer = { afterMs?: number } & (
  | { status: number; body: string; headers?: Record<string, string> }
  | { code: string; phase: LoginPhase; body?: string }
  /** The right answer, perhaps with more headers. */
  | { headers: Record<string, string> }
)

/** How things really are with a user: what an undisturbed login shows, and from which step on. */
export const truths = {
  good: undefined,
  'no consent': 'token',
  'user is closed': 'token',
  'scope is refused': 'token',
  'refused without a reason': 'token',
  'refused with an unknown code': 'token',
  'key pair is refused': 'token',
  'another user': 'userinfo',
  'no member of the account': 'userinfo',
  'another base URI': 'userinfo',
  'token is refused': 'userinfo',
  'may not use the API': 'account',
  'account lacks the API': 'account',
  'account is blocked': 'account',
  'plan has ended': 'account',
  'user is disabled': 'user',
  'user may not send': 'user',
  'webhook is missing': 'connect',
  'webhook is off': 'connect',
} as const satisfies Record<string, WireStep | undefined>
export type Truth = keyof typeof truths
export const truthNames = Object.keys(truths) as Truth[]

/** A user of the wired Docusign. */
export interface WireUser {
  account: string
  truth: Truth
}

export interface WireWorld {
  timers: Timers
  /** Epoch milliseconds. */
  now: () => number
  /** By user id; nobody else exists. */
  users: ReadonlyMap<string, WireUser>
  baseUri: string
  /** Where the webhooks of all accounts send to. */
  webhook: string
  /** What a request meets instead of the right answer. */
  trouble: (step: WireStep, userId: string) => WireAnswer | undefined
}

/** The connections to a Docusign that answers in simulated time: in place of `openHttpsRoute`. */
export function openWireRoute(world: WireWorld): HttpsRoute {
  const phases = new WeakMap<Error, LoginPhase>()
  const dispatch = async (request: WireRequest, handler: WireHandler) => {
    const { step, userId } = whatIsAsked(request)
    const trouble = world.trouble(step, userId)
    await new Promise<void>((done) => world.timers.after(trouble?.afterMs ?? 5, done))
    const right = () => rightAnswer(world, step, userId)
    const answer =
      trouble === undefined
        ? right()
        : 'code' in trouble || 'status' in trouble
          ? trouble
          : { ...right(), headers: { ...right().headers, ...trouble.headers } }
    let isOver = false
    const fail = (error: Error) => {
      if (isOver) return
      isOver = true
      handler.onResponseError?.(controller, error)
    }
    const controller = { abort: fail }
    if ('code' in answer) {
      const error = Object.assign(new Error('broken'), { code: answer.code })
      phases.set(error, answer.phase)
      const hasBegun = ['response', 'body'].includes(answer.phase)
      if (hasBegun) handler.onRequestStart?.(controller, {})
      if (answer.phase === 'body') handler.onResponseStart?.(controller, 200, {}, '')
      if (answer.body) handler.onResponseData?.(controller, Buffer.from(answer.body))
      return fail(error)
    }
    handler.onRequestStart?.(controller, {})
    handler.onResponseStart?.(controller, answer.status, answer.headers ?? {}, '')
    if (answer.body !== '') handler.onResponseData?.(controller, Buffer.from(answer.body))
    if (!isOver) handler.onResponseEnd?.(controller, {})
  }
  const dispatcher = {
    dispatch(request: WireRequest, handler: WireHandler) {
      void dispatch(request, handler)
      return true
    },
    destroy: async () => {},
  }
  return {
    dispatcher: dispatcher as unknown as HttpsRoute['dispatcher'],
    proxy: undefined,
    phaseOf: (error) => phases.get(error) ?? 'connect',
  }
}

/** Docusign's own answer, with its trace token. */
export function docusigns(status: number, json: unknown): WireAnswer & { status: number } {
  return {
    status,
    body: JSON.stringify(json),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-docusign-tracetoken': '2f0b1d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b',
    },
  }
}

// --- internal ---

type Dispatch = Parameters<HttpsRoute['dispatcher']['dispatch']>
type WireRequest = Dispatch[0]
type WireHandler = {
  // biome-ignore lint/suspicious/noExplicitAny: undici's own types of its handlers differ by version
  [Name in keyof Dispatch[1]]?: (...values: any[]) => void
}

function whatIsAsked({ path, body, headers }: WireRequest): { step: WireStep; userId: string } {
  if (path === '/oauth/token') {
    const claims = String(body).split('assertion=')[1]?.split('.')[1] ?? ''
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }
    return { step: 'token', userId: sub }
  }
  const list = headers as string[]
  const userId = list[list.indexOf('authorization') + 1]?.replace('Bearer token.', '') ?? ''
  if (path === '/oauth/userinfo') return { step: 'userinfo', userId }
  const [, below = 'account'] =
    /\/accounts\/[^/]+\/(connect\/failures|connect|users)/.exec(path) ?? []
  return { step: stepOfPath[below] ?? 'account', userId }
}

const stepOfPath: Readonly<Record<string, WireStep>> = {
  'connect/failures': 'failures',
  connect: 'connect',
  users: 'user',
}

const refusals: Partial<Record<Truth, [status: number, body: Record<string, string>]>> = {
  'no consent': [400, { error: 'consent_required' }],
  'user is closed': [400, { error: 'invalid_grant', error_description: 'User_not_found' }],
  'scope is refused': [400, { error: 'invalid_scope' }],
  'refused without a reason': [400, { error: 'invalid_grant' }],
  'refused with an unknown code': [400, { error: 'account_on_fire' }],
  'key pair is refused': [
    400,
    { error: 'invalid_grant', error_description: 'no_valid_keys_or_signatures' },
  ],
  'token is refused': [401, { error: 'internal_server_error', reference_id: 'x' }],
  'may not use the API': [403, { errorCode: 'USER_LACKS_PERMISSIONS', message: 'No.' }],
  'account lacks the API': [400, { errorCode: 'Account_Lacks_Permissions', message: 'No.' }],
}

function rightAnswer(
  world: WireWorld,
  step: WireStep,
  userId: string,
): { status: number; body: string; headers?: Record<string, string> } {
  const answer = rightJson(world, step, userId)
  const date = new Date(world.now()).toUTCString()
  const { status, body, headers } = docusigns(...answer) as {
    status: number
    body: string
    headers: Record<string, string>
  }
  return { status, body, headers: { ...headers, date } }
}

function rightJson(
  { users, baseUri, webhook }: WireWorld,
  step: WireStep,
  userId: string,
): [status: number, json: unknown] {
  const user = users.get(userId)
  if (user === undefined) {
    return [400, { error: 'invalid_grant', error_description: 'user_not_found' }]
  }
  const { truth, account } = user
  const refusal = refusals[truth]
  if (truths[truth] === step && refusal !== undefined) return refusal
  const is = (name: Truth) => truth === name
  switch (step) {
    case 'token':
      return [200, { access_token: `token.${userId}`, token_type: 'Bearer', expires_in: 3600 }]
    case 'userinfo': {
      const membership = {
        account_id: is('no member of the account') ? userId : account,
        account_name: 'Acme',
        is_default: true,
        base_uri: is('another base URI') ? 'https://eu.docusign.net' : baseUri,
      }
      return [200, { sub: is('another user') ? account : userId, accounts: [membership] }]
    }
    case 'account':
      return [
        200,
        {
          accountIdGuid: account,
          accountName: 'Acme',
          envelopeSendingBlocked: String(is('account is blocked')),
          planEndDate: is('plan has ended') ? '2025-01-01T00:00:00Z' : '2035-01-01T00:00:00Z',
        },
      ]
    case 'connect': {
      const configuration = {
        ...{ connectId: '1', urlToPublishTo: webhook, configurationType: 'custom' },
        ...{ allowEnvelopePublish: String(!is('webhook is off')), deliveryMode: 'SIM' },
        eventData: { version: 'restv2.1', format: 'json' },
        ...{ events: ['envelope-completed'], includeHMAC: 'true', integratorManaged: 'true' },
        requiresAcknowledgement: 'true',
      }
      const configurations = is('webhook is missing') ? [] : [configuration]
      return [200, { configurations, totalRecords: String(configurations.length) }]
    }
    case 'failures':
      return [200, { failures: [], totalRecords: '0' }]
    case 'user':
      return [
        200,
        {
          userId,
          userStatus: is('user is disabled') ? 'Disabled' : 'Active',
          isAdmin: 'False',
          userSettings: {
            canSendEnvelope: String(!is('user may not send')),
            canSendAPIRequests: 'true',
          },
        },
      ]
  }
}
