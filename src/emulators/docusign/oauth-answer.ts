import type { DocusignSettings } from './docusign-settings.ts'

/** What an OAuth endpoint, or the REST API, answers; always JSON. */
export interface OAuthAnswer {
  status: number
  body: object
  headers?: Record<string, string>
  /** For the counts of requests: `ok`, or the error. */
  outcome: string
}

/** `error_description` values that Docusign documents, all with the error `invalid_grant`. */
export type InvalidGrant =
  | 'issuer_not_found'
  | 'no_valid_keys_or_signatures'
  | 'expired_grant'
  | 'user_not_found'
  | 'invalid_subject'

/** An error without a description, such as the exact `{"error":"consent_required"}`. */
export function oauthError(error: string): OAuthAnswer {
  return { status: 400, body: { error }, outcome: error }
}

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
