/** What an error at the redirect URI asks for; names are stable. */
export type ConsentRemedy =
  /** Settings of the integration key or the link have to change: the same link fails for everybody. */
  | 'settings'
  /** The same link can be opened again. */
  | 'retry'
  | 'unknown'

/** What Docusign's answer means, other than yes and no. */
export interface RedirectError {
  remedy: ConsentRemedy
  /** What happened: the beginning of a sentence. */
  says: string
  /** What to do about it. */
  action: string
}

/**
 * The meaning of `error` in the address that the browser came back to. Which of them Docusign ever
 * sends is not known; only `access_denied`, which is not among them, is the answer of a person.
 *
 * @param error undefined: the address has neither an error nor a code.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
export function redirectError(error: string | undefined): RedirectError {
  if (error === undefined) return noAnswer
  const name = error.toLowerCase()
  return Object.hasOwn(errors, name) ? (errors[name] ?? unknown) : unknown
}

// --- internal ---

const unfinished: RedirectError = {
  remedy: 'retry',
  says: 'the user did not come as far as the question',
  action: 'open the link again and sign in as this user',
}
const broken: RedirectError = {
  remedy: 'retry',
  says: 'Docusign had a problem of its own',
  action: 'open the link again later; if it stays, look at https://status.docusign.com',
}
const notAllowed: RedirectError = {
  remedy: 'settings',
  says: 'Docusign does not let the integration key ask for consent in this way',
  action:
    'check in the settings of the integration key that it may use the Authorization Code Grant, which the consent link is part of',
}

const errors: Readonly<Record<string, RedirectError>> = {
  invalid_scope: {
    remedy: 'settings',
    says: 'Docusign does not accept the scopes of the link',
    action: 'check "scopes" in integration.yaml, then make a new link',
  },
  unauthorized_client: notAllowed,
  unsupported_response_type: notAllowed,
  invalid_request: {
    remedy: 'settings',
    says: 'Docusign could not use the link',
    action: 'open the link as it was made; if that was done, make a new one',
  },
  server_error: broken,
  temporarily_unavailable: broken,
  login_required: unfinished,
  interaction_required: unfinished,
  account_selection_required: unfinished,
  consent_required: unfinished,
}

const unknown: RedirectError = {
  remedy: 'unknown',
  says: 'Docusign answered with an error that ikctl does not know',
  action: "open the link again; if it stays, report what is shown here to Docusign's support",
}

const noAnswer: RedirectError = {
  remedy: 'unknown',
  says: 'the address has neither a code nor an error',
  action: 'check that it is the whole address that the browser came back to',
}
