import { isObject } from './json-exchange.ts'

/**
 * A Connect configuration of an account, as far as ikctl compares it. Docusign writes booleans as
 * texts; one that is missing is `undefined`, which is not the same as false.
 *
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectconfigurations/
 */
export interface ConnectConfiguration {
  id: string | undefined
  name: string | undefined
  /** `urlToPublishTo`. */
  url: string
  /** `allowEnvelopePublish`: the switch. */
  isOn: boolean | undefined
  /** `disabledBy`: shown as it is, Docusign does not describe it. */
  disabledBy: string | undefined
  isPaused: boolean | undefined
  /** `custom` for configurations of the account itself. */
  type: string | undefined
  /** `SIM` sends one message for each event. */
  deliveryMode: string | undefined
  /** Of `eventData`: `restv2.1` and `json`. */
  version: string | undefined
  format: string | undefined
  events: readonly string[]
  includesHmac: boolean | undefined
  /** Signed with the HMAC keys of the account that owns the integration key. */
  isIntegratorManaged: boolean | undefined
  /** Whether a message is sent again when it was not acknowledged. */
  requiresAcknowledgement: boolean | undefined
}

/** A message that Docusign could not deliver. */
export interface ConnectFailure {
  configurationId: string | undefined
  url: string | undefined
  /** Milliseconds since 1970. */
  createdAt: number | undefined
}

/** The configurations of `GET .../connect`; `undefined` when the answer is something else. */
export function readConnectConfigurations(
  answer: Readonly<Record<string, unknown>>,
): { configurations: ConnectConfiguration[] } | undefined {
  const configurations = listOf(answer, 'configurations')
  if (configurations === undefined) return undefined
  return { configurations: configurations.map(readConfiguration) }
}

/** The messages of `GET .../connect/failures`; `undefined` when the answer is something else. */
export function readConnectFailures(
  answer: Readonly<Record<string, unknown>>,
): { failures: ConnectFailure[] } | undefined {
  const failures = listOf(answer, 'failures')
  if (failures === undefined) return undefined
  return {
    failures: failures.map(({ connectId, configUrl, created }) => {
      const createdAt = Date.parse(text(created) ?? '')
      return {
        configurationId: text(connectId),
        url: text(configUrl),
        createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
      }
    }),
  }
}

// --- internal ---

/** A list of objects; one that is left out is empty where there is a count: gateways answer with JSON as well. */
function listOf(
  answer: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, unknown>[] | undefined {
  const list = answer[name] ?? (answer.totalRecords === undefined ? undefined : [])
  return Array.isArray(list) && list.every(isObject) ? list : undefined
}

function readConfiguration(entry: Record<string, unknown>): ConnectConfiguration {
  const eventData = isObject(entry.eventData) ? entry.eventData : {}
  const events = Array.isArray(entry.events) ? entry.events : []
  return {
    id: text(entry.connectId),
    name: text(entry.name),
    url: text(entry.urlToPublishTo) ?? '',
    isOn: flag(entry.allowEnvelopePublish),
    disabledBy: text(entry.disabledBy),
    isPaused: flag(entry.pausePublish),
    type: text(entry.configurationType),
    deliveryMode: text(entry.deliveryMode),
    version: text(eventData.version),
    format: text(eventData.format),
    events: events.filter((event) => typeof event === 'string'),
    includesHmac: flag(entry.includeHMAC),
    isIntegratorManaged: flag(entry.integratorManaged),
    requiresAcknowledgement: flag(entry.requiresAcknowledgement),
  }
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function flag(value: unknown): boolean | undefined {
  const word = String(value).toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : undefined
}
