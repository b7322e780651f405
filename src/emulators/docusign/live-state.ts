import { type KeyObject, randomUUID } from 'node:crypto'
import {
  PublicKeyRefused,
  parseRsaPublicKey,
  type RsaPublicKey,
} from '../../keys/rsa-public-key.ts'
import type { DocusignSettings } from './docusign-settings.ts'
import type {
  DocusignState,
  EmulatedAccount,
  EmulatedConnect,
  EmulatedConsent,
  EmulatedIntegrationKey,
  EmulatedUser,
} from './docusign-state.ts'
import {
  parseAccount,
  parseConnect,
  parseConsent,
  parseIntegrationKey,
  parseRedirectUris,
  parseState,
  parseUser,
} from './parse-state.ts'

/** A registered key pair: what Docusign knows of it is the public half. */
export interface RegisteredKeyPair {
  readonly id: string
  readonly publicKey: RsaPublicKey
}

/**
 * The emulator's state while it runs. All ids are taken without regard to case; whatever is wrong
 * with an argument is a `TypeError`.
 */
export interface LiveState {
  /** A copy of all of it. */
  snapshot(): DocusignState
  /** Replaces all of it at once; nothing changes when something in it is wrong. */
  replace(state: DocusignState): void

  integrationKeyIds(): string[]
  integrationKey(id: string): EmulatedIntegrationKey | undefined
  /** Adds an integration key or replaces it, its key pairs included. */
  putIntegrationKey(key: EmulatedIntegrationKey): void
  deleteIntegrationKey(id: string): void
  setRedirectUris(integrationKey: string, redirectUris: readonly string[]): void

  /** The key pairs as *Apps and Keys* lists them, the oldest first. */
  keyPairs(integrationKey: string): readonly RegisteredKeyPair[]
  /**
   * UPLOAD RSA: registers the public half of a key pair.
   *
   * @param publicKey PEM SPKI (`BEGIN PUBLIC KEY`), RSA of at least 2048 bits.
   * @returns the id of the new key pair.
   */
  uploadKeyPair(integrationKey: string, publicKey: string): string
  /** Deletes a key pair: it is listed no more, and refused after `keyPairRemovalDelayMs`. */
  deleteKeyPair(integrationKey: string, keyPair: string): void
  /** The public keys whose signatures are taken now; `undefined`: no such integration key. */
  acceptedKeys(integrationKey: string): KeyObject[] | undefined

  users(): Iterable<Readonly<EmulatedUser>>
  user(id: string): Readonly<EmulatedUser> | undefined
  putUser(user: EmulatedUser): void
  /** Closes a user, or opens it again. */
  setUserActive(id: string, active: boolean): void
  deleteUser(id: string): void

  /** The scopes to which a user has consented; empty without consent. */
  consentedScopes(integrationKey: string, userId: string): readonly string[]
  /** Adds scopes to those consented before. */
  grantConsent(consent: EmulatedConsent): void
  /** Revokes all that was consented; access tokens that are out keep working. */
  revokeConsent(integrationKey: string, userId: string): void

  /** The webhooks of an account. */
  connect(account: string): Readonly<EmulatedConnect> | undefined
  /** Replaces the webhooks of an account. */
  putConnect(connect: EmulatedConnect): void

  /** What is special about an account. */
  account(id: string): Readonly<EmulatedAccount> | undefined
  /** Replaces what is special about an account. */
  putAccount(account: EmulatedAccount): void
}

/** Docusign's limit, "prerequisites" of https://developers.docusign.com/platform/auth/jwt-get-token */
export const maxKeyPairs = 5

/**
 * @param now epoch milliseconds of the emulator's own clock.
 * @throws {TypeError} when something in the state is wrong.
 */
