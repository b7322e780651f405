import type { Environment } from '../../src/config/environment.ts'
import type { AccountClient } from '../../src/docusign/account-client.ts'
import type { AccountDetails, UserDetails } from '../../src/docusign/account-details.ts'
import { type LoginFailure, loginFailure } from '../../src/docusign/login-failure.ts'
import type { OAuthClient, UserInfo } from '../../src/docusign/oauth-client.ts'
import type { CallBudget } from '../../src/docusign/rate-limits.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import type { AccountWebhooks } from '../../src/webhooks/compare-connect.ts'
import type { VirtualTimers } from './virtual-timers.ts'

/** What a request meets instead of its answer. */
export type Fault = { failure: LoginFailure; afterMs?: number } | undefined

export interface FakeRequest {
  endpoint: 'token' | 'userinfo' | 'account' | 'user' | 'connect' | 'failures'
  userId: string
  at: number
  /** Of the endpoints of the REST API. */
  accountId?: string
  origin?: string
}

/** An OAuth client that answers on its own, in simulated time. */
export interface FakeDocusign {
  client: OAuthClient
  /** The REST API. */
  openAccounts: (origin: string) => AccountClient
  signer: AssertionSigner & { signatures: number }
  /** All requests so far. */
  requests: FakeRequest[]
  /** The largest number of requests that were under way at one time. */
  mostAtOnce: number
  /** Answers differ from here on. */
  fault: (request: FakeRequest) => Fault
  /** What answers say about the calls that are left. */
  budget: (request: FakeRequest) => CallBudget | undefined
  users: Map<string, UserInfo>
  /** What accounts and their users say besides {@link healthy}, by account. */
  details: Map<string, Partial<AccountDetails & UserDetails>>
  /** By account; absent: there are none. */
  webhooks: Map<string, AccountWebhooks>
}

/** An account and a user that can send. */
export const healthy: AccountDetails & UserDetails = {
  envelopeSendingBlocked: 'false',
  suspensionStatus: undefined,
  planEndDate: undefined,
  billingPeriodEnvelopesAllowed: '100',
  billingPeriodEnvelopesSent: '3',
  userStatus: 'Active',
  isAdmin: 'False',
  canSendEnvelope: 'true',
  canSendAPIRequests: 'true',
}

/** Knows the users of the environment; refuses all others. */
export function createFakeDocusign(
  environment: Environment,
  timers: VirtualTimers,
  { latencyMs = 50, signMs = 1 }: { latencyMs?: number; signMs?: number } = {},
): FakeDocusign {
  const { managementAccount } = environment.integration
  const users = new Map<string, UserInfo>()
  const add = (sub: string, accountId: string, baseUri = 'https://demo.docusign.net') => {
    const accounts = users.get(sub)?.accounts ?? []
    const account = { accountId, isDefault: accounts.length === 0, baseUri }
    users.set(sub, { sub, accounts: [...accounts, account] })
  }
  add(managementAccount.canaryUser, managementAccount.id)
  for (const tenant of environment.tenants) {
    for (const user of Object.values(tenant.users)) add(user, tenant.account, tenant.baseUri)
  }
  let underWay = 0

  const answer = async <T>(
    endpoint: FakeRequest['endpoint'],
    userId: string,
    signal: AbortSignal | undefined,
    give: () => T,
    about: Pick<FakeRequest, 'accountId' | 'origin'> = {},
  ): Promise<T | { ok: false; failure: LoginFailure; budget?: CallBudget }> => {
    signal?.throwIfAborted()
    const request = { endpoint, userId, at: timers.now(), ...about }
    fake.requests.push(request)
    underWay += 1
    fake.mostAtOnce = Math.max(fake.mostAtOnce, underWay)
    const fault = fake.fault(request)
    try {
      await timers.wait(fault?.afterMs ?? latencyMs)
      signal?.throwIfAborted()
    } finally {
      underWay -= 1
    }
    const budget = fake.budget(request)
    const result = fault === undefined ? give() : { ok: false as const, failure: fault.failure }
    return budget === undefined ? result : { ...result, budget }
  }

  const fake: FakeDocusign = {
    requests: [],
    mostAtOnce: 0,
    fault: () => undefined,
    budget: () => undefined,
    users,
    details: new Map(),
    webhooks: new Map(),
    signer: {
      thumbprint: '0vx7agoebGcQSuu8jD6_JnO0BoQvW1cGQZcMvNnVYyc',
      alg: 'RS256',
      signatures: 0,
      publicJwk: async () => ({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }),
      async sign() {
        this.signatures += 1
        await timers.wait(signMs)
        return new TextEncoder().encode(canaries.signature)
      },
    },
    client: {
      requestToken(assertion, { signal } = {}) {
        const claims = JSON.parse(
          Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString(),
        ) as { sub: string }
        return answer('token', claims.sub, signal, () =>
          users.has(claims.sub)
            ? { ok: true as const, accessToken: `${canaries.token}.${claims.sub}`, skewMs: 0 }
            : { ok: false as const, failure: failures.userNotFound() },
        )
      },
      userInfo(accessToken, { signal } = {}) {
        const userId = accessToken.split('.')[1] ?? ''
        return answer('userinfo', userId, signal, () => {
          const userInfo = users.get(userId)
          return userInfo === undefined
            ? { ok: false as const, failure: failures.unknown() }
            : { ok: true as const, userInfo }
        })
      },
      close: async () => {},
    },
    openAccounts: (origin) => ({
      readAccount(accountId, accessToken, { signal } = {}) {
        const userId = accessToken.split('.')[1] ?? ''
        const isMember = users
          .get(userId)
          ?.accounts.some((account) => account.accountId === accountId)
        const give = () =>
          isMember
            ? { ok: true as const, account: { ...healthy, ...fake.details.get(accountId) } }
            : { ok: false as const, failure: failures.noMember() }
        return answer('account', userId, signal, give, { accountId, origin })
      },
      readUser(accountId, userId, _, { signal } = {}) {
        const give = () => ({
          ok: true as const,
          user: { ...healthy, ...fake.details.get(accountId) },
        })
        return answer('user', userId, signal, give, { accountId, origin })
      },
      readConnect(accountId, accessToken, { signal } = {}) {
        const configurations = fake.webhooks.get(accountId)?.configurations ?? []
        const give = () => ({ ok: true as const, configurations: [...configurations] })
        const userId = accessToken.split('.')[1] ?? ''
        return answer('connect', userId, signal, give, { accountId, origin })
      },
      readConnectFailures(accountId, accessToken, { signal } = {}) {
        const failures = fake.webhooks.get(accountId)?.failures ?? []
        const give = () => ({ ok: true as const, failures: [...failures] })
        const userId = accessToken.split('.')[1] ?? ''
        return answer('failures', userId, signal, give, { accountId, origin })
      },
      close: async () => {},
    }),
  }
  return fake
}

