import { getHeapStatistics } from 'node:v8'
import type { TokenCredential } from '@azure/core-auth'
import type { PublishedSettings } from '../config/generated/published-settings.ts'
import { createAssertionFactory } from '../docusign/assertion.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import { consentLink } from '../docusign/consent-link.ts'
import type { LoginContext } from '../docusign/login-failure.ts'
import type { OAuthClient } from '../docusign/oauth-client.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { systemTimers, type Timers } from '../pace/timers.ts'
import { chooseProxy } from '../proxy/choose-proxy.ts'
import { type ActiveSettings, followSettings, type OpenSettings } from './follow-settings.ts'
import { type AccessToken, keepTokens } from './keep-tokens.ts'
import { isLoginError, LoginClosed, toLoginError } from './login-error.ts'
import type { Emit, LoginEvent } from './login-event.ts'
import { createTokenRequests } from './request-token.ts'
import { settingsSecret } from './settings-secret.ts'
import { type LegacyKey, withLegacyKeys } from './with-legacy-keys.ts'

/** Settings of {@link createLogin}. */
export interface LoginOptions {
  /**
   * Id of the secret in the settings vault that `pulumi up` writes,
   * `https://<vault>/secrets/docusign-settings` without a version; or a function that gets the
   * published settings from elsewhere.
   */
  settings: string | ((options: { signal: AbortSignal }) => Promise<PublishedSettings>)
  /** May read the settings and sign with the keys of the signing vault. */
  credential: TokenCredential
  /**
   * During a migration: the key of its own that a user's customer still logs in with; undefined: the shared
   * one. Asked at every call, so a flag of your product moves a customer without a deployment.
   *
   * @param userId in lower case.
   */
  legacy?: (userId: string) => LegacyKey | undefined | Promise<LegacyKey | undefined>
  /** Settings for another integration key are refused; absent: the first ones decide. */
  integrationKey?: string
  /** Settings for another OAuth host are refused; absent: one of Docusign's, the first ones decide. */
  oauthHost?: string
  /**
   * The link of {@link ConsentRequired}: a redirect URI that is registered with the integration key,
   * and the scopes to consent to. Absent: as the published settings say.
   */
  consent?: { redirectUri?: string; scopes?: readonly string[] }
  /** Hears what happens, without secrets; what it throws is ignored. */
  onEvent?: (event: LoginEvent) => void
  /** How often the settings are read, in milliseconds, give or take a tenth; absent: 60,000. */
  pollMs?: number
  /** For how many users tokens are kept; absent: what fits into a sixteenth of the heap, at 4 KiB each. */
  maxUsers?: number
  /** The largest number of token requests at one time; absent: 16. */
  concurrency?: number
  /** For the Azure clients. */
  clientOptions?: object
  /**
   * The proxy for Docusign and the vaults, `http://[USER:PASSWORD@]HOST:PORT`, or false for none; absent: as
   * `HTTPS_PROXY` and `NO_PROXY` say. The credential has its own options for that.
   */
  proxy?: string | false
  /** Certificate authorities of the OAuth host instead of the usual ones, PEM; for emulators. */
  ca?: string
  /** The clock (milliseconds since 1970) and the timers; absent: the real ones. */
  timers?: Timers
  /** At least 0 and less than 1, for jitter; absent: `Math.random`. */
  random?: () => number
}

/** Access tokens for the users that an application impersonates. */
export interface Login {
  /**
   * An access token for a user, good for at least another minute (of one that lives less than ten
   * minutes: for another tenth of its life). As a rule it is at hand; one request serves all who wait
   * for the same user.
   *
   * @param userId the GUID "User ID" of the user to impersonate.
   * @param options.signal ends the waiting, with its own reason.
   * @throws {TypeError} when the user id is not a GUID.
   * @throws {LoginError} when there is none.
   */
  getAccessToken(userId: string, options?: { signal?: AbortSignal }): Promise<AccessToken>
  /**
   * Says that Docusign's API refused a user's token with HTTP 401, so that the next call gets a new
   * one; also that the user has just consented, so that an earlier refusal is forgotten. A token that
   * replaced another one in the last minute is kept: a new one would not help.
   *
   * @param accessToken the one that was refused, so that a newer one stays.
   */
  invalidate(userId: string, accessToken?: string): void
  /**
   * Reads the settings and makes a signature, if that has not happened: for readiness checks.
   *
   * @throws {LoginError} when that does not work.
   */
  ready(): Promise<void>
  /** Ends everything; calls that still wait fail with {@link LoginClosed}. */
  close(): Promise<void>
}

/**
 * What an application needs to log in to Docusign at run time: access tokens that are kept, renewed in
 * time and signed for with the key pair of the published settings, without a deployment when that
 * changes. Does nothing until it is asked.
 *
 * @throws {TypeError} for options that cannot work.
 * @throws {ProxyUnusable} when the proxy of the options or of the environment is no URL of one.
 *
 * @example
 * const login = createLogin({
 *   settings: 'https://kv-contoso-cfg-prod.vault.azure.net/secrets/docusign-settings',
 *   credential: new DefaultAzureCredential(),
 * })
 * const { accessToken } = await login.getAccessToken('8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c')
 */
export function createLogin(options: LoginOptions): Login {
  const openers = { openSigner: realSigner, openClient: realClient }
  const { legacy, settings } = options
  if (legacy === undefined) return assembleLogin(options, openers)
  const read = typeof settings === 'function' ? settings : settingsSecret(settings, options)
  return withLegacyKeys({ ...options, legacy }, read, openers, assembleLogin)
}

