import {
  type FailureDetails,
  type LoginContext,
  type LoginFailure,
  loginFailure,
} from './login-failure.ts'
import type { UserInfo, UserInfoAccount } from './oauth-client.ts'

/** What the configuration says about a login. */
export interface ExpectedUser {
  userId: string
  accountId: string
  /** Checked when given. */
  baseUri?: string
}

/** The account with an id, which is compared without case. */
export function findAccount(
  accounts: UserInfo['accounts'],
  accountId: string,
): UserInfoAccount | undefined {
  return accounts.find((account) => account.accountId.toLowerCase() === accountId.toLowerCase())
}

/**
 * Compares who logged in with who was meant: the user, that user's membership in the account, and
 * the account's base URI. GUIDs and hosts are compared without case.
 *
 * @returns the first difference as a failure, or undefined when everything fits.
 */
export function checkUserInfo(
  { sub, accounts }: UserInfo,
  { userId, accountId, baseUri }: ExpectedUser,
  context: LoginContext = {},
): LoginFailure | undefined {
  const fail = (failureClass: FailureDetails['class'], message: string) =>
    loginFailure({ class: failureClass, message }, { userId, accountId, ...context })
  if (sub.toLowerCase() !== userId.toLowerCase()) {
    return fail('user_mismatch', `user ${sub} logged in instead of ${userId}`)
  }
  const account = findAccount(accounts, accountId)
  if (account === undefined) {
    return fail(
      'account_mismatch',
      `the login works, but user ${userId} is not a member of account ${accountId}; it sees ${describeAccounts(accounts)}`,
    )
  }
  if (baseUri !== undefined && normalize(account.baseUri) !== normalize(baseUri)) {
    return fail(
      'base_uri_mismatch',
      `account ${accountId} is at ${normalize(account.baseUri)}, configured is ${normalize(baseUri)}`,
    )
  }
  return undefined
}

// --- internal ---

/** Which accounts there are to choose from; a few of them, as some users are members of hundreds. */
function describeAccounts(accounts: UserInfo['accounts']): string {
  if (accounts.length === 0) return 'no account at all'
  const shown = accounts.slice(0, 3).map(({ accountId, name, isDefault, baseUri }) => {
    const title = name === undefined ? '' : `"${name.replace(/[^\x20-\x7e]/g, '?')}" `
    return `${title}${accountId} (${isDefault ? 'default, ' : ''}${normalize(baseUri)})`
  })
  const more = accounts.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function normalize(baseUri: string): string {
  return baseUri.toLowerCase().replace(/\/$/, '')
}
