import type { DocusignSettings } from './docusign-settings.ts'

/** What an OAuth endpoint, or the REST API, answers; always JSON. */
export interface OAuthAnswer {
  status: number
  body: object
  headers?: Record<string, string>
  /** For the counts of requests: `ok`, or the error. */
  outcome: string
}

/**
 * `error_description` values that Docusign documents, all with the error `invalid_grant`.
 *
 * @see https://support.docusign.com/s/articles/DocuSign-Developer-FAQs-General-Administration-and-Authentication
 */
export type InvalidGrant =
  | 'issuer_not_found'
  | 'no_valid_keys_or_signatures'
  | 'expired_grant'
  | 'user_not_found'
  | 'invalid_subject'

/** An error without a description, such as the exact `{"error":"consent_required"}`. */
export function oauthError(error: OAuthError): OAuthAnswer {
  return { status: errorStatus[error], body: { error }, outcome: error }
}

/** As Docusign documents it, all with status 400. @see {@link InvalidGrant} */
export function invalidGrant(
  description: InvalidGrant,
  { errorDescriptions }: Pick<DocusignSettings, 'errorDescriptions'>,
): OAuthAnswer {
  const forms = {
    documented: { error_description: description },
    capitalised: { error_description: description.charAt(0).toUpperCase() + description.slice(1) },
    missing: {},
  }
  return {
    status: 400,
    body: { error: 'invalid_grant', ...forms[errorDescriptions] },
    outcome: description,
  }
}

// --- internal ---

type OAuthError = keyof typeof errorStatus

const errorStatus = {
  // Documented at the same address; the body as in https://stackguides.com/questions/63549126/
  consent_required: 400,
  // Without a description: github docusign/docusign-esign-java-client#79
  invalid_grant: 400,
  // Code: github docusign/docusign-esign-node-client#215; the status is ours.
  invalid_request: 400,
  // RFC 6749 section 5.2; that Docusign gives it is not known.
  unsupported_grant_type: 400,
  // RFC 6749 section 5.2, status included; that Docusign gives it is not known.
  invalid_client: 401,
}
