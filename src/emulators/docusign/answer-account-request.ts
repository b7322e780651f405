import { bearerToken } from './access-tokens.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { EmulatedUser } from './docusign-state.ts'
import type { OAuthAnswer } from './oauth-answer.ts'
import { restError } from './rest-error.ts'

/** A request of the REST API about one account. */
export interface AccountRequest {
  accountId: string
  authorization: string | undefined
}

/**
 * `GET /restapi/v2.1/accounts/{accountId}`: an account, for a user who is a member of it. The emulator
 * answers for all base URIs.
 */
export function answerAccountRequest(
  context: DocusignContext,
  request: AccountRequest,
): OAuthAnswer {
  const access = checkAccountRequest(context, request)
  if (!access.ok) return access.refusal
  const { account, headers } = access
  return {
    status: 200,
    headers,
    body: {
      accountIdGuid: account.id,
      accountName: account.name,
      isDefault: `${account.isDefault}`,
      envelopeSendingBlocked: 'false',
      ...context.state.account(account.id)?.details,
    },
    outcome: 'ok',
  }
}

/**
 * `GET /restapi/v2.1/accounts/{accountId}/users/{userId}`: a user as a member of the account. Whether
 * Docusign lets a user who is no administrator read another one is not known: here it does.
 */
export function answerUserRequest(
  context: DocusignContext,
  { userId, ...request }: AccountRequest & { userId: string },
): OAuthAnswer {
  const access = checkAccountRequest(context, request)
  if (!access.ok) return access.refusal
  const { account, headers } = access
  const user = context.state.user(userId)
  const membership = user?.accounts.find(({ id }) => id === account.id)
  if (user === undefined || membership === undefined) {
    return restError('USER_NOT_FOUND', headers)
  }
  const { userSettings, ...details } = membership.details ?? {}
  return {
    status: 200,
    headers,
    body: {
      userId: user.id,
      userName: user.name,
      email: user.email,
      userStatus: user.active ? 'Active' : 'Closed',
      isAdmin: membership.isAdmin === false ? 'False' : 'True',
      ...details,
      userSettings: {
        canSendEnvelope: 'true',
        canSendAPIRequests: 'true',
        ...(typeof userSettings === 'object' ? userSettings : {}),
      },
    },
    outcome: 'ok',
  }
}

/**
 * Whether a request about an account gets an answer: the token is valid, its user is a member, and no
 * limit is used up.
 */
export function checkAccountRequest(
  { tokens, state, limits }: DocusignContext,
  { accountId, authorization }: AccountRequest,
):
  | { ok: true; account: EmulatedUser['accounts'][number]; headers: Record<string, string> }
  | { ok: false; refusal: OAuthAnswer } {
  const grant = tokens.find(bearerToken(authorization))
  const user = grant && state.user(grant.userId)
  if (!user?.active) {
    return { ok: false, refusal: restError('AUTHORIZATION_INVALID_TOKEN') }
  }
  const account = user.accounts.find(({ id }) => id.toLowerCase() === accountId.toLowerCase())
  if (account === undefined) {
    return { ok: false, refusal: restError('USER_LACKS_MEMBERSHIP') }
  }
  const { headers, exceeded } = limits.count(account.id.toLowerCase())
  if (exceeded === undefined) return { ok: true, account, headers }
  return { ok: false, refusal: restError(exceeded, headers) }
}
