/**
 * What the REST API says about an account, as far as ikctl judges it. All values are texts, as Docusign
 * writes them; one that is missing is `undefined`, which is not the same as fine.
 *
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/accounts/accounts/get/
 */
export interface AccountDetails {
  /** `true` keeps everybody in the account from sending; Docusign does not describe the values. */
  envelopeSendingBlocked: string | undefined
  /** Docusign does not describe its values. */
  suspensionStatus: string | undefined
  planEndDate: string | undefined
  billingPeriodEnvelopesAllowed: string | undefined
  billingPeriodEnvelopesSent: string | undefined
}

/**
 * What the REST API says about a user as a member of an account.
 *
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/users/users/get/
 */
export interface UserDetails {
  /** `Active`, or why the user cannot be used. */
  userStatus: string | undefined
  isAdmin: string | undefined
  /** Of `userSettings`, which a caller may not be allowed to read. */
  canSendEnvelope: string | undefined
  canSendAPIRequests: string | undefined
}

/** `undefined` when the answer is about another account, or no account at all. */
export function readAccountDetails(
  answer: Readonly<Record<string, unknown>>,
  accountId: string,
): { account: AccountDetails } | undefined {
  if (!isAbout(answer, 'accountIdGuid', accountId, accountFields)) return undefined
  return {
    account: {
      envelopeSendingBlocked: text(answer.envelopeSendingBlocked),
      suspensionStatus: text(answer.suspensionStatus),
      planEndDate: text(answer.planEndDate),
      billingPeriodEnvelopesAllowed: text(answer.billingPeriodEnvelopesAllowed),
      billingPeriodEnvelopesSent: text(answer.billingPeriodEnvelopesSent),
    },
  }
}

/** `undefined` when the answer is about another user, or no user at all. */
export function readUserDetails(
  answer: Readonly<Record<string, unknown>>,
  userId: string,
): { user: UserDetails } | undefined {
  if (!isAbout(answer, 'userId', userId, userFields)) return undefined
  const settings = { ...(typeof answer.userSettings === 'object' ? answer.userSettings : {}) }
  const { canSendEnvelope, canSendAPIRequests }: Record<string, unknown> = settings
  return {
    user: {
      userStatus: text(answer.userStatus),
      isAdmin: text(answer.isAdmin),
      canSendEnvelope: text(canSendEnvelope),
      canSendAPIRequests: text(canSendAPIRequests),
    },
  }
}

// --- internal ---

/** What else shows what an answer is about: gateways answer with JSON as well. */
const accountFields = ['accountName', 'planName', 'envelopeSendingBlocked', 'suspensionStatus']
const userFields = ['userName', 'userStatus', 'isAdmin', 'permissionProfileName']

/** Whether an answer has the id that was asked for, or none and one of the fields of its kind. */
function isAbout(
  answer: Readonly<Record<string, unknown>>,
  idField: string,
  asked: string,
  fields: readonly string[],
): boolean {
  const id = answer[idField]
  return id === undefined
    ? fields.some((field) => text(answer[field]) !== undefined)
    : String(id).toLowerCase() === asked.toLowerCase()
}

/** An empty text says nothing. */
function text(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
