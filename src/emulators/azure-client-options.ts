import type { Agent } from 'node:https'
import { directAgent } from '../proxy/direct-agent.ts'

/** What the Azure clients need beyond their defaults to talk to the emulators. */
export interface AzureClientOptions {
  /** For `KeyClient`, `CryptographyClient` and `SecretClient`: a new object at each call. */
  vault(): { tlsOptions: { ca: string }; agent: Agent; disableChallengeResourceVerification: true }
  /** For `ClientSecretCredential` and `WorkloadIdentityCredential`: a new object at each call. */
  credential(): {
    tlsOptions: { ca: string }
    agent: Agent
    authorityHost: string
    disableInstanceDiscovery: true
  }
}

/**
 * The options with which the unchanged clients of `@azure/identity`, `@azure/keyvault-keys` and
 * `@azure/keyvault-secrets` work against the emulators, without environment variables.
 *
 * All get one agent, which keeps their connections and never uses a proxy: in a shell with `HTTPS_PROXY`
 * the clients would ask it for loopback. `KeyClient` writes into the options that it is given, hence each
 * gets its own.
 *
 * @param certificate of the emulators' certificate authority, PEM.
 * @param authorityHost `https://localhost:PORT` of the token authority.
 *
 * @example
 * const azure = azureClientOptions({ certificate: ca.certificate, authorityHost: tokens.url })
 * const credential =
 *   new ClientSecretCredential(tokens.tenantId, clientId, clientSecret, azure.credential())
 * const keys = new KeyClient(vault.url, credential, azure.vault())
 */
export function azureClientOptions(emulators: {
  certificate: string
  authorityHost: string
}): AzureClientOptions {
  const tlsOptions = { ca: emulators.certificate }
  const agent = directAgent(tlsOptions)
  return {
    vault: () => ({ tlsOptions, agent, disableChallengeResourceVerification: true }),
    credential: () => ({
      tlsOptions,
      agent,
      authorityHost: emulators.authorityHost,
      disableInstanceDiscovery: true,
    }),
  }
}
