import { type AccountRequest, checkAccountRequest, refuse } from './answer-account-request.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { OAuthAnswer } from './oauth-answer.ts'

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
  if (account.isAdmin === false) {
    // The code is documented; its status here is ours.
    const message = 'User is not an account administrator.'
    return refuse(400, 'USER_NOT_ACCOUNT_ADMIN', message, headers)
  }
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
  // How Docusign refuses an unknown id is not documented: code and status are ours.
  if (found.length === 0)
    return refuse(400, 'INVALID_REQUEST_PARAMETER', 'Unknown connectId.', headers)
  return answer(found, { configurations: found })
}
