// The same logins through Docusign's own SDK, used as its documentation shows.
import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { benchEnvironment, benchTenantOf, benchUser } from './bench-environment.ts'
import { benchPem } from './bench-pem.ts'
import type { Stub } from './with-stub.ts'

/** Logins through `docusign-esign`, so many at one time, with an `ApiClient` for each tenant. */
export function vendorLogins({ url, ca }: Stub, concurrency: number) {
  const { ApiClient } = createRequire(import.meta.url)('docusign-esign') as VendorSdk
  const { integrationKey, scopes } = benchEnvironment(0).integration
  const pem = Buffer.from(benchPem())
  // The SDK has no option for it; its connections are those of Node's global agent.
  globalAgent.options.ca = ca
  const logIn = async (userId: string) => {
    const client = new ApiClient()
    client.setOAuthBasePath(new URL(url).host)
    const token = await client.requestJWTUserToken(integrationKey, userId, scopes.login, pem, 600)
    const { accounts } = await client.getUserInfo(token.body.access_token)
    if (accounts[0]?.accountId !== benchTenantOf(userId)?.account)
      throw new Error('another account')
  }
  return async (logins: number) => {
    let next = 0
    const work = async () => {
      while (next < logins) await logIn(benchUser(++next))
    }
    await Promise.all(Array.from({ length: concurrency }, work))
  }
}

// --- internal ---

/** The part of `docusign-esign` that is used here: it has no types of its own. */
interface VendorSdk {
  ApiClient: new () => {
    setOAuthBasePath(host: string): void
    requestJWTUserToken(
      integrationKey: string,
      userId: string,
      scopes: readonly string[],
      privateKey: Buffer,
      expiresIn: number,
    ): Promise<{ body: { access_token: string } }>
    getUserInfo(accessToken: string): Promise<{ accounts: { accountId: string }[] }>
  }
}
