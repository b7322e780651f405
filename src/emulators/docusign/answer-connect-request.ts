import { type AccountRequest, checkAccountRequest } from './answer-account-request.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { OAuthAnswer } from './oauth-answer.ts'
import { restError } from './rest-error.ts'

/**
 * `GET /restapi/v2.1/accounts/{accountId}/connect`, `.../connect/{connectId}` and
 * `.../connect/failures`: the webhooks of an account, for an administrator of it.
 *
 * @param request.part what follows `/connect/`; absent: all configurations.
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/
 */
export function answerConnectRequest(
  context: DocusignContext,
  request: AccountRequest & { part?: string | undefined },
): OAuthAnswer {
  const access = checkAccountRequest(context, request)
  if (!access.ok) return access.refusal
  const { account, headers } = access
  if (account.isAdmin === false) return restError('USER_NOT_ACCOUNT_ADMIN', headers)
  const { configurations = [], failures = [] } = context.state.connect(account.id) ?? {}
  const answer = (list: readonly object[], body: object): OAuthAnswer => ({
    status: 200,
    headers,
    body: { ...body, totalRecords: String(list.length) },
    outcome: 'ok',
  })
  const { part } = request
  if (part === undefined) return answer(configurations, { configurations })
  if (part === 'failures') return answer(failures, { failures, logs: [], type: 'failures' })
  const found = configurations.filter(({ connectId }) => String(connectId) === part)
  if (found.length === 0) return restError('INVALID_REQUEST_PARAMETER', headers)
  return answer(found, { configurations: found })
}
