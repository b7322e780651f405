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

/** `undefined` when the answer is about another account. */
export function readAccountDetails(
  answer: Readonly<Record<string, unknown>>,
  accountId: string,
): { account: AccountDetails } | undefined {
  if (!isOf(answer.accountIdGuid, accountId)) return undefined
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

/** `undefined` when the answer is about another user. */
export function readUserDetails(
  answer: Readonly<Record<string, unknown>>,
  userId: string,
): { user: UserDetails } | undefined {
  if (!isOf(answer.userId, userId)) return undefined
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

/** Whether an id in an answer is the one that was asked for; an answer without one is taken. */
function isOf(id: unknown, asked: string): boolean {
  return id === undefined || String(id).toLowerCase() === asked.toLowerCase()
}

/** An empty text says nothing. */
function text(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
