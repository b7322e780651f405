import { signAssertion } from '../docusign/assertion.ts'
import { checkUserInfo } from '../docusign/check-user-info.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import type { OAuthClient } from '../docusign/oauth-client.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'

/** Who logs in, and where. */
export interface LoginTarget {
  client: OAuthClient
  integrationKey: string
  /** The OAuth host. */
  audience: string
  scopes: readonly string[]
  userId: string
  accountId: string
  /** Epoch milliseconds. */
  now: () => number
  signal?: AbortSignal
}

/** How a login ended; the failure's action knows user and key pair. */
export type TriedLogin = { ok: true } | { ok: false; failure: LoginFailure }

/**
 * One login with a freshly signed assertion, without any retry.
 *
 * @param depth `token`: an access token is proof enough; `userinfo`: it has to be the right user's.
 */
export async function tryLogin(
  signer: AssertionSigner,
  target: LoginTarget,
  depth: 'token' | 'userinfo',
): Promise<TriedLogin> {
  const { client, integrationKey, audience, scopes, userId, accountId, now, signal } = target
  const context: LoginContext = {
    ...{ integrationKey, audience, userId, accountId },
    thumbprint: signer.thumbprint,
  }
  const failed = (failure: LoginFailure): TriedLogin => ({
    ok: false,
    failure: { ...failure, action: failureAction(failure, context) },
  })
  const options = signal === undefined ? {} : { signal }
  let assertion: string
  try {
    assertion = await signAssertion({
      ...{ integrationKey, audience, scopes, signer, userId, now },
      ...options,
    })
  } catch (error) {
    signal?.throwIfAborted()
    return failed(classifySignerError(error))
  }
  const token = await client.requestToken(assertion, options)
  if (!token.ok) return failed(token.failure)
  if (depth === 'token') return { ok: true }
  const info = await client.userInfo(token.accessToken, options)
  if (!info.ok) return failed(info.failure)
  const difference = checkUserInfo(info.userInfo, { userId, accountId }, context)
  return difference === undefined ? { ok: true } : { ok: false, failure: difference }
}
