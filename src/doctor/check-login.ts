import { signAssertion } from '../docusign/assertion.ts'
import { checkUserInfo, findAccount } from '../docusign/check-user-info.ts'
import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import { restOrigin } from '../docusign/platform.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import type { Session } from '../session/open-session.ts'
import type { SeenAccount, Step, StepId } from './diagnosis.ts'

/**
 * One login, from the token request to the API: what Docusign refuses, which accounts the login sees,
 * whether it may use the configured one.
 */
export async function checkLogin(options: {
  session: Session
  signer: AssertionSigner
  context: LoginContext & { integrationKey: string; userId: string; accountId: string }
  /** As configured, if it is. */
  baseUri?: string | undefined
}): Promise<Step[]> {
  const { session, signer, baseUri } = options
  const { platform, now, signal } = session
  const { login: scopes } = session.environment.integration.scopes
  const client = session.oauthClient()
  const call = { signal }
  const context = { ...options.context, thumbprint: signer.thumbprint }
  const { integrationKey, userId, accountId } = context
  const failed = (failure: LoginFailure, otherwise: StepId): Step => ({
    id: stepOfClass.get(failure.class) ?? otherwise,
    verdict: 'failed',
    message: failure.message,
    action: failureAction(failure, context),
    scope: failure.scope,
  })

  const assertion = await signAssertion({
    ...{ integrationKey, audience: platform.audience, scopes, signer, userId, now },
    ...call,
  })
  const token = await client.requestToken(assertion, call)
  if (!token.ok) {
    const step = failed(token.failure, 'login')
    const answered: Step = { id: 'login', verdict: 'passed', message: 'Docusign has answered' }
    return step.id === 'login' ? [step] : [answered, step]
  }
  const steps: Step[] = [
    { id: 'login', verdict: 'passed', message: 'Docusign gave an access token' },
    { id: 'integration-key', verdict: 'passed', message: `Docusign knows ${integrationKey}` },
    { id: 'key-pair', verdict: 'passed', message: `Docusign accepts ${signer.thumbprint}` },
    { id: 'user', verdict: 'passed', message: `user ${userId} is active` },
    { id: 'consent', verdict: 'passed', message: `granted for ${scopes.join(', ')}` },
  ]
  const info = await client.userInfo(token.accessToken, call)
  if (!info.ok) return [...steps, failed(info.failure, 'accounts')]
  const accounts = info.userInfo.accounts.map(
    ({ accountId: id, name, isDefault, baseUri: uri }): SeenAccount => ({
      ...{ id, ...(name !== undefined && { name }), isDefault },
      ...{ region: new URL(uri).hostname.split('.')[0] ?? '', baseUri: uri },
    }),
  )
  steps.push({
    id: 'accounts',
    verdict: accounts.length > 0 ? 'passed' : 'warning',
    message: `this login sees ${accounts.length === 1 ? 'one account' : `${accounts.length} accounts`}`,
    ...(accounts.length === 0 && { action: 'add the user to the account in Docusign Admin' }),
    accounts,
  })
  const difference = checkUserInfo(
    info.userInfo,
    { userId, accountId, ...(baseUri !== undefined && { baseUri }) },
    context,
  )
  if (difference !== undefined) return [...steps, failed(difference, 'account')]
  steps.push({ id: 'account', verdict: 'passed', message: `${accountId} is among them` })

  const found = findAccount(info.userInfo.accounts, accountId)
  const origin = found && restOrigin(platform, found.baseUri)
  if (origin === undefined) {
    const message = `the base URI ${found?.baseUri} is none of this platform's, so no token is sent there`
    const action = 'check "platform" in integration.yaml'
    return [...steps, { id: 'permission', verdict: 'failed', message, action, scope: 'tenant' }]
  }
  const api = session.accountClient(origin, 1)
  const read = await api.readAccount(accountId, token.accessToken, call)
  return read.ok
    ? [...steps, { id: 'permission', verdict: 'passed', message: 'the API answers this user' }]
    : [...steps, { ...failed(read.failure, 'permission'), id: 'permission' }]
}

// --- internal ---

/** Classes that name a step; all others belong to the request that was refused. */
const stepOfClass: ReadonlyMap<string, StepId> = new Map([
  ['app_unknown', 'integration-key'],
  ['app_refused', 'integration-key'],
  ['key_rejected', 'key-pair'],
  ['clock_skew', 'clock'],
  ['user_not_found', 'user'],
  ['user_mismatch', 'user'],
  ['consent_required', 'consent'],
  ['scope_missing', 'consent'],
  ['account_mismatch', 'account'],
  ['base_uri_mismatch', 'account'],
])
