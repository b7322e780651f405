import type { Environment, KeyPair } from '../config/environment.ts'
import { type AccountClient, createAccountClient } from '../docusign/account-client.ts'
import { createOAuthClient, type OAuthClient } from '../docusign/oauth-client.ts'
import type { OAuthPlatform } from '../docusign/platform.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { openSigner } from '../keys/open-signer.ts'
import type { Vault, VaultAccess } from '../keys/vault-access.ts'
import { type TriedLogin, tryLogin } from './try-login.ts'

/** Where the services of an environment are, and how they are reached. */
export interface Services {
  platform: OAuthPlatform
  /** The certificate to trust, where it is not one of the usual ones. */
  ca?: string
  azure(): Promise<VaultAccess>
  /** The signing vault's URL. */
  signingVault: string
  /** The settings vault's URL. */
  settingsVault: string
  /** Stops what was started for this environment. */
  close?(): Promise<void>
}

/** The clock, and what ends the work early. */
export interface SessionOptions {
  /** Epoch milliseconds. */
  now: () => number
  signal: AbortSignal
}

/** An environment and the ways to the services that it is about. What it opens, it closes. */
export interface Session extends Omit<Services, 'close'>, SessionOptions {
  /** With what the services know of its key pairs. */
  environment: Environment
  /** Docusign's OAuth server; one connection unless more are asked for. */
  oauthClient(connections?: number): OAuthClient
  /** The REST API at an origin. */
  accountClient(origin: string, connections: number): AccountClient
  /** The signing vault, and how it is reached. */
  openSigningVault(): Promise<Vault>
  /** The settings vault, and how it is reached. */
  openSettingsVault(): Promise<Vault>
  /**
   * What signs with a key pair whose vault key is known.
   *
   * @throws {SignerError} when the vault gives no signature, or one by another key.
   */
  signer(keyPair: SigningKeyPair): Promise<AssertionSigner>
  /** One login of a user, without any retry. */
  logIn(signer: AssertionSigner, user: SessionUser, depth: LoginDepth): Promise<TriedLogin>
  /** The same of the canary user. */
  canaryLogin(signer: AssertionSigner, depth: LoginDepth): Promise<TriedLogin>
  /** Ends after five seconds at the latest, whatever does not close. */
  close(): Promise<void>
}

/** What it takes to sign with a key pair. */
export type SigningKeyPair = Pick<KeyPair, 'custody' | 'thumbprint'> & { key: string }

/** `token`: an access token is proof enough; `userinfo`: it has to be the right user's. */
export type LoginDepth = 'token' | 'userinfo'

/** Who logs in, as a member of which account. */
export interface SessionUser {
  userId: string
  accountId: string
}

/** Opens nothing yet: each client is made when it is asked for. */
export function openSession(
  environment: Environment,
  services: Services,
  { now, signal }: SessionOptions,
): Session {
  const { platform, ca, signingVault, settingsVault } = services
  const { integrationKey, scopes, managementAccount } = environment.integration
  const opened: { close?(): Promise<void> }[] = []
  const keep = <T extends { close?(): Promise<void> }>(one: T): T => {
    opened.push(one)
    return one
  }
  const connect = (connections: number) => ({ connections, now, ...(ca !== undefined && { ca }) })
  const azure = () => services.azure()
  const vault = async (vaultUrl: string): Promise<Vault> => ({ vaultUrl, ...(await azure()) })
  let client: OAuthClient | undefined
  const session: Session = {
    ...{ environment, platform, signingVault, settingsVault, azure, now, signal },
    ...(ca !== undefined && { ca }),
    oauthClient: (connections = 1) =>
      keep(createOAuthClient({ origin: platform.origin, ...connect(connections) })),
    accountClient: (origin, connections) =>
      keep(createAccountClient({ origin, ...connect(connections) })),
    openSigningVault: () => vault(signingVault),
    openSettingsVault: () => vault(settingsVault),
    async signer({ custody, key, thumbprint }) {
      return keep(await openSigner({ custody, key, thumbprint, signal, ...(await azure()) }))
    },
    logIn(signer, user, depth) {
      client ??= session.oauthClient()
      const { audience } = platform
      const target = { client, integrationKey, audience, scopes: scopes.login, ...user }
      return tryLogin(signer, { ...target, now, signal }, depth)
    },
    canaryLogin: (signer, depth) =>
      session.logIn(
        signer,
        { userId: managementAccount.canaryUser, accountId: managementAccount.id },
        depth,
      ),
    close: () => closeAll([...opened.splice(0), services]),
  }
  return session
}

// --- internal ---

const closeMs = 5_000

/** Closes all of them, also when one does not; the last one, which others may still use, comes last. */
async function closeAll(all: readonly { close?(): Promise<void> }[]): Promise<void> {
  const errors: unknown[] = []
  const closing = (async () => {
    for (const one of all) await one.close?.().catch((error: unknown) => errors.push(error))
  })()
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeMs)
  })
  await Promise.race([closing, enough])
  clearTimeout(timer)
  if (errors.length > 0) throw errors[0]
}
