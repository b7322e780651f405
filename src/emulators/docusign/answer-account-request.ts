import { bearerToken } from './access-tokens.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { OAuthAnswer } from './oauth-answer.ts'

/**
 * `GET /restapi/v2.1/accounts/{accountId}`: an account, for a user who is a member of it. The emulator
 * answers for all base URIs; error codes are those of
 * https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/troubleshooting-common-errors/
 */
export function answerAccountRequest(
  { tokens, state, limits }: DocusignContext,
  accountId: string,
  authorization: string | undefined,
): OAuthAnswer {
  const grant = tokens.find(bearerToken(authorization))
  const user = grant && state.user(grant.userId)
  if (!user?.active) {
    return refuse(401, 'AUTHORIZATION_INVALID_TOKEN', 'The access token is expired or invalid.')
  }
  const account = user.accounts.find(({ id }) => id.toLowerCase() === accountId.toLowerCase())
  if (account === undefined) {
    return refuse(400, 'USER_LACKS_MEMBERSHIP', 'The user is not a member of this account.')
  }
  const { headers, exceeded } = limits.count(account.id.toLowerCase())
  if (exceeded !== undefined) {
    const message = 'The maximum number of calls of this account has been reached.'
    return { ...refuse(429, exceeded, message), headers }
  }
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

// --- internal ---

function refuse(status: number, errorCode: string, message: string): OAuthAnswer {
  return { status, body: { errorCode, message }, outcome: errorCode }
}
