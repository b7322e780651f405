import { chooseProxy } from '../proxy/choose-proxy.ts'

/**
 * The address of the proxy through which the request of an error went, without user name and password;
 * undefined when it went through none.
 *
 * Errors of credentials do not hold their request: for them it is the proxy that the environment names
 * for Microsoft Entra.
 */
export function proxyOfError(error: unknown): string | undefined {
  const { request, name } = (error ?? {}) as {
    request?: { agent?: { proxy?: unknown } }
    name?: unknown
  }
  const proxy = request?.agent?.proxy
  if (proxy instanceof URL) return proxy.origin
  const isOfCredential = /^(?:CredentialUnavailable|Authentication|AggregateAuthentication)/
  if (!isOfCredential.test(String(name))) return undefined
  return chooseProxy('https://login.microsoftonline.com', undefined)?.origin
}
