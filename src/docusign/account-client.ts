import {
  type AccountDetails,
  readAccountDetails,
  readUserDetails,
  type UserDetails,
} from './account-details.ts'
import {
  type ConnectConfiguration,
  type ConnectFailure,
  readConnectConfigurations,
  readConnectFailures,
} from './connect-configuration.ts'
import { type ClientOptions, createJsonExchange, type JsonResult } from './json-exchange.ts'

/** Docusign's REST API at one base URI, as far as a login is proven by it. */
export interface AccountClient {
  /**
   * Reads an account with a user's access token: it works when the user may use the account.
   *
   * @param accountId a GUID.
   */
  readAccount(
    accountId: string,
    accessToken: string,
    options?: { signal?: AbortSignal },
  ): Promise<JsonResult<{ account: AccountDetails }>>
  /**
   * Reads a user as a member of an account.
   *
   * @param userId a GUID.
   * @see https://developers.docusign.com/docs/esign-rest-api/reference/users/users/get/
   */
  readUser(
    accountId: string,
    userId: string,
    accessToken: string,
    options?: { signal?: AbortSignal },
  ): Promise<JsonResult<{ user: UserDetails }>>
  /**
   * Reads the Connect configurations of an account, as an administrator of it.
   *
   * @param accountId a GUID.
   * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectconfigurations/list/
   */
  readConnect(
    accountId: string,
    accessToken: string,
    options?: { signal?: AbortSignal },
  ): Promise<JsonResult<{ configurations: ConnectConfiguration[] }>>
  /**
   * Reads which messages of an account could not be delivered, as an administrator of it.
   *
   * @param accountId a GUID.
   * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectevents/listfailures/
   */
  readConnectFailures(
    accountId: string,
    accessToken: string,
    options?: { signal?: AbortSignal },
  ): Promise<JsonResult<{ failures: ConnectFailure[] }>>
  /** Drops all connections. */
  close(): Promise<void>
}

/**
 * A client of the REST API that keeps its connections.
 *
 * @param options.origin a base URI from user info that `restOrigin` has let pass.
 * @throws {TypeError} when the origin is not an HTTPS origin.
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/accounts/accounts/get/
 */
export function createAccountClient(options: ClientOptions): AccountClient {
  const { ask, close } = createJsonExchange(options)
  const get = (accountId: string, accessToken: string, below = '') => ({
    method: 'GET' as const,
    path: `/restapi/v2.1/accounts/${encodeURIComponent(accountId)}${below}`,
    headers: ['accept', 'application/json', 'authorization', `Bearer ${accessToken}`],
  })
  return {
    readAccount(accountId, accessToken, { signal } = {}) {
      const read = (answer: Record<string, unknown>) => readAccountDetails(answer, accountId)
      return ask('account', get(accountId, accessToken), read, signal)
    },
    readUser(accountId, userId, accessToken, { signal } = {}) {
      const read = (answer: Record<string, unknown>) => readUserDetails(answer, userId)
      const below = `/users/${encodeURIComponent(userId)}`
      return ask('account', get(accountId, accessToken, below), read, signal)
    },
    readConnect(accountId, accessToken, { signal } = {}) {
      const request = get(accountId, accessToken, '/connect')
      return ask('account', request, readConnectConfigurations, signal)
    },
    readConnectFailures(accountId, accessToken, { signal } = {}) {
      const request = get(accountId, accessToken, '/connect/failures')
      return ask('account', request, readConnectFailures, signal)
    },
    close,
  }
}
