import { randomUUID } from 'node:crypto'
import { bearerToken } from './access-tokens.ts'
import type { DocusignContext } from './docusign-context.ts'
import type { OAuthAnswer } from './oauth-answer.ts'

/**
 * `GET /oauth/userinfo`: the user behind an access token and its accounts
 * (https://developers.docusign.com/platform/auth/reference/user-info).
 *
 * A bad token is answered as Docusign does it, status 401 and `internal_server_error`: github
 * docusign/docusign-esign-java-client#84 and docusign/docusign-esign-csharp-client#312.
 */
export function answerUserinfoRequest(
  { tokens, state }: DocusignContext,
  authorization: string | undefined,
): OAuthAnswer {
  const grant = tokens.find(bearerToken(authorization))
  const user = grant && state.user(grant.userId)
  if (!user?.active) {
    const error = 'internal_server_error'
    return { status: 401, body: { error, reference_id: randomUUID() }, outcome: error }
  }
  const [given = '', ...family] = user.name.split(' ')
  return {
    status: 200,
    body: {
      sub: user.id,
      name: user.name,
      given_name: given,
      family_name: family.join(' '),
      created: '2015-08-13T22:03:03.45',
      email: user.email,
      accounts: user.accounts.map(({ id, name, baseUri, isDefault }) => ({
        account_id: id,
        is_default: isDefault,
        account_name: name,
        base_uri: baseUri,
      })),
    },
    outcome: 'ok',
  }
}
