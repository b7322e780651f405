import type { Grant } from './access-tokens.ts'
import type { DocusignContext } from './docusign-context.ts'
import { invalidGrant, type OAuthAnswer, oauthError } from './oauth-answer.ts'
import { isSignedByOneOf, parseJws, readClaims } from './verify-assertion.ts'

/**
 * `POST /oauth/token`: the JWT grant, and the exchange of an authorization code.
 *
 * @param form `undefined` when the body was no form.
 * @param authorization the request's header of that name; only the exchange of a code needs one.
 */
export function answerTokenRequest(
  context: DocusignContext,
  form: URLSearchParams | undefined,
  authorization?: string,
): OAuthAnswer {
  // RFC 6749 section 3.2: parameters must not be given more than once.
  if (form === undefined || new Set(form.keys()).size < form.size) {
    return oauthError('invalid_request')
  }
  const grant = grants[form.get('grant_type') ?? '']?.(context, form, authorization)
  if (grant === undefined) {
    return oauthError(form.get('grant_type') ? 'unsupported_grant_type' : 'invalid_request')
  }
  if ('outcome' in grant) return grant
  const { tokenLifetimeSeconds } = context.settings
  return {
    status: 200,
    body: {
      access_token: context.tokens.issue(grant, tokenLifetimeSeconds),
      token_type: 'Bearer',
      expires_in: tokenLifetimeSeconds,
    },
    outcome: 'ok',
  }
}

// --- internal ---

type GrantType = (
  context: DocusignContext,
  form: URLSearchParams,
  authorization: string | undefined,
) => Grant | OAuthAnswer

const grants: Record<string, GrantType | undefined> = {
  __proto__: null as never,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': checkAssertion,
  authorization_code: redeemCode,
}

/**
 * The order of the checks is ours, no source gives Docusign's: form, issuer, audience, signature,
 * times, user, consent. Nothing is said about a user before the signature is known to be good.
 */
function checkAssertion(context: DocusignContext, form: URLSearchParams): Grant | OAuthAnswer {
  const { state, settings } = context
  const refuse = (description: Parameters<typeof invalidGrant>[0]) =>
    invalidGrant(description, settings)

  const jws = parseJws(form.get('assertion') ?? '')
  if ('reason' in jws) {
    return jws.reason === 'malformed'
      ? oauthError('invalid_request')
      : refuse('no_valid_keys_or_signatures')
  }
  const claims = readClaims(jws)
  if (claims === undefined) return oauthError('invalid_request')
  const { iss, sub, aud, iat, exp, nbf, scope } = claims

  const publicKeys = typeof iss === 'string' ? state.acceptedKeys(iss) : undefined
  if (typeof iss !== 'string' || publicKeys === undefined) return refuse('issuer_not_found')
  if (typeof aud !== 'string' || !isOneOf(aud, context.ownAudiences, settings.audiences)) {
    // The key of one platform is not known to the other: documented for `aud` and host that differ.
    return refuse(
      isOneOf(aud, vendorAudiences) ? 'issuer_not_found' : 'no_valid_keys_or_signatures',
    )
  }
  if (!isSignedByOneOf(jws, publicKeys)) return refuse('no_valid_keys_or_signatures')

  const now = Math.floor(context.now() / 1000)
  if (!Number.isSafeInteger(exp) || !isTime(iat) || !isTime(nbf)) {
    return refuse('no_valid_keys_or_signatures')
  }
  if (Number(nbf ?? 0) > now) return refuse('no_valid_keys_or_signatures')
  if (Number(exp) <= now) return refuse('expired_grant')
  const lifetime = Number(exp) - Number(iat ?? now)
  if (lifetime > (settings.maxAssertionLifetimeSeconds ?? Number.POSITIVE_INFINITY)) {
    return refuse('no_valid_keys_or_signatures')
  }

  if (typeof scope !== 'string' || scope === '') return oauthError('invalid_request')
  const user = typeof sub === 'string' ? state.user(sub) : undefined
  if (!user?.active) return refuse(settings.unknownUser)
  const scopes = scope.split(' ').filter((name) => name !== '')
  const consented = state.consentedScopes(iss, user.id)
  if (![...scopes, 'impersonation'].every((name) => consented.includes(name))) {
    return oauthError('consent_required')
  }
  return { integrationKey: iss.toLowerCase(), userId: user.id, scopes }
}

const vendorAudiences = ['account.docusign.com', 'account-d.docusign.com']

function isOneOf(value: unknown, ...lists: readonly (readonly string[])[]): boolean {
  return lists.some((list) => list.includes(value as string))
}

function isTime(value: unknown): boolean {
  return value === undefined || Number.isSafeInteger(value)
}

/**
 * RFC 6749 section 4.1.3. The emulator holds no client secrets: any one is taken, and none is
 * needed with PKCE.
 */
function redeemCode(
  { state, codes }: DocusignContext,
  form: URLSearchParams,
  authorization?: string,
): Grant | OAuthAnswer {
  const [, basic = ''] = /^Basic +(\S+)$/i.exec(authorization ?? '') ?? []
  const [clientId = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  const codeVerifier = form.get('code_verifier') ?? undefined
  const integrationKey = (clientId || (form.get('client_id') ?? '')).toLowerCase()
  if (state.integrationKey(integrationKey) === undefined || !(secret || codeVerifier)) {
    return oauthError('invalid_client')
  }
  return (
    codes.redeem(form.get('code') ?? '', integrationKey, codeVerifier) ??
    oauthError('invalid_grant')
  )
}
