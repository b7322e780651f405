import { bearerToken } from './access-tokens.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { EmulatedUser } from './docusign-state.ts'
import type { OAuthAnswer } from './oauth-answer.ts'

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
    },
    outcome: 'ok',
  }
}

/**
 * Whether a request about an account gets an answer: the token is valid, its user is a member, and no
 * limit is used up. Error codes are those of
 * https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/troubleshooting-common-errors/
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
    const message = 'The access token is expired or invalid.'
    return { ok: false, refusal: refuse(401, 'AUTHORIZATION_INVALID_TOKEN', message) }
  }
  const account = user.accounts.find(({ id }) => id.toLowerCase() === accountId.toLowerCase())
  if (account === undefined) {
    const message = 'The user is not a member of this account.'
    return { ok: false, refusal: refuse(400, 'USER_LACKS_MEMBERSHIP', message) }
  }
  const { headers, exceeded } = limits.count(account.id.toLowerCase())
  if (exceeded === undefined) return { ok: true, account, headers }
  const message = 'The maximum number of calls of this account has been reached.'
  return { ok: false, refusal: refuse(429, exceeded, message, headers) }
}

/** A refusal of the REST API. */
export function refuse(
  status: number,
  errorCode: string,
  message: string,
  headers?: Record<string, string>,
): OAuthAnswer {
  return { status, headers, body: { errorCode, message }, outcome: errorCode }
}
