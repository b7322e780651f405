import { signAssertion } from '../docusign/assertion.ts'
import { checkSending, isUserUnreadable, type SendingVerdict } from '../docusign/check-sending.ts'
import { checkUserInfo, findAccount } from '../docusign/check-user-info.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import type { UserInfo, UserInfoAccount } from '../docusign/oauth-client.ts'
import { restOrigin } from '../docusign/platform.ts'
import { warningClasses } from '../failure/warning-classes.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import type { Session } from '../session/open-session.ts'
import { checkWebhooks } from './check-webhooks.ts'
import type { SeenAccount, Step, StepId } from './diagnosis.ts'
import { stepOfClass } from './step-of-class.ts'

/** Who logs in, with what is known for the advice. */
export interface CheckedUser {
  session: Session
  signer: AssertionSigner
  context: LoginContext & { integrationKey: string; userId: string }
}

/** How far a login came: with everything in order, whose token it is. */
export interface CheckedLogin {
  steps: Step[]
  /** Absent: a step has failed. */
  seen?: { accessToken: string; userInfo: UserInfo; accounts: readonly SeenAccount[] }
}

/** One login, up to the accounts that it sees: what Docusign refuses. */
export async function checkLogin({ session, signer, context }: CheckedUser): Promise<CheckedLogin> {
  const { platform, now, signal } = session
  const { login: scopes } = session.environment.integration.scopes
  const { integrationKey, userId } = context
  const failed = (failure: LoginFailure, id: StepId): Step =>
    failedStep(failure, id, { ...context, thumbprint: signer.thumbprint })
  const client = session.oauthClient()
  let assertion: string
  try {
    const { audience } = platform
    const claims = { integrationKey, audience, scopes, userId, now }
    assertion = await signAssertion({ ...claims, signer, signal })
  } catch (error) {
    signal.throwIfAborted()
    return { steps: [failed(classifySignerError(error), 'signature')] }
  }
  const token = await client.requestToken(assertion, { signal })
  if (!token.ok) {
    const step = failed(token.failure, 'login')
    const answered: Step = { id: 'login', verdict: 'passed', message: 'Docusign has answered' }
    return { steps: step.id === 'login' ? [step] : [answered, step] }
  }
  const steps: Step[] = [
    { id: 'login', verdict: 'passed', message: 'Docusign gave an access token' },
    { id: 'integration-key', verdict: 'passed', message: `Docusign knows ${integrationKey}` },
    { id: 'key-pair', verdict: 'passed', message: `Docusign accepts ${signer.thumbprint}` },
    { id: 'user', verdict: 'passed', message: `user ${userId} is active` },
    { id: 'consent', verdict: 'passed', message: `granted for ${scopes.join(', ')}` },
  ]
  const { accessToken } = token
  const info = await client.userInfo(accessToken, { signal })
  if (!info.ok) return { steps: [...steps, failed(info.failure, 'accounts')] }
  const { userInfo } = info
  const accounts = userInfo.accounts.map(toSeenAccount)
  steps.push({
    id: 'accounts',
    verdict: accounts.length > 0 ? 'passed' : 'warning',
    message: `this login sees ${accounts.length === 1 ? 'one account' : `${accounts.length} accounts`}`,
    ...(accounts.length === 0 && { action: 'add the user to the account in Docusign Admin' }),
    accounts,
  })
  return { steps, seen: { accessToken, userInfo, accounts } }
}

/**
 * Whether a login may use the configured account, can send from it, and sees its webhooks as declared.
 *
 * @param expected.baseUri checked when given.
 * @param expected.sends false: the canary of an account that does not send.
 */
export async function checkAccount(
  { session, context }: CheckedUser,
  { accessToken, userInfo }: NonNullable<CheckedLogin['seen']>,
  expected: { accountId: string; baseUri?: string | undefined; sends: boolean },
): Promise<Step[]> {
  const { accountId, baseUri, sends } = expected
  const who = { userId: context.userId, accountId, ...(baseUri !== undefined && { baseUri }) }
  const difference = checkUserInfo(userInfo, who, context)
  if (difference !== undefined) return [failedStep(difference, 'account', context)]
  const found: Step = { id: 'account', verdict: 'passed', message: `${accountId} is among them` }

  const address = findAccount(userInfo.accounts, accountId)?.baseUri ?? ''
  const origin = restOrigin(session.platform, address)
  if (origin === undefined) {
    const message = `the base URI ${address} is none of this platform's, so no token is sent there`
    const action = 'check "platform" in integration.yaml'
    return [found, { id: 'permission', verdict: 'failed', message, action, scope: 'tenant' }]
  }
  const { signal } = session
  const client = session.accountClient(origin, 1)
  const read = await client.readAccount(accountId, accessToken, { signal })
  if (!read.ok) {
    return [found, { ...failedStep(read.failure, 'permission', context), id: 'permission' }]
  }
  const message = 'the API answers this user'
  const permission: Step = { id: 'permission', verdict: 'passed', message }
  if (!sends) {
    const exempt = 'the canary user does not have to send'
    return [
      ...[found, permission],
      { id: 'sending', verdict: 'not checked', message: exempt },
      { id: 'webhook', verdict: 'not checked', message: 'the canary user has no webhooks' },
    ]
  }
  const webhook = await checkWebhooks(session, client, { accountId, accessToken, context })
  const user = await client.readUser(accountId, context.userId, accessToken, { signal })
  if (!user.ok && !isUserUnreadable(user.failure)) {
    const sending: Step = { ...failedStep(user.failure, 'sending', context), id: 'sending' }
    return [found, permission, sending, webhook]
  }
  const verdict = checkSending(
    { account: read.account, user: user.ok ? user.user : user.failure },
    {
      now: session.now(),
      expectsAdministrator: session.environment.integration.webhooks !== undefined,
    },
  )
  return [found, permission, sendingStep(verdict, context), webhook]
}

// --- internal ---

function sendingStep({ failure, warnings }: SendingVerdict, context: LoginContext): Step {
  const id = 'sending'
  if (failure !== undefined) return { ...failedStep(failure, id, context), id }
  const [first] = warnings
  if (first === undefined) return { id, verdict: 'passed', message: 'account and user may send' }
  return {
    ...{ id, verdict: 'warning' },
    message: warnings.map(({ message }) => message).join('; '),
    action: warningClasses[first.class].action,
  }
}

/** @param asked the step whose request failed. */
function failedStep(failure: LoginFailure, asked: StepId, context: LoginContext): Step {
  return {
    id: stepOfClass(failure.class, asked),
    verdict: 'failed',
    message: failure.message,
    action: failureAction(failure, context),
    scope: failure.scope,
  }
}

function toSeenAccount({ accountId: id, name, isDefault, baseUri }: UserInfoAccount): SeenAccount {
  const region = new URL(baseUri).hostname.split('.')[0] ?? ''
  return { id, ...(name !== undefined && { name }), isDefault, region, baseUri }
}
