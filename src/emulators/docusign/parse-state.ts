import type {
  DocusignState,
  EmulatedAccount,
  EmulatedConnect,
  EmulatedConsent,
  EmulatedIntegrationKey,
  EmulatedUser,
} from './docusign-state.ts'

/**
 * Checks a state that came as JSON, and writes its GUIDs in lower case.
 *
 * @throws {TypeError} that names the first member that is wrong; so do the functions for its parts.
 */
export function parseState(input: unknown): DocusignState {
  const state = object(input, 'state')
  return {
    integrationKeys: list(state.integrationKeys, 'integrationKeys').map(parseIntegrationKey),
    users: list(state.users, 'users').map(parseUser),
    consents: list(state.consents, 'consents').map(parseConsent),
    ...(state.connect !== undefined && {
      connect: list(state.connect, 'connect').map(parseConnect),
    }),
    ...(state.accounts !== undefined && {
      accounts: list(state.accounts, 'accounts').map(parseAccount),
    }),
  }
}

export function parseIntegrationKey(input: unknown): EmulatedIntegrationKey {
  const key = object(input, 'integration key')
  return {
    id: guid(key.id, 'id of an integration key'),
    redirectUris: parseRedirectUris(key.redirectUris ?? []),
    keyPairs: list(key.keyPairs ?? [], 'keyPairs').map((pair) => {
      const { id, publicKey } = object(pair, 'key pair')
      return { id: guid(id, 'id of a key pair'), publicKey: text(publicKey, 'publicKey') }
    }),
  }
}

export function parseUser(input: unknown): EmulatedUser {
  const user = object(input, 'user')
  return {
    id: guid(user.id, 'id of a user'),
    name: text(user.name, 'name of a user'),
    email: text(user.email, 'email of a user'),
    active: boolean(user.active ?? true, 'active'),
    accounts: list(user.accounts ?? [], 'accounts').map((input) => {
      const account = object(input, 'account')
      return {
        id: guid(account.id, 'id of an account'),
        name: text(account.name, 'name of an account'),
        baseUri: text(account.baseUri, 'baseUri'),
        isDefault: boolean(account.isDefault ?? false, 'isDefault'),
        ...(account.isAdmin !== undefined && { isAdmin: boolean(account.isAdmin, 'isAdmin') }),
        ...(account.details !== undefined && { details: object(account.details, 'details') }),
      }
    }),
    ...(user.administers !== undefined && { administers: texts(user.administers, 'administers') }),
  }
}

export function parseConsent(input: unknown): EmulatedConsent {
  const consent = object(input, 'consent')
  return {
    integrationKey: guid(consent.integrationKey, 'integrationKey of a consent'),
    userId: guid(consent.userId, 'userId of a consent'),
    scopes: texts(consent.scopes, 'scopes'),
  }
}

export function parseConnect(input: unknown): EmulatedConnect {
  const connect = object(input, 'connect')
  return {
    account: guid(connect.account, 'account of connect'),
    configurations: list(connect.configurations ?? [], 'configurations').map((configuration) =>
      object(configuration, 'configuration'),
    ),
    failures: list(connect.failures ?? [], 'failures').map((failure) => object(failure, 'failure')),
  }
}

export function parseAccount(input: unknown): EmulatedAccount {
  const account = object(input, 'account')
  return {
    id: guid(account.id, 'id of an account'),
    details: object(account.details ?? {}, 'details of an account'),
  }
}

/** Takes absolute URIs that can stand in a `Location` header and are no way to run a script. */
export function parseRedirectUris(input: unknown): string[] {
  const uris = texts(input, 'redirectUris')
  for (const uri of uris) {
    if (!/^[!-~]+$/.test(uri) || !URL.canParse(uri) || /^(javascript|data|vbscript):/i.test(uri))
      throw new TypeError(`redirect URI ${JSON.stringify(uri)} is not an absolute URI`)
  }
  return uris
}

// --- internal ---

function object(input: unknown, what: string): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new TypeError(`${what} has to be an object`)
  return input as Record<string, unknown>
}

function list(input: unknown, what: string): unknown[] {
  if (!Array.isArray(input)) throw new TypeError(`${what} has to be a list`)
  return input
}

function text(input: unknown, what: string): string {
  if (typeof input !== 'string') throw new TypeError(`${what} has to be a text`)
  return input
}

function texts(input: unknown, what: string): string[] {
  return list(input, what).map((entry) => text(entry, `each of ${what}`))
}

function boolean(input: unknown, what: string): boolean {
  if (typeof input !== 'boolean') throw new TypeError(`${what} has to be true or false`)
  return input
}

function guid(input: unknown, what: string): string {
  const id = text(input, what).toLowerCase()
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
    throw new TypeError(`${what} has to be a GUID`)
  return id
}
