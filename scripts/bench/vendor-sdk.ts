// The same logins through Docusign's own SDK, used as its documentation shows.
import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { benchEnvironment, benchTenantOf, benchUser } from './bench-environment.ts'
import { benchPem } from './bench-pem.ts'
import { type LoginCpu, measureCpu } from './measure-cpu.ts'
import type { SigningSpeed } from './signing-speed.ts'
import { withStub } from './with-stub.ts'

/** What logins cost through `docusign-esign`, so many at one time, an `ApiClient` for each tenant. */
export async function measureVendorSdk(
  signing: SigningSpeed,
  { logins = 3_000, runs = 3, concurrency = 64 } = {},
): Promise<LoginCpu> {
  const { ApiClient } = createRequire(import.meta.url)('docusign-esign') as VendorSdk
  const { integrationKey, scopes } = benchEnvironment(0).integration
  const pem = Buffer.from(benchPem())
  return withStub(0, async ({ url, ca }) => {
    // The SDK has no option for it; its connections are those of Node's global agent.
    globalAgent.options.ca = ca
    const logIn = async (userId: string) => {
      const client = new ApiClient()
      client.setOAuthBasePath(new URL(url).host)
      const token = await client.requestJWTUserToken(integrationKey, userId, scopes.login, pem, 600)
      const { accounts } = await client.getUserInfo(token.body.access_token)
      const tenant = benchTenantOf(userId)
      if (accounts[0]?.accountId !== tenant?.account) throw new Error('another account')
    }
    try {
      return await measureCpu(signing, logins, runs, async (count) => {
        let next = 0
        const work = async () => {
          while (next < count) await logIn(benchUser(++next))
        }
        await Promise.all(Array.from({ length: concurrency }, work))
      })
    } finally {
      globalAgent.options.ca = undefined
      globalAgent.destroy()
    }
  })
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
