// Generated from schemas/ by `npm run generate`: do not edit.

/**
 * The scopes in every assertion; only scopes that the consent asked for before.
 *
 * @minItems 1
 * @maxItems 50
 */
export type Scopes = string[]
/**
 * The scopes that consent links ask for; `impersonation` is needed for the JWT grant.
 *
 * @minItems 1
 * @maxItems 50
 */
export type Scopes1 = string[]
export type Uri = string

/**
 * The integration key of one environment: what Docusign, the vaults and the rotation need to know about it. `config/<environment>/integration.yaml`.
 */
export interface Integration {
  /**
   * The product that signs documents; environments with the same product belong together.
   */
  product: string
  /**
   * Docusign's integration key (OAuth client id), of a key made in Apps and Keys the same GUID on the demo and the production platform.
   */
  integrationKey: string
  /**
   * Where the integration key lives. It fixes the OAuth host and the assertion's audience in one setting: `demo` is account-d.docusign.com, `production` is account.docusign.com, `emulator` is a loopback emulator.
   */
  platform: 'production' | 'demo' | 'emulator'
  /**
   * Where administrators manage this integration key: in Apps and Keys of the management account, or in Docusign's Developer Console. The two do not share keys: one made there is not listed here. It decides the addresses and words of manual steps.
   */
  managedIn?: 'apps-and-keys' | 'developer-console'
  /**
   * The Docusign account in which administrators keep the integration key's redirect URIs, key pairs and secrets.
   */
  managementAccount: {
    /**
     * The account's API account id.
     */
    id: string
    /**
     * The account's name, for people.
     */
    name?: string
    /**
     * Who can change the account: better a distribution list than a person, since access is lost with its only administrator.
     */
    contact?: string
    /**
     * User id of one of your own users in this account. It logs in first in every run, so that a broken key is found before any customer is touched.
     */
    canaryUser: string
  }
  /**
   * OAuth scopes. Consent is given for exactly the scopes that were asked for, so a new login scope needs new consent first.
   */
  scopes: {
    login: Scopes
    consent: Scopes1
  }
  /**
   * The redirect URIs that are registered for the integration key. Docusign compares them byte for byte.
   */
  redirectUris: {
    /**
     * Where Docusign returns to after consent.
     */
    consent: string
    /**
     * All other registered redirect URIs.
     *
     * @maxItems 100
     */
    others?: Uri[]
  }
  /**
   * The two Azure Key Vaults of the environment. Not needed on the platform `emulator`, where the emulators are the vaults; where their addresses are given, keys are declared as elsewhere.
   */
  vaults?: {
    /**
     * The vault with the key pairs: only what signs may use it.
     */
    signing: string
    /**
     * The vault with the published settings and the evidence key: no signing key, no PEM.
     */
    settings: string
  }
  /**
   * When and how the key pair is rotated.
   */
  rotation: {
    /**
     * The active key pair should not get older than this.
     */
    maxAge: string
    /**
     * Start a rotation this long before the maximum age.
     */
    renewBefore: string
    /**
     * A replaced key pair stays registered at Docusign at least this long after the swap was deployed.
     */
    overlap: string
    /**
     * Keep one staged key pair ready for an emergency.
     */
    standby?: boolean
    /**
     * What proof a key pair needs before it signs. `none` asks for no proof at all, which is for the platform `emulator` only: its keys live as long as the emulators.
     */
    evidence?:
      | {
          /**
           * Evidence older than this does not count.
           */
          maxAge: string
          /**
           * How many tenants log in with both key pairs, besides the canary: a number, or `all`.
           */
          sample: number | 'all'
        }
      | 'none'
  }
  /**
   * What the Connect configuration of every tenant's account has to be. ikctl compares; it never changes one.
   */
  webhooks?: {
    /**
     * Where Docusign sends the messages of all tenants (`urlToPublishTo`).
     */
    url: string
    /**
     * The events that your product needs; further events are not reported.
     *
     * @minItems 1
     * @maxItems 50
     */
    events: string[]
    /**
     * Who owns the HMAC keys that sign the messages: `integrator` is the account that owns the integration key, the same keys for all tenants; `account` is each tenant's own; `none` leaves messages unsigned.
     */
    hmac: 'integrator' | 'account' | 'none'
    /**
     * HMAC keys of the account that owns the integration key: where each is kept, never its value. Two at a time while one replaces the other.
     */
    hmacKeys?: {
      /**
       * One HMAC key.
       */
      [k: string]: {
        /**
         * `active` is the newest; `retiring` still signs until it is deleted at Docusign.
         */
        state: 'active' | 'retiring'
        /**
         * Id of the vault secret, with its version.
         */
        secret: string
        /**
         * When each state was reached.
         */
        since: {
          /**
           * When the HMAC key was added at Docusign (UTC).
           */
          active: string
          /**
           * When the HMAC key was replaced (UTC).
           */
          retiring?: string
        }
      }
    }
  }
  /**
   * Secrets of the integration key for applications that also use the Authorization Code Grant: where each is kept, never its value.
   */
  clientSecrets?: {
    /**
     * One client secret.
     */
    [k: string]: {
      /**
       * `active` is in use; `retiring` is about to be deleted at Docusign.
       */
      state: 'active' | 'retiring'
      /**
       * Id of the vault secret, with its version.
       */
      secret: string
      /**
       * When each state was reached.
       */
      since: {
        /**
         * When the secret came into use (UTC).
         */
        active: string
        /**
         * When the secret was replaced (UTC).
         */
        retiring?: string
      }
    }
  }
}