export function createLiveState(
  initial: DocusignState,
  { now, settings }: { now: () => number; settings: DocusignSettings },
): LiveState {
  let { integrationKeys, users, consents, connect, accounts } = load(initial)

  const find = (id: string): IntegrationKey => {
    const key = integrationKeys.get(id.toLowerCase())
    if (key === undefined) throw new TypeError(`there is no integration key ${id}`)
    return key
  }
  const findUser = (id: string): EmulatedUser => {
    const user = users.get(id.toLowerCase())
    if (user === undefined) throw new TypeError(`there is no user ${id}`)
    return user
  }

  return {
    snapshot: () => ({
      integrationKeys: [...integrationKeys].map(([id, key]) => describe(id, key)),
      users: structuredClone([...users.values()]),
      consents: [...consents].flatMap(([integrationKey, byUser]) =>
        [...byUser].map(([userId, scopes]) => ({ integrationKey, userId, scopes: [...scopes] })),
      ),
      ...(connect.size > 0 && { connect: structuredClone([...connect.values()]) }),
      ...(accounts.size > 0 && { accounts: structuredClone([...accounts.values()]) }),
    }),
    replace(state) {
      const loaded = load(state)
      integrationKeys = loaded.integrationKeys
      users = loaded.users
      consents = loaded.consents
      connect = loaded.connect
      accounts = loaded.accounts
    },

    integrationKeyIds: () => [...integrationKeys.keys()],
    integrationKey(id) {
      const key = integrationKeys.get(id.toLowerCase())
      return key && describe(id.toLowerCase(), key)
    },
    putIntegrationKey(key) {
      const { id, ...rest } = parseIntegrationKey(key)
      integrationKeys.set(id, loadIntegrationKey(rest))
    },
    deleteIntegrationKey(id) {
      find(id)
      integrationKeys.delete(id.toLowerCase())
      consents.delete(id.toLowerCase())
    },
    setRedirectUris(integrationKey, redirectUris) {
      find(integrationKey).redirectUris = parseRedirectUris(redirectUris)
    },

    keyPairs: (integrationKey) => find(integrationKey).keyPairs,
    uploadKeyPair(integrationKey, pem) {
      const key = find(integrationKey)
      const publicKey = parsePublicKey(pem)
      if (key.keyPairs.length >= maxKeyPairs) {
        throw new TypeError(
          `this integration key has ${maxKeyPairs} key pairs already: delete one of them first`,
        )
      }
      const id = randomUUID()
      key.keyPairs.push({ id, publicKey, addedAt: now() })
      return id
    },
    deleteKeyPair(integrationKey, keyPair) {
      const key = find(integrationKey)
      const pair = key.keyPairs.find(({ id }) => id === keyPair.toLowerCase())
      if (pair === undefined) throw new TypeError(`there is no key pair ${keyPair}`)
      key.keyPairs = key.keyPairs.filter((other) => other !== pair)
      key.deleted.push({ ...pair, deletedAt: now() })
    },
    acceptedKeys(integrationKey) {
      const key = integrationKeys.get(integrationKey.toLowerCase())
      if (key === undefined) return undefined
      const at = now()
      return [
        ...key.keyPairs.filter(
          ({ addedAt }) => addedAt === undefined || at >= addedAt + settings.keyPairAdditionDelayMs,
        ),
        ...key.deleted.filter(({ deletedAt }) => at < deletedAt + settings.keyPairRemovalDelayMs),
      ].map(({ publicKey }) => publicKey.keyObject)
    },

    users: () => users.values(),
    user: (id) => users.get(id.toLowerCase()),
    putUser(user) {
      const parsed = parseUser(user)
      users.set(parsed.id, parsed)
    },
    setUserActive(id, active) {
      findUser(id).active = active
    },
    deleteUser(id) {
      findUser(id)
      users.delete(id.toLowerCase())
      for (const byUser of consents.values()) byUser.delete(id.toLowerCase())
    },

    consentedScopes: (integrationKey, userId) =>
      consents.get(integrationKey.toLowerCase())?.get(userId.toLowerCase()) ?? [],
    grantConsent(consent) {
      const parsed = parseConsent(consent)
      find(parsed.integrationKey)
      findUser(parsed.userId)
      addConsent(consents, parsed)
    },
    revokeConsent(integrationKey, userId) {
      find(integrationKey)
      consents.get(integrationKey.toLowerCase())?.delete(userId.toLowerCase())
    },

    connect: (account) => connect.get(account.toLowerCase()),
    putConnect(given) {
      const parsed = parseConnect(given)
      connect.set(parsed.account, parsed)
    },

    account: (id) => accounts.get(id.toLowerCase()),
    putAccount(given) {
      const parsed = parseAccount(given)
      accounts.set(parsed.id, parsed)
    },
  }
}

