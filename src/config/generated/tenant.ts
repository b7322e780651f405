// Generated from schemas/ by `npm run generate`: do not edit.

/**
 * One customer: its Docusign account and the users that the product impersonates there. `config/<environment>/tenants/<id>.yaml`; the file name is the tenant's id.
 */
export interface TenantFile {
  /**
   * The customer's name, for people.
   */
  name: string
  /**
   * `onboarding`: failures are for information only. `migrating`: must be able to log in with its legacy key; the shared key is tried for information. `live`: must be able to log in. `suspended`: not tried. `offboarded`: must not be able to log in any more.
   */
  status: 'onboarding' | 'migrating' | 'live' | 'suspended' | 'offboarded'
  /**
   * API account id of the customer's Docusign account.
   */
  account: string
  /**
   * The account's base URI; checked against Docusign's user info when given.
   */
  baseUri?: string
  /**
   * The Docusign users that the product impersonates, by their role in the product.
   */
  users: {
    /**
     * The user's API user id (not the account id, not an e-mail address).
     */
    [k: string]: string
  }
  /**
   * Labels to select tenants by: names of the form of ids, values as your own data has them.
   */
  labels?: {
    /**
     * The label's value, any text.
     */
    [k: string]: string
  }
  /**
   * Who consents. `individual`: each user. `organization`: an administrator of the customer's organization, once, for the users whose e-mail domain the organization has claimed at Docusign.
   */
  consent?: 'individual' | 'organization'
  /**
   * The integration key of its own that this customer still logs in with. Only while the status is `migrating`.
   */
  legacy?: {
    /**
     * OAuth client ID of the customer's own integration key.
     */
    integrationKey: string
    /**
     * Id of the vault key (or of the secret with the PEM) that signs for it, with its version.
     */
    key: string
  }
  /**
   * A failure that is known and accepted until a date; any other failure still counts.
   */
  knownFailure?: {
    /**
     * The failure that is expected.
     */
    class:
      | 'consent_required'
      | 'scope_missing'
      | 'user_not_found'
      | 'user_mismatch'
      | 'account_mismatch'
      | 'base_uri_mismatch'
      | 'user_not_allowed'
      | 'account_not_allowed'
      | 'sending_blocked'
      | 'plan_ended'
      | 'user_inactive'
      | 'user_may_not_send'
      | 'webhook_missing'
      | 'webhook_disabled'
      | 'webhook_unsigned'
      | 'webhook_differs'
    /**
     * Why it is accepted.
     */
    reason: string
    /**
     * The last day on which it is accepted (UTC).
     */
    until: string
  }
}
