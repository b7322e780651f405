/** How the emulator behaves where Docusign's behaviour is unknown, or differs by installation. */
export interface DocusignSettings {
  /** How far the emulator's clock, its `Date` header included, is ahead of the real one. */
  clockOffsetMs: number
  /** How far the `Date` header alone is ahead of the emulator's clock. */
  dateOffsetMs: number
  /** Values of `aud` that are taken besides the emulator's own `host:port`. */
  audiences: readonly string[]
  /** The longest `exp - iat` that is taken, in seconds; `null` takes any: whether Docusign has a limit is not known. */
  maxAssertionLifetimeSeconds: number | null
  /** `expires_in` of the access tokens. */
  tokenLifetimeSeconds: number
  /** How long after its upload a key pair is still refused. */
  keyPairAdditionDelayMs: number
  /** How long after its deletion a key pair is still accepted. */
  keyPairRemovalDelayMs: number
  /** `error_description` as documented, with a capital (`Issuer_not_found`), or left out. */
  errorDescriptions: 'documented' | 'capitalised' | 'missing'
  /** What is said of a user who is not active: Docusign documents both. */
  unknownUser: 'user_not_found' | 'invalid_subject'
  /**
   * The OAuth error with which a consent link leads back to the redirect URI, for everybody; `null`:
   * the way of the pages. Which errors Docusign sends back is not known.
   */
  consentError: string | null
  /** Calls to the REST API that an account may make in an hour, and in 30 seconds. */
  hourlyLimit: number
  burstLimit: number
}

export const defaultSettings: Readonly<DocusignSettings> = {
  clockOffsetMs: 0,
  dateOffsetMs: 0,
  audiences: [],
  maxAssertionLifetimeSeconds: null,
  tokenLifetimeSeconds: 3600,
  keyPairAdditionDelayMs: 0,
  keyPairRemovalDelayMs: 0,
  errorDescriptions: 'documented',
  unknownUser: 'user_not_found',
  consentError: null,
  hourlyLimit: 3_000,
  burstLimit: 500,
}

/**
 * Changes the settings that `change` names.
 *
 * @throws {TypeError} for an unknown name or a wrong value; then nothing has changed.
 */
export function changeSettings(settings: DocusignSettings, change: unknown): void {
  if (typeof change !== 'object' || change === null || Array.isArray(change))
    throw new TypeError('settings have to be an object')
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(checks, name))
      throw new TypeError(`unknown setting "${name}": use ${Object.keys(checks).join(', ')}`)
    const { is, should } = checks[name as keyof DocusignSettings]
    if (!is(value)) throw new TypeError(`${name} has to be ${should}`)
  }
  Object.assign(settings, structuredClone(change))
}

// --- internal ---

interface Check {
  is: (value: unknown) => boolean
  should: string
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isPositive = (value: unknown) => isNumber(value) && Number(value) >= 0
const offset: Check = { is: isNumber, should: 'a number of milliseconds' }
const delay: Check = { is: isPositive, should: 'a number of milliseconds, 0 or more' }
const calls: Check = { is: isPositive, should: 'a number of calls, 0 or more' }
const oneOf = (...values: string[]): Check => ({
  is: (value) => values.includes(value as string),
  should: values.map((value) => `"${value}"`).join(' or '),
})

const checks: Record<keyof DocusignSettings, Check> = {
  clockOffsetMs: offset,
  dateOffsetMs: offset,
  audiences: {
    is: (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
    should: 'a list of texts',
  },
  maxAssertionLifetimeSeconds: {
    is: (value) => value === null || isPositive(value),
    should: 'a number of seconds, or null',
  },
  tokenLifetimeSeconds: { is: isPositive, should: 'a number of seconds, 0 or more' },
  keyPairAdditionDelayMs: delay,
  keyPairRemovalDelayMs: delay,
  errorDescriptions: oneOf('documented', 'capitalised', 'missing'),
  unknownUser: oneOf('user_not_found', 'invalid_subject'),
  consentError: {
    is: (value) =>
      value === null || (typeof value === 'string' && /^[\x20-\x7e]{1,64}$/.test(value)),
    should: 'an OAuth error, or null',
  },
  hourlyLimit: calls,
  burstLimit: calls,
}
