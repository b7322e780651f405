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
  accounts: {
    id: string
    name: string
    baseUri: string
    isDefault: boolean
    /** Whether the user administers the account; absent: yes. */
    isAdmin?: boolean
    /**
     * What else the REST API says about the user as a member of this account, such as `userStatus` and
     * `userSettings`; absent: an active user who may send.
     */
    details?: Readonly<Record<string, unknown>>
  }[]
  /** E-mail domains of the organization that this user administers, for admin consent. */
  administers?: string[]
}

/** What a user allowed an integration key to do. */
export interface EmulatedConsent {
  integrationKey: string
  userId: string
  scopes: string[]
}

/** The webhooks of an account, as the REST API shows them; booleans are the texts `true` and `false`. */
export interface EmulatedConnect {
  /** GUID of the account. */
  account: string
  /** Each with `connectId` and what else a Connect configuration has. */
  configurations: Readonly<Record<string, unknown>>[]
  /** Messages that could not be delivered. */
  failures: Readonly<Record<string, unknown>>[]
}

/** What the REST API says about an account besides its id and name. */
export interface EmulatedAccount {
  /** GUID. */
  id: string
  /** Such as `envelopeSendingBlocked`, `suspensionStatus` and `planEndDate`: texts. */
  details: Readonly<Record<string, unknown>>
}

/** All that the emulator knows. GUIDs are compared without regard to case. */
export interface DocusignState {
  integrationKeys: EmulatedIntegrationKey[]
  users: EmulatedUser[]
  consents: EmulatedConsent[]
  /** Absent: no account has webhooks. */
  connect?: EmulatedConnect[]
  /** Absent: every account may send. */
  accounts?: EmulatedAccount[]
}
