import type { AccountClient } from '../docusign/account-client.ts'
import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import type { Session } from '../session/open-session.ts'
import { isConnectWarning, webhooksNotRead } from '../webhooks/check-connect.ts'
import { compareConnect } from '../webhooks/compare-connect.ts'
import type { Step } from './diagnosis.ts'

const id = 'webhook'

/** Whether the webhooks of an account are as `integration.yaml` declares them, if it does. */
export async function checkWebhooks(
  { environment, now, signal }: Session,
  client: AccountClient,
  { accountId, accessToken, context }: Reading,
): Promise<Step> {
  const { webhooks } = environment.integration
  if (webhooks === undefined) return notConfigured
  const unread = (cause: LoginFailure): Step => {
    const failure = webhooksNotRead(cause)
    const { message } = failure
    return { id, verdict: 'not checked', message, action: failureAction(failure, context) }
  }
  const connect = await client.readConnect(accountId, accessToken, { signal })
  if (!connect.ok) return unread(connect.failure)
  const { configurations } = connect
  const read = await client.readConnectFailures(accountId, accessToken, { signal })
  if (!read.ok) return unread(read.failure)
  const problems = compareConnect(webhooks, { ...read, configurations }, now())
  const [first] = [...problems].sort(
    (a, b) => Number(isConnectWarning(a.kind)) - Number(isConnectWarning(b.kind)),
  )
  if (first === undefined) return { id, verdict: 'passed', message: 'as integration.yaml declares' }
  const message = problems.map((problem) => problem.message).join('; ')
  return isConnectWarning(first.kind)
    ? { id, verdict: 'warning', message, action: first.help }
    : { id, verdict: 'failed', message, action: first.help, scope: 'tenant' }
}

/** That no webhooks are declared, whatever else was found. */
export const notConfigured: Step = {
  ...{ id, verdict: 'not configured', message: 'integration.yaml declares none' },
}

// --- internal ---

interface Reading {
  accountId: string
  accessToken: string
  context: LoginContext
}