// --- internal ---

interface KeyPair extends RegisteredKeyPair {
  /** Absent: registered from the start. */
  readonly addedAt?: number
}

interface IntegrationKey {
  redirectUris: string[]
  keyPairs: KeyPair[]
  deleted: (KeyPair & { readonly deletedAt: number })[]
}

/** Scopes by user id by integration key. */
type Consents = Map<string, Map<string, readonly string[]>>

function load(input: DocusignState) {
  const state = parseState(input)
  const integrationKeys = new Map<string, IntegrationKey>()
  for (const { id, ...key } of state.integrationKeys) {
    if (integrationKeys.has(id)) throw new TypeError(`integration key ${id} is there twice`)
    integrationKeys.set(id, loadIntegrationKey(key))
  }
  const users = new Map<string, EmulatedUser>()
  for (const user of state.users) {
    if (users.has(user.id)) throw new TypeError(`user ${user.id} is there twice`)
    users.set(user.id, user)
  }
  const consents: Consents = new Map()
  for (const consent of state.consents) addConsent(consents, consent)
  const connect = new Map((state.connect ?? []).map((entry) => [entry.account, entry]))
  const accounts = new Map((state.accounts ?? []).map((entry) => [entry.id, entry]))
  return { integrationKeys, users, consents, connect, accounts }
}

function loadIntegrationKey({
  redirectUris,
  keyPairs,
}: Omit<EmulatedIntegrationKey, 'id'>): IntegrationKey {
  if (keyPairs.length > maxKeyPairs) {
    throw new TypeError(`an integration key has at most ${maxKeyPairs} key pairs`)
  }
  if (new Set(keyPairs.map(({ id }) => id)).size < keyPairs.length) {
    throw new TypeError('two key pairs have the same id')
  }
  return {
    redirectUris,
    keyPairs: keyPairs.map(({ id, publicKey }) => ({ id, publicKey: parsePublicKey(publicKey) })),
    deleted: [],
  }
}

function describe(id: string, { redirectUris, keyPairs }: IntegrationKey): EmulatedIntegrationKey {
  return {
    id,
    redirectUris: [...redirectUris],
    keyPairs: keyPairs.map(({ id, publicKey }) => ({ id, publicKey: publicKey.pem })),
  }
}

function addConsent(consents: Consents, { integrationKey, userId, scopes }: EmulatedConsent): void {
  const byUser = consents.get(integrationKey) ?? new Map<string, readonly string[]>()
  consents.set(integrationKey, byUser)
  byUser.set(userId, [...new Set([...(byUser.get(userId) ?? []), ...scopes])])
}

function parsePublicKey(pem: string): RsaPublicKey {
  const refused = () => new TypeError('Could not parse the provided public key')
  // Docusign documents SPKI only; whether it takes `BEGIN RSA PUBLIC KEY` is unknown.
  if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) throw refused()
  try {
    const publicKey = parseRsaPublicKey(pem)
    // RFC 7518 section 3.3: RS256 needs 2048 bits or more.
    if (publicKey.bits >= 2048) return publicKey
  } catch (error) {
    if (!(error instanceof PublicKeyRefused)) throw error
  }
  throw refused()
}
