import type { Integration } from '../config/environment.ts'
import type { ConnectConfiguration, ConnectFailure } from '../docusign/connect-configuration.ts'

/** What can be wrong with the webhooks of an account. The names are stable. */
export type ConnectProblemKind =
  | 'missing'
  | 'other_url'
  | 'duplicate'
  | 'disabled'
  | 'paused'
  | 'format'
  | 'events_missing'
  | 'hmac_off'
  | 'hmac_not_integrator'
  | 'hmac_not_account'
  | 'no_retry'
  | 'undelivered'

/** Something in the Connect configuration of an account that is not as declared. */
export interface ConnectProblem {
  kind: ConnectProblemKind
  message: string
  /** What to do about it. */
  help: string
}

/** The webhooks of an account as they were read. */
export interface AccountWebhooks {
  configurations: readonly ConnectConfiguration[]
  failures: readonly ConnectFailure[]
}

/**
 * Compares the Connect configuration of one account with the declared webhooks. Ours is found by its
 * URL, since names are free text; what cannot be found by it is looked for by host and by HMAC keys.
 *
 * @param now milliseconds since 1970.
 * @returns nothing when all is as declared; a value that Docusign did not give is not a problem.
 */
export function compareConnect(
  declared: NonNullable<Integration['webhooks']>,
  { configurations, failures }: AccountWebhooks,
  now: number,
): ConnectProblem[] {
  const custom = configurations.filter(({ type = 'custom' }) => type === 'custom')
  const [ours, ...others] = custom.filter(({ url }) => url === declared.url)
  if (ours === undefined) return [notFound(declared.url, custom)]
  return [
    ...others.map((other) =>
      problem(
        'duplicate',
        `a second configuration sends to the same URL: ${label(other)}`,
        'Delete one of them: every message arrives twice.',
      ),
    ),
    ...stateProblems(ours),
    ...formatProblems(ours),
    ...eventProblems(declared.events, ours),
    ...hmacProblems(declared.hmac, ours),
    ...failureProblems(failures, ours, now),
  ]
}

// --- internal ---

const dayMs = 86_400_000

function problem(kind: ConnectProblemKind, message: string, help: string): ConnectProblem {
  return { kind, message, help }
}

/** Text that somebody typed at Docusign, in one line of at most 80 printable characters. */
function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}

/** Which configuration it is, for a person who looks for it. */
function label({ id, name = 'without a name' }: ConnectConfiguration): string {
  return `"${shown(name)}"${id === undefined ? '' : ` (connectId ${shown(id)})`}`
}

/** A URL without its query and password, which may hold a token. */
function shownUrl(url: string): string {
  if (!URL.canParse(url)) return `"${shown(url.replace(/[?#].*/su, ''))}"`
  const { origin, pathname } = new URL(url)
  return shown(`${origin}${pathname}`)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

function notFound(url: string, custom: readonly ConnectConfiguration[]): ConnectProblem {
  const similar =
    custom.find((other) => hostOf(other.url) === hostOf(url)) ??
    custom.find(({ isIntegratorManaged }) => isIntegratorManaged)
  if (similar === undefined) {
    return problem(
      'missing',
      'no Connect configuration sends to the webhook URL',
      'Create one through the API, with a token of this integration key.',
    )
  }
  return problem(
    'other_url',
    `the Connect configuration ${label(similar)} sends to ${shownUrl(similar.url)}`,
    'Set its urlToPublishTo to the webhook URL.',
  )
}

function* stateProblems(ours: ConnectConfiguration): Iterable<ConnectProblem> {
  if (ours.isOn === false) {
    const by = ours.disabledBy === undefined ? '' : ` (disabledBy: ${shown(ours.disabledBy)})`
    yield problem(
      'disabled',
      `the Connect configuration ${label(ours)} is switched off${by}`,
      'Find out who switched it off and why, then set allowEnvelopePublish to true.',
    )
  }
  if (ours.isPaused === true) {
    yield problem(
      'paused',
      `the Connect configuration ${label(ours)} is paused: messages wait`,
      'Set pausePublish to false.',
    )
  }
  if (ours.requiresAcknowledgement === false) {
    yield problem(
      'no_retry',
      `the Connect configuration ${label(ours)} does not send again what was not acknowledged`,
      'Set requiresAcknowledgement to true: without it, a message can be lost.',
    )
  }
}

function* formatProblems(ours: ConnectConfiguration): Iterable<ConnectProblem> {
  const { deliveryMode = 'SIM', version = 'restv2.1', format = 'json' } = ours
  const actual = [version, format, deliveryMode].join(', ')
  if (actual.toLowerCase() === 'restv2.1, json, sim') return
  yield problem(
    'format',
    `the Connect configuration ${label(ours)} sends ${shown(actual)} instead of restv2.1, json, SIM`,
    'Delete it and create it again: the format of a saved configuration cannot be changed in the pages.',
  )
}

function* eventProblems(
  declared: readonly string[],
  ours: ConnectConfiguration,
): Iterable<ConnectProblem> {
  const missing = declared.filter((event) => !ours.events.includes(event))
  if (missing.length === 0) return
  yield problem(
    'events_missing',
    `the Connect configuration ${label(ours)} does not send ${missing.join(', ')}`,
    'Add these to its events.',
  )
}

function* hmacProblems(
  declared: NonNullable<Integration['webhooks']>['hmac'],
  ours: ConnectConfiguration,
): Iterable<ConnectProblem> {
  if (declared === 'none') return
  if (ours.includesHmac === false) {
    yield problem(
      'hmac_off',
      `the Connect configuration ${label(ours)} sends messages without an HMAC signature`,
      'Set includeHMAC to true.',
    )
  } else if (declared === 'integrator' && ours.isIntegratorManaged === false) {
    yield problem(
      'hmac_not_integrator',
      `the Connect configuration ${label(ours)} signs with the HMAC keys of the account, not with yours`,
      'Set integratorManaged to true through the API, with a token of this integration key.',
    )
  } else if (declared === 'account' && ours.isIntegratorManaged === true) {
    yield problem(
      'hmac_not_account',
      `the Connect configuration ${label(ours)} signs with the HMAC keys of the integrator`,
      'Set integratorManaged to false, or declare "hmac: integrator".',
    )
  }
}

function* failureProblems(
  failures: readonly ConnectFailure[],
  ours: ConnectConfiguration,
  now: number,
): Iterable<ConnectProblem> {
  const waiting = failures.filter(({ configurationId, url }) =>
    configurationId !== undefined && ours.id !== undefined
      ? configurationId === ours.id
      : url === undefined || url === ours.url,
  )
  if (waiting.length === 0) return
  const times = waiting.flatMap(({ createdAt }) => createdAt ?? [])
  const days = times.length === 0 ? 0 : Math.floor((now - Math.min(...times)) / dayMs)
  const oldest = days < 1 ? '' : `, the oldest ${days} ${days === 1 ? 'day' : 'days'} ago`
  yield problem(
    'undelivered',
    `${waiting.length} ${waiting.length === 1 ? 'message was' : 'messages were'} not delivered${oldest}`,
    'Check that your listener answers with 2xx within 100 s, then send them again with PUT .../connect/envelopes/retry_queue.',
  )
}
