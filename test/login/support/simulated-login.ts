import type { PublishedSettings } from '../../../src/config/published-settings.ts'
import type { LoginFailure } from '../../../src/docusign/login-failure.ts'
import type { OAuthClient } from '../../../src/docusign/oauth-client.ts'
import type { SignerFailure } from '../../../src/failure/failure-table.ts'
import type { AssertionSigner } from '../../../src/keys/assertion-signer.ts'
import { SignerError } from '../../../src/keys/signer-error.ts'
import { assembleLogin, type LoginOptions } from '../../../src/login/create-login.ts'
import type { LoginEvent } from '../../../src/login/login-event.ts'
import type { Timers } from '../../../src/pace/timers.ts'
import { seededRandom } from '../../../src/random/seeded-random.ts'
import { failures } from '../../support/fake-docusign.ts'
import { createVirtualTimers } from '../../support/virtual-timers.ts'

export { failures }

/** Texts that must never be seen where nobody asked for a token. */
export const canaries = { token: 'CANARY-access-token', signature: 'CANARY-signature' }

export const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
export const minute = 60_000
export const hour = 60 * minute
const startsAt = Date.UTC(2026, 4, 4, 8)

/** The GUID of the nth user. */
export const userId = (n: number) => `8f5d0c2a-1e7b-4c39-b6a5-${n.toString(16).padStart(12, '0')}`

/** Settings with a key pair that is told by its id. */
export function settingsFor(keyPair: string, changes: object = {}): PublishedSettings {
  return {
    version: 1,
    integrationKey,
    oauthHost: 'account.docusign.com',
    scopes: ['signature', 'impersonation'],
    keyPair: {
      id: keyPair,
      key: `https://kv-test-sign.vault.azure.net/keys/docusign-${keyPair}/${'0'.repeat(32)}`,
      thumbprint: thumbprintOf(keyPair),
    },
    ...changes,
  }
}

export interface TokenRequest {
  at: number
  userId: string
  keyPair: string
  scope: string
  ok: boolean
}

/**
 * A login in simulated time, with a Docusign and vaults that a test can change. Docusign accepts a
 * signature when the key pair's id is in `registered`.
 *
 * @param watch sees the timers of the login.
 */
export function simulatedLogin(
  changes: Partial<LoginOptions> = {},
  watch: (timers: Timers) => Timers = (timers) => timers,
) {
  const timers = createVirtualTimers(startsAt)
  const random = seededRandom(1)
  const world = {
    /** What the settings vault answers; an error is thrown. */
    settings: settingsFor('a') as unknown,
    settingsReads: 0,
    registered: new Set(['a']),
    /** Why the vault does not sign with a key pair. */
    signerTrouble: new Map<string, SignerFailure>(),
    opened: [] as string[],
    closed: [] as string[],
    latencyMs: 100,
    /** Never answers while it is true; `deaf`: not even when it is told to give up. */
    hangs: false as boolean | 'deaf',
    /** Instead of the real answer. */
    fault: (_: { userId: string; at: number }): LoginFailure | undefined => undefined,
    expiresIn: 3600 as number | undefined,
    requests: [] as TokenRequest[],
    mostAtOnce: 0,
    /** Access tokens and when they end. */
    tokens: new Map<string, number>(),
  }
  const events: LoginEvent[] = []
  let underWay = 0

  const answer = (assertion: string): Awaited<ReturnType<OAuthClient['requestToken']>> => {
    const [, claims = '', signature = ''] = assertion.split('.')
    const { sub, scope } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const keyPair = Buffer.from(signature, 'base64url').toString().split(' ')[1] ?? ''
    const at = timers.now()
    const failure =
      world.fault({ userId: sub, at }) ??
      (world.registered.has(keyPair) ? undefined : failures.keyRejected())
    const ok = failure === undefined
    world.requests.push({ at, userId: sub, keyPair, scope, ok })
    if (!ok) return { ok, failure }
    const accessToken = `${canaries.token}-${world.requests.length}`
    world.tokens.set(accessToken, at + 1000 * (world.expiresIn ?? 3600))
    return {
      ok,
      accessToken,
      ...(world.expiresIn !== undefined && { expiresIn: world.expiresIn }),
    }
  }

  const client: OAuthClient = {
    async requestToken(assertion, { signal } = {}) {
      signal?.throwIfAborted()
      underWay += 1
      world.mostAtOnce = Math.max(world.mostAtOnce, underWay)
      try {
        if (world.hangs) {
          await new Promise((_, reject) =>
            world.hangs === 'deaf'
              ? undefined
              : signal?.addEventListener('abort', () => reject(signal.reason)),
          )
        }
        await timers.wait(world.latencyMs)
        return answer(assertion)
      } finally {
        underWay -= 1
      }
    },
    userInfo: () => Promise.reject(new Error('a login asks for no user info')),
    close: async () => {},
  }

  const checkSigner = (keyPair: string) => {
    const trouble = world.signerTrouble.get(keyPair)
    if (trouble !== undefined) throw new SignerError(trouble, `the vault does not sign: ${trouble}`)
  }
  const openSigner = async ({ keyPair }: PublishedSettings): Promise<AssertionSigner> => {
    await timers.wait(20)
    checkSigner(keyPair.id)
    world.opened.push(keyPair.id)
    return {
      thumbprint: keyPair.thumbprint,
      alg: 'RS256',
      publicJwk: async () => ({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }),
      async sign() {
        checkSigner(keyPair.id)
        return Buffer.from(`${canaries.signature} ${keyPair.id}`)
      },
      close: async () => void world.closed.push(keyPair.id),
    }
  }

  const login = assembleLogin(
    {
      settings: async () => {
        world.settingsReads += 1
        await timers.wait(50)
        if (world.settings instanceof Error) throw world.settings
        return world.settings as PublishedSettings
      },
      credential: { getToken: async () => null },
      onEvent: (event) => events.push(event),
      timers: watch(timers),
      random,
      ...changes,
    },
    { openSigner, openClient: async () => client },
  )

  return {
    login,
    world,
    events,
    timers,
    /** Lets time pass until the work is done. */
    run: <T>(work: Promise<T>) => timers.run(work),
    /** Lets time pass. */
    pass: (ms: number) => timers.run(timers.wait(ms)),
    /** Whether Docusign's API accepts a token now. */
    isValid: ({ accessToken }: { accessToken: string }) =>
      (world.tokens.get(accessToken) ?? 0) > timers.now(),
    eventsOf: <T extends LoginEvent['type']>(type: T) =>
      events.filter((event): event is Extract<LoginEvent, { type: T }> => event.type === type),
  }
}

// --- internal ---

function thumbprintOf(keyPair: string): string {
  return `${Buffer.from(keyPair.padEnd(30, '-')).toString('base64url').padEnd(42, 'x')}A`
}
