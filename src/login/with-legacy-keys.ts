import type { PublishedSettings } from '../config/generated/published-settings.ts'
import { systemTimers } from '../pace/timers.ts'
import type { Login, LoginOptions, Openers, SigningSettings } from './create-login.ts'
import { readPublishedSettings } from './read-published-settings.ts'

/** The key of its own that a customer still logs in with. */
export interface LegacyKey {
  /** GUID. */
  integrationKey: string
  /** Id of the vault key, or of the secret with the PEM, with its version. */
  key: string
}

/**
 * A login that serves customers during a migration: with their own key as long as `legacy` gives one, with
 * the shared key from then on.
 *
 * @param assemble makes a login for one integration key.
 */
export function withLegacyKeys(
  options: LoginOptions & { legacy: NonNullable<LoginOptions['legacy']> },
  read: (options: { signal: AbortSignal }) => Promise<unknown>,
  openers: Openers,
  assemble: (options: LoginOptions, openers: Openers) => Login,
): Login {
  const { legacy, timers = systemTimers, pollMs = 60_000, ...rest } = options
  const shared = assemble({ ...rest, timers, pollMs }, openers)
  const own = new Map<string, Login>()
  /** Users whose tokens are of another login than the shared one. */
  const served = new Map<string, Login>()

  let latest: { at: number; settings: Promise<PublishedSettings> } | undefined
  /** Many logins read the same settings. */
  const published = (signal: AbortSignal): Promise<PublishedSettings> => {
    if (latest === undefined || timers.now() - latest.at > pollMs / 2) {
      const settings = read({ signal }).then(readPublishedSettings)
      latest = { at: timers.now(), settings }
      settings.catch(() => {
        latest = undefined
      })
    }
    return latest.settings
  }

  const loginWith = ({ integrationKey, key }: LegacyKey): Login => {
    const id = `${integrationKey.toLowerCase()} ${key}`
    const present = own.get(id)
    if (present !== undefined) return present
    let signer: ReturnType<Openers['openSigner']> | undefined
    const open = (settings: SigningSettings, signal: AbortSignal) => {
      signer ??= openers.openSigner(settings, rest, signal).catch((error: unknown) => {
        signer = undefined
        throw error
      })
      return signer
    }
    const settings = async ({ signal }: { signal: AbortSignal }): Promise<PublishedSettings> => {
      const { version, oauthHost, scopes } = await published(signal)
      const bare = { version, oauthHost, scopes, integrationKey: integrationKey.toLowerCase() }
      const { thumbprint } = await open({ ...bare, keyPair: { id: 'legacy', key } }, signal)
      return { ...bare, keyPair: { id: 'legacy', key, thumbprint } }
    }
    const login = assemble(
      { ...rest, settings, timers, pollMs, integrationKey, concurrency: 2 },
      { ...openers, openSigner: (named, _, signal) => open(named, signal) },
    )
    own.set(id, login)
    return login
  }

  return {
    async getAccessToken(userId, waiting) {
      const key = await legacy(userId.toLowerCase())
      const login = key === undefined ? shared : loginWith(key)
      if (login === shared) served.delete(userId.toLowerCase())
      else served.set(userId.toLowerCase(), login)
      return login.getAccessToken(userId, waiting)
    },
    invalidate(userId, accessToken) {
      const login = served.get(userId.toLowerCase()) ?? shared
      login.invalidate(userId, accessToken)
    },
    ready: () => shared.ready(),
    async close() {
      await Promise.all([shared, ...own.values()].map((login) => login.close()))
    },
  }
}