/** Texts that must never be seen in any output. */
export const canaries = { token: 'CANARY-access-token', signature: 'CANARY-signature' }

/** Failures as the real client gives them. */
export const failures = {
  userNotFound: () =>
    loginFailure({
      class: 'user_not_found',
      phase: 'response',
      status: 400,
      error: 'invalid_grant',
      errorDescription: 'user_not_found',
      message: 'Docusign does not know the user (HTTP 400, invalid_grant, user_not_found)',
    }),
  consentRequired: () =>
    loginFailure({
      class: 'consent_required',
      phase: 'response',
      status: 400,
      error: 'consent_required',
      message:
        'the user has not consented to these scopes for the integration key (HTTP 400, consent_required)',
    }),
  keyRejected: () =>
    loginFailure({
      class: 'key_rejected',
      phase: 'response',
      status: 400,
      error: 'invalid_grant',
      errorDescription: 'no_valid_keys_or_signatures',
      message: 'Docusign found no registered key pair that made this signature',
    }),
  clockSkew: () =>
    loginFailure({ class: 'clock_skew', status: 400, message: 'this clock is wrong' }),
  noMember: () =>
    loginFailure({
      class: 'account_mismatch',
      phase: 'response',
      status: 400,
      error: 'USER_LACKS_MEMBERSHIP',
      message: 'the user is not a member of the account (HTTP 400, USER_LACKS_MEMBERSHIP)',
    }),
  disabledKey: () =>
    loginFailure({
      class: 'app_unknown',
      phase: 'response',
      status: 401,
      error: 'PARTNER_AUTHENTICATION_FAILED',
      message: 'the API does not know the integration key, or it is disabled',
    }),
  limitOfAccount: (limit: 'HOURLY' | 'BURST', retryAfterMs: number) =>
    loginFailure({
      class: 'throttled',
      phase: 'response',
      status: 429,
      error: `${limit}_APIINVOCATION_LIMIT_EXCEEDED`,
      message: 'Docusign is throttling (HTTP 429)',
      retryAfterMs,
    }),
  throttled: (retryAfterMs?: number) =>
    loginFailure({
      class: 'throttled',
      phase: 'response',
      status: 429,
      message: 'Docusign is throttling (HTTP 429)',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }),
  serverError: () =>
    loginFailure({
      class: 'transient',
      phase: 'response',
      status: 500,
      message: 'the server had a problem of its own (HTTP 500)',
    }),
  reset: () =>
    loginFailure({
      class: 'transient',
      phase: 'response',
      networkCode: 'ECONNRESET',
      message: 'the connection was closed (ECONNRESET)',
    }),
  timeout: () =>
    loginFailure({
      class: 'transient',
      phase: 'response',
      networkCode: 'UND_ERR_HEADERS_TIMEOUT',
      message: 'no answer in time',
    }),
  unknown: () =>
    loginFailure({
      class: 'unknown',
      phase: 'response',
      status: 400,
      error: 'account_on_fire',
      message:
        'Docusign answered with an error that ikctl does not know (HTTP 400, account_on_fire)',
      traceToken: '2f0b1d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b',
    }),
  grantRefused: () =>
    loginFailure({
      class: 'grant_refused',
      phase: 'response',
      status: 400,
      error: 'invalid_grant',
      message: 'Docusign refused the login without saying why (HTTP 400, invalid_grant)',
    }),
  appRefused: () =>
    loginFailure({
      class: 'app_refused',
      phase: 'response',
      status: 400,
      error: 'unauthorized_client',
      message: 'Docusign refused the integration key (HTTP 400, unauthorized_client)',
    }),
  tokenRefused: () =>
    loginFailure({
      class: 'token_refused',
      phase: 'response',
      status: 401,
      error: 'internal_server_error',
      message: 'Docusign refused the access token that it had just issued (HTTP 401)',
    }),
  foreignAnswer: () =>
    loginFailure({
      class: 'foreign_answer',
      phase: 'response',
      status: 200,
      message: "the answer is not Docusign's: a web page instead of JSON (HTTP 200)",
    }),
}
