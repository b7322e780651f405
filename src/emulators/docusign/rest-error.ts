import type { OAuthAnswer } from './oauth-answer.ts'

/**
 * A refusal of the REST API. That its body has these two members is documented, and so are the codes:
 * https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/troubleshooting-common-errors/
 * All messages are ours: Docusign rewords its own.
 */
export function restError(errorCode: RestError, headers?: Record<string, string>): OAuthAnswer {
  const { status, message } = errors[errorCode]
  return { status, body: { errorCode, message }, outcome: errorCode, ...(headers && { headers }) }
}

// --- internal ---

type RestError = keyof typeof errors

const limit = 'The maximum number of calls of this account has been reached.'

const errors = {
  // The status is what third parties report.
  AUTHORIZATION_INVALID_TOKEN: {
    status: 401,
    message: 'The access token is expired or invalid.',
  },
  // The status is ours.
  USER_LACKS_MEMBERSHIP: { status: 400, message: 'The user is not a member of this account.' },
  // The status is ours.
  USER_NOT_FOUND: { status: 400, message: 'The user is not known in this account.' },
  // The status is ours.
  USER_NOT_ACCOUNT_ADMIN: { status: 400, message: 'User is not an account administrator.' },
  // How Docusign refuses an unknown connectId is not documented: code and status are ours.
  INVALID_REQUEST_PARAMETER: { status: 400, message: 'Unknown connectId.' },
  // Status 429 since 2026, 400 before: Docusign's changelog of 2026-06-23, and
  // https://www.docusign.com/blog/developers/clearer-docusign-api-error-message-and-status-code-improvements
  HOURLY_APIINVOCATION_LIMIT_EXCEEDED: { status: 429, message: limit },
  BURST_APIINVOCATION_LIMIT_EXCEEDED: { status: 429, message: limit },
}