/** What says which key signs; the thumbprint of a legacy key is read from the vault. */
export type SigningSettings = Pick<PublishedSettings, 'integrationKey'> & {
  keyPair: { id: string; key: string; thumbprint?: string }
}

/** The ways out of the process: tests have their own. */
export interface Openers {
  openSigner(
    settings: SigningSettings,
    options: LoginOptions,
    signal: AbortSignal,
  ): Promise<AssertionSigner>
  openClient(oauthHost: string, options: LoginOptions): Promise<OAuthClient>
}

/** {@link createLogin} with other ways out of the process. */
export function assembleLogin(options: LoginOptions, openers: Openers): Login {
  const { settings, integrationKey, oauthHost, onEvent } = options
  const { timers = systemTimers, random = Math.random } = options
  const pollMs = positive(options.pollMs, 60_000, 'pollMs')
  const maxUsers = positive(options.maxUsers, usersThatFit(), 'maxUsers')
  const concurrency = positive(options.concurrency, 16, 'concurrency')
  chooseProxy(docusign, options.proxy)
  const read = typeof settings === 'function' ? settings : settingsSecret(settings, options)

  const emit: Emit = (event) => {
    try {
      onEvent?.({ at: timers.date(), ...event } as LoginEvent)
    } catch {
      // A listener's mistake must not keep anybody from logging in.
    }
  }
  const open: OpenSettings = async (settings, { before, signal }) => {
    const isSameKey = before?.settings.keyPair.key === settings.keyPair.key
    const signer =
      isSameKey && before !== undefined
        ? before.signer
        : await openers.openSigner(settings, options, signal)
    return {
      settings,
      signer,
      client: before?.client ?? (await openers.openClient(settings.oauthHost, options)),
      assertion: createAssertionFactory({
        integrationKey: settings.integrationKey,
        audience: settings.oauthHost,
        scopes: settings.scopes,
        signer,
        now: timers.date,
      }),
    }
  }

  const expect = { integrationKey: integrationKey?.toLowerCase(), oauthHost }
  const follower = followSettings({ read, open, expect, pollMs, timers, random, emit })
  const requests = createTokenRequests({ follower, concurrency, timers, random, emit })
  const tokens = keepTokens({
    requests,
    latest: () => follower.active,
    toError: (userId, failure, active) =>
      toLoginError(userId, failure, contextOf(active, options.consent)),
    maxUsers,
    timers,
    random,
    emit,
  })
  let isClosed = false

  return {
    async getAccessToken(userId, { signal } = {}) {
      if (isClosed) throw new LoginClosed()
      return tokens.get(checkUserId(userId), signal)
    },
    invalidate(userId, accessToken) {
      tokens.invalidate(checkUserId(userId), accessToken)
    },
    async ready() {
      if (isClosed) throw new LoginClosed()
      try {
        await follower.current()
      } catch (error) {
        throw isLoginError(error) ? error : toLoginError(undefined, classifySignerError(error), {})
      }
    },
    async close() {
      isClosed = true
      tokens.close()
      requests.close()
      await follower.close()
    },
  }
}

// --- internal ---

/** To refuse an unusable proxy at once. */
const docusign = 'https://account.docusign.com'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function checkUserId(userId: string): string {
  const canonical = userId.toLowerCase()
  if (!guid.test(canonical)) {
    throw new TypeError(
      '"userId" is the GUID "User ID" of a Docusign user, not an e-mail address and not a name',
    )
  }
  return canonical
}

/** A kept user takes 1.8 KB (`npm run bench`) and the token, whose length Docusign does not limit. */
function usersThatFit(): number {
  return Math.max(1_000, Math.floor(getHeapStatistics().heap_size_limit / 16 / 4096))
}

function positive(value: number | undefined, otherwise: number, name: string): number {
  if (value === undefined) return otherwise
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`"${name}" is a whole number from 1, got ${value}`)
  }
  return value
}

/** What makes the advice of a failure precise. */
function contextOf(
  active: ActiveSettings | undefined,
  consent: LoginOptions['consent'],
): LoginContext {
  if (active === undefined) return {}
  const { integrationKey, oauthHost, scopes, keyPair, consent: published } = active.settings
  const redirectUri = consent?.redirectUri ?? published?.redirectUri
  return {
    integrationKey,
    audience: oauthHost,
    thumbprint: keyPair.thumbprint,
    ...(redirectUri !== undefined && {
      consentLink: consentLink({
        origin: `https://${oauthHost}`,
        integrationKey,
        scopes: consent?.scopes ?? published?.scopes ?? scopes,
        redirectUri,
      }),
    }),
  }
}

async function realSigner(
  { keyPair }: SigningSettings,
  { credential, clientOptions, proxy }: LoginOptions,
  signal: AbortSignal,
): Promise<AssertionSigner> {
  const { openSigner } = await import('../keys/open-signer.ts')
  return openSigner({
    custody: /\/secrets\/[^/]+\/[^/]+$/.test(keyPair.key) ? 'secret' : 'key',
    key: keyPair.key,
    thumbprint: keyPair.thumbprint,
    credential,
    clientOptions,
    proxy,
    signal,
  })
}

async function realClient(
  oauthHost: string,
  { ca, concurrency = 16, timers = systemTimers, proxy }: LoginOptions,
): Promise<OAuthClient> {
  const { createOAuthClient } = await import('../docusign/oauth-client.ts')
  return createOAuthClient({
    origin: `https://${oauthHost}`,
    connections: concurrency,
    now: timers.date,
    ...(ca !== undefined && { ca }),
    ...(proxy !== undefined && { proxy }),
  })
}
