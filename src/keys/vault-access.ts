import type { TokenCredential } from '@azure/core-auth'
import type { KeyClient } from '@azure/keyvault-keys'
import type { SecretClient, SecretClientOptions } from '@azure/keyvault-secrets'
import { chooseProxy, type ProxySetting } from '../proxy/choose-proxy.ts'
import { directAgent } from '../proxy/direct-agent.ts'
import { refuseForeignAnswers } from './foreign-answer.ts'

/** How vaults are reached. */
export interface VaultAccess {
  credential: TokenCredential
  /** For the Azure clients; their retries obey `Retry-After`. */
  clientOptions?: SecretClientOptions | undefined
  /** How long one request to a vault may take, in milliseconds; absent: 10,000. */
  timeoutMs?: number | undefined
  /** The URL of a proxy, or false for none; absent: as `HTTPS_PROXY` and `NO_PROXY` say. */
  proxy?: ProxySetting
}

/** One vault, and how it is reached. */
export interface Vault extends VaultAccess {
  vaultUrl: string
}

/** Azure's client of a vault's keys; its code is loaded when it is needed. */
export async function openKeyClient(vault: Vault): Promise<KeyClient> {
  const { KeyClient } = await import('@azure/keyvault-keys')
  return new KeyClient(vault.vaultUrl, vault.credential, optionsOf(vault))
}

/** Azure's client of a vault's secrets; its code is loaded when it is needed. */
export async function openSecretClient(vault: Vault): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets')
  return new SecretClient(vault.vaultUrl, vault.credential, optionsOf(vault))
}

// --- internal ---

type Policy = NonNullable<SecretClientOptions['additionalPolicies']>[number]['policy']

/** A new object each time: `KeyClient` writes into it. */
function optionsOf(vault: Vault): SecretClientOptions {
  const { clientOptions, timeoutMs = 10_000 } = vault
  const { additionalPolicies = [] } = clientOptions ?? {}
  const timeLimit = { policy: limitTime(timeoutMs), position: 'perRetry' } as const
  return {
    ...routeOf(vault),
    ...clientOptions,
    additionalPolicies: [...additionalPolicies, refuseForeignAnswers, timeLimit],
  }
}

/** Azure's clients know the environment's proxy, but take it for loopback, too, and have no "none". */
function routeOf({ vaultUrl, proxy, clientOptions }: Vault): SecretClientOptions {
  const chosen = chooseProxy(vaultUrl, proxy)
  if (chosen === undefined) {
    return { agent: clientOptions?.tlsOptions ? directAgent(clientOptions.tlsOptions) : direct }
  }
  if (proxy === undefined) return {}
  const { protocol, hostname, port, username, password } = chosen.url
  return {
    proxyOptions: {
      host: `${protocol}//${hostname}`,
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
      username,
      password,
    },
  }
}

const direct = directAgent()

/**
 * Gives a request up after some time. The client's own `timeout` leaves its timer behind when a request
 * fails, and the process then waits for that.
 */
function limitTime(timeoutMs: number): Policy {
  return {
    name: 'ikctlTimeLimit',
    async sendRequest(request, next) {
      const { abortSignal } = request
      const controller = new AbortController()
      const giveUp = () => controller.abort()
      const timer = setTimeout(giveUp, timeoutMs)
      abortSignal?.addEventListener('abort', giveUp)
      if (abortSignal?.aborted) giveUp()
      request.abortSignal = controller.signal
      try {
        return await next(request)
      } finally {
        clearTimeout(timer)
        abortSignal?.removeEventListener('abort', giveUp)
        if (abortSignal === undefined) delete request.abortSignal
        else request.abortSignal = abortSignal
      }
    },
  }
}
