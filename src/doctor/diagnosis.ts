import type { FailureScope } from '../failure/failure-classes.ts'

/** The steps in their order: what comes first explains what comes after it. */
export const stepTitles = {
  'name-resolution': 'name resolution',
  proxy: 'proxy',
  connection: 'connection',
  tls: 'TLS certificate',
  clock: 'clock',
  settings: 'published settings',
  vault: 'vault',
  signature: 'signature',
  login: 'token request',
  'integration-key': 'integration key',
  'key-pair': 'key pair',
  user: 'user',
  consent: 'consent',
  accounts: 'accounts of this user',
  account: 'configured account',
  permission: 'permission to use the API',
  sending: 'permission to send',
  webhook: 'webhook',
  'redirect-uri': 'redirect URI of the consent',
} as const

export type StepId = keyof typeof stepTitles

/** `warning`: it works, but look at it; `not checked`: an earlier step failed, or it cannot be seen. */
export type StepVerdict = 'passed' | 'warning' | 'failed' | 'not checked' | 'not configured'

/** An account that a login sees. */
export interface SeenAccount {
  id: string
  name?: string
  isDefault: boolean
  /** The first part of the base URI's host, such as `na3`, `eu` or `demo`. */
  region: string
  baseUri: string
}

/** One step, without secrets. */
export interface Step {
  id: StepId
  verdict: StepVerdict
  /** What was found: a sentence. */
  message: string
  /** What to do, for `failed` and `warning`. */
  action?: string
  /** For `failed`: whom it concerns. */
  scope?: FailureScope
  /** For `accounts`. */
  accounts?: readonly SeenAccount[]
}

/** All steps for one login. */
export interface Diagnosis {
  schemaVersion: 1
  environment: string
  /** Absent: the canary user of the management account. */
  tenant?: string
  /** Of the tenant's user. */
  role?: string
  /** User ID that logs in. */
  user: string
  /** Account ID that is configured. */
  account: string
  /** The step that failed first. */
  cause?: StepId
  steps: readonly Step[]
}

/** All steps in their order; those that were not reached say why. */
export function inOrder(found: readonly Step[]): Pick<Diagnosis, 'cause' | 'steps'> {
  const byId = new Map(found.map((step) => [step.id, step]))
  const ids = Object.keys(stepTitles) as StepId[]
  const cause = ids.find((id) => byId.get(id)?.verdict === 'failed')
  const why =
    cause === undefined ? 'nothing was asked for it' : `explained by "${stepTitles[cause]}"`
  return {
    ...(cause !== undefined && { cause }),
    steps: ids.map((id) => byId.get(id) ?? { id, verdict: 'not checked', message: why }),
  }
}
