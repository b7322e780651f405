/** An integration key as *Apps and Keys* of the management account holds it. */
export interface EmulatedIntegrationKey {
  /** GUID, the OAuth client id. */
  id: string
  /** Compared byte for byte with the `redirect_uri` of a consent link. */
  redirectUris: string[]
  /** At most 5. Each has an id (GUID) and a public half, PEM SPKI. */
  keyPairs: { id: string; publicKey: string }[]
}

/** A user who can be impersonated. */
export interface EmulatedUser {
  /** GUID. */
  id: string
  name: string
  /** Several users can share one address, as at Docusign. */
  email: string
  /** A closed user is unknown to the token endpoint and to the login page. */
  active: boolean
  accounts: { id: string; name: string; baseUri: string; isDefault: boolean }[]
  /** E-mail domains of the organization that this user administers, for admin consent. */
  administers?: string[]
}

/** What a user allowed an integration key to do. */
export interface EmulatedConsent {
  integrationKey: string
  userId: string
  scopes: string[]
}

/** All that the emulator knows. GUIDs are compared without regard to case. */
export interface DocusignState {
  integrationKeys: EmulatedIntegrationKey[]
  users: EmulatedUser[]
  consents: EmulatedConsent[]
}

/**
 * Reads one part of a state, or all of it, from JSON.
 *
 * @throws {TypeError} that names the first member of the wrong type.
 */
export const parse = {
  state: (input: unknown): DocusignState => {
    const state = object(input, 'state')
    return {
      integrationKeys: list(state.integrationKeys, 'integrationKeys').map(parse.integrationKey),
      users: list(state.users, 'users').map(parse.user),
      consents: list(state.consents, 'consents').map(parse.consent),
    }
  },
  integrationKey: (input: unknown): EmulatedIntegrationKey => {
    const key = object(input, 'integration key')
    return {
      id: guid(key.id, 'id of an integration key'),
      redirectUris: parse.redirectUris(key.redirectUris ?? []),
      keyPairs: list(key.keyPairs ?? [], 'keyPairs').map((pair) => {
        const { id, publicKey } = object(pair, 'key pair')
        return { id: guid(id, 'id of a key pair'), publicKey: text(publicKey, 'publicKey') }
      }),
    }
  },
  user: (input: unknown): EmulatedUser => {
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
        }
      }),
      ...(user.administers === undefined
        ? {}
        : { administers: texts(user.administers, 'administers') }),
    }
  },
  consent: (input: unknown): EmulatedConsent => {
    const consent = object(input, 'consent')
    return {
      integrationKey: guid(consent.integrationKey, 'integrationKey of a consent'),
      userId: guid(consent.userId, 'userId of a consent'),
      scopes: texts(consent.scopes, 'scopes'),
    }
  },
  redirectUris: (input: unknown): string[] => {
    const uris = texts(input, 'redirectUris')
    for (const uri of uris) {
      // Only what can stand in a Location header and is no way to run a script.
      if (!/^[!-~]+$/.test(uri) || !URL.canParse(uri) || /^(javascript|data|vbscript):/i.test(uri))
        throw new TypeError(`redirect URI ${JSON.stringify(uri)} is not an absolute URI`)
    }
    return uris
  },
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
