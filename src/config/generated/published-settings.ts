// Generated from schemas/ by `npm run generate`: do not edit.

/**
 * What applications read at run time: one JSON secret in the settings vault, written by `pulumi up`. Not confidential. Readers ignore properties that they do not know; `version` changes only when they no longer could.
 */
export interface PublishedSettings {
  /**
   * Version of this form.
   */
  version: 1
  /**
   * The assertion's `iss`, in canonical form.
   */
  integrationKey: string
  /**
   * Host of Docusign's OAuth server, which is also the assertion's `aud`.
   */
  oauthHost: string
  /**
   * The scopes of every assertion.
   *
   * @minItems 1
   */
  scopes: string[]
  /**
   * The key pair that signs every assertion.
   */
  keyPair: {
    /**
     * Its id in `key-pairs.yaml`.
     */
    id: string
    /**
     * Id of the vault key (or of the secret that holds the PEM), with its version.
     */
    key: string
    /**
     * RFC 7638 thumbprint (SHA-256, base64url) of the public half.
     */
    thumbprint: string
    [k: string]: unknown
  }
  /**
   * What a consent link is made of. Absent in settings that were published by older versions.
   */
  consent?: {
    /**
     * Where Docusign returns to after consent.
     */
    redirectUri: string
    /**
     * The scopes that consent links ask for.
     *
     * @minItems 1
     */
    scopes: string[]
    [k: string]: unknown
  }
  [k: string]: unknown
}
