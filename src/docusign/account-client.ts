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
  ): Promise<JsonResult<object>>
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
  return {
    readAccount(accountId, accessToken, { signal } = {}) {
      const headers = ['accept', 'application/json', 'authorization', `Bearer ${accessToken}`]
      const path = `/restapi/v2.1/accounts/${encodeURIComponent(accountId)}`
      const read = ({ accountIdGuid = accountId }: Record<string, unknown>) =>
        String(accountIdGuid).toLowerCase() === accountId.toLowerCase() ? {} : undefined
      return ask('account', { method: 'GET', path, headers }, read, signal)
    },
    close,
  }
}
