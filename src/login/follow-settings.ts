import type { PublishedSettings } from '../config/generated/published-settings.ts'
import type { AssertionFactory } from '../docusign/assertion.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import type { OAuthClient } from '../docusign/oauth-client.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import type { Timers } from '../pace/timers.ts'
import { backoffMs } from './backoff-ms.ts'
import { LoginClosed, SettingsRefused, SettingsUnreachable } from './login-error.ts'
import type { Emit } from './login-event.ts'
import { readPublishedSettings } from './read-published-settings.ts'
import type { SettingsReader } from './settings-secret.ts'
import { withDeadline } from './with-deadline.ts'

/** Settings in use, and all that is open for them. */
export interface ActiveSettings {
  settings: PublishedSettings
  /** Has signed once already. */
  signer: AssertionSigner
  assertion: AssertionFactory
  client: OAuthClient
}

/** Opens what settings name; takes over what can stay from those before. */
export type OpenSettings = (
  settings: PublishedSettings,
  options: { before: ActiveSettings | undefined; signal: AbortSignal },
) => Promise<ActiveSettings>

/** Keeps up with the published settings. */
export interface SettingsFollower {
  /** Those in use; undefined before the first are. */
  readonly active: ActiveSettings | undefined
  /**
   * Those in use; reads them when there are none yet.
   *
   * @throws {SettingsUnreachable | SettingsRefused} or what opening the first ones throws.
   */
  current(): Promise<ActiveSettings>
  /** Reads them now; resolves when the newest readable and usable ones are in use, never rejects. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * Reads the settings again and again. New ones are used once their key pair has signed; what cannot be
 * read, used or opened leaves those in use as they are.
 *
 * @param options.expect what the settings have to be for; what the first ones say is added to it, as
 *   an application does not change its integration key or platform while it runs.
 */
export function followSettings(options: {
  read: SettingsReader
  open: OpenSettings
  expect: { integrationKey?: string | undefined; oauthHost?: string | undefined }
  /** From one read to the next, in milliseconds. */
  pollMs: number
  timers: Timers
  random: () => number
  emit: Emit
}): SettingsFollower {
  const { read, open, pollMs, timers, random, emit } = options
  const controller = new AbortController()
  let active: ActiveSettings | undefined
  let reading: Promise<void> | undefined
  let cancelPoll = () => {}
  /** Reads in a row that brought nothing usable. */
  let failures = 0
  let unreachable = 0
  let problem: unknown
  let retryAt = timers.now()

  const within = <T>(ms: number, late: () => Error, action: (signal: AbortSignal) => Promise<T>) =>
    withDeadline(action, { timers, ms, late, signal: controller.signal })

  const readOnce = async (): Promise<void> => {
    let settings: PublishedSettings
    try {
      const text = await within(readDeadlineMs, tooLate, (signal) => read({ signal }))
      settings = readPublishedSettings(text)
      checkExpected(settings, active?.settings ?? options.expect)
    } catch (error) {
      if (controller.signal.aborted) return
      problem = toSettingsError(error)
      const { message } = problem as Error
      if (problem instanceof SettingsRefused) emit({ type: 'settings_refused', message })
      else emit({ type: 'settings_unreachable', message, failures: ++unreachable })
      failures += 1
      return
    }
    if (unreachable > 0) emit({ type: 'settings_reachable', failures: unreachable })
    unreachable = 0
    try {
      if (active === undefined || !isSame(settings, active.settings)) await use(settings)
      failures = 0
    } catch (error) {
      if (controller.signal.aborted) return
      problem = error
      failures += 1
      const { message } = classifySignerError(error)
      emit({ type: 'signer_failed', keyPair: settings.keyPair.id, message })
    }
  }

  const use = async (settings: PublishedSettings) => {
    const before = active
    const opened = await within(openDeadlineMs, openedTooLate, (signal) =>
      open(settings, { before, signal }),
    )
    active = opened
    if (before !== undefined && before.signer !== opened.signer) {
      // No attempt that still signs with it takes longer.
      timers.after(60_000, () => void before.signer.close?.().catch(() => {}), true)
    }
    const { id: keyPair, thumbprint } = settings.keyPair
    emit({
      type: 'settings_changed',
      keyPair,
      thumbprint,
      ...(before !== undefined && { previousKeyPair: before.settings.keyPair.id }),
    })
  }

  const refresh = (): Promise<void> => {
    if (controller.signal.aborted) return Promise.resolve()
    reading ??= readOnce().finally(() => {
      reading = undefined
      retryAt = timers.now() + backoffMs(Math.max(1, failures), { ...firstRead, random })
      cancelPoll()
      if (controller.signal.aborted) return
      cancelPoll = timers.after(pollMs * (0.9 + 0.2 * random()), () => void refresh(), true)
    })
    return reading
  }

  return {
    get active() {
      return active
    },
    async current() {
      if (active === undefined && (failures === 0 || timers.now() >= retryAt)) await refresh()
      controller.signal.throwIfAborted()
      if (active === undefined) throw problem
      return active
    },
    refresh,
    async close() {
      cancelPoll()
      controller.abort(new LoginClosed())
      await reading
      await active?.signer.close?.()
      await active?.client.close()
    },
  }
}

// --- internal ---

const readDeadlineMs = 20_000
const openDeadlineMs = 30_000
/** How often an application without settings may cause a read. */
const firstRead = { baseMs: 1_000, capMs: 30_000 }

function tooLate(): SettingsUnreachable {
  return new SettingsUnreachable(
    `the published settings could not be read within ${readDeadlineMs / 1000} s; check the way to the settings vault`,
  )
}

function openedTooLate(): SettingsUnreachable {
  return new SettingsUnreachable(
    `the key pair of the published settings did not sign within ${openDeadlineMs / 1000} s; check the way to the signing vault`,
  )
}

/** The application's own reader may throw anything; only ikctl's own errors are shown. */
function toSettingsError(error: unknown): SettingsUnreachable | SettingsRefused {
  if (error instanceof SettingsUnreachable || error instanceof SettingsRefused) return error
  return new SettingsUnreachable(
    'the published settings could not be read: the function "settings" failed',
  )
}

function checkExpected(
  settings: PublishedSettings,
  expected: { integrationKey?: string | undefined; oauthHost?: string | undefined },
): void {
  for (const member of ['integrationKey', 'oauthHost'] as const) {
    const found = settings[member]
    if (expected[member] !== undefined && found !== expected[member]) {
      throw new SettingsRefused(
        `the published settings are for ${member} "${found}", this application is for "${expected[member]}"; check which settings its configuration names`,
      )
    }
  }
  if (expected.oauthHost === undefined && !docusignHosts.includes(settings.oauthHost)) {
    throw new SettingsRefused(
      `the published settings name the OAuth host "${settings.oauthHost}", which is not Docusign's; name it as "oauthHost" if it is meant`,
    )
  }
}

const docusignHosts = ['account.docusign.com', 'account-d.docusign.com']

/** Read settings have their members in one order, and none that is not known. */
function isSame(a: PublishedSettings, b: PublishedSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
