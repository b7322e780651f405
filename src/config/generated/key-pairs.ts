// Generated from schemas/ by `npm run generate`: do not edit.

/**
 * The RSA key pairs of the integration key and their states. Written by `ikctl rotate`, reviewed by people. `config/<environment>/key-pairs.yaml`.
 */
export interface KeyPairs {
  /**
   * Key pairs by id. An id is never used again.
   */
  keyPairs: {
    [k: string]: KeyPair
  }
}
/**
 * One RSA key pair.
 */
export interface KeyPair {
  /**
   * `pending`: declared, not registered at Docusign yet. `staged`: registered and proven, ready to be promoted. `active`: signs every assertion. `retiring`: replaced, still registered. `retired`: proven to be refused. `compromised`: must not be used and must be deleted at Docusign.
   */
  state: 'pending' | 'staged' | 'active' | 'retiring' | 'retired' | 'compromised'
  /**
   * `vault`: made in the vault, its public half uploaded to Docusign. `docusign`: made by Docusign, its private half imported into the vault.
   */
  origin: 'vault' | 'docusign'
  /**
   * `key`: a vault key that signs inside the vault. `secret`: a PEM that is kept as a vault secret.
   */
  custody: 'key' | 'secret'
  /**
   * Id of the vault key (or secret), with its version. Absent until the vault has made it.
   */
  key?: string
  /**
   * RFC 7638 thumbprint (SHA-256, base64url) of the public half.
   */
  thumbprint?: string
  /**
   * The id that Docusign's Apps and Keys page shows for the key pair.
   */
  docusignKeyPairId?: string
  /**
   * Why the key pair is compromised.
   */
  reason?: string
  /**
   * When each state was reached (UTC), in the order of the states. After a rollback the latest time of a state stands.
   */
  since: {
    /**
     * When the key pair was declared.
     */
    pending?: string
    /**
     * When Docusign was proven to accept it.
     */
    staged?: string
    /**
     * When it was promoted.
     */
    active?: string
    /**
     * When another key pair was promoted.
     */
    retiring?: string
    /**
     * When Docusign was proven to refuse it.
     */
    retired?: string
    /**
     * When it was declared compromised.
     */
    compromised?: string
  }
}
