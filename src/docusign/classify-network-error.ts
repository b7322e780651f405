import type { FailureClass } from '../failure/failure-classes.ts'
import { socketError } from '../failure/failure-table.ts'
import { describeProxy, type HttpProxy } from '../proxy/choose-proxy.ts'
import type { NoAnswer } from './https-exchange.ts'
import { type LoginFailure, type LoginPhase, loginFailure } from './login-failure.ts'

/**
 * The failure of a request that got no whole answer.
 *
 * A refused or broken connection and a timeout are `transient`: the server may be down or restarting.
 * A name that does not exist and a certificate that is not trusted are `network_config`: trying again
 * does not help. So is a proxy that does not let this machine through; one that cannot reach the server
 * (HTTP 5xx) is `transient`. What has an unknown code proves nothing, either. Whenever a proxy was used,
 * the message names it.
 */
export function classifyNetworkError(
  { phase, code, proxy }: NoAnswer,
  origin: string,
): LoginFailure {
  const via = proxy === undefined ? '' : `, asked through ${describeProxy(proxy)},`
  const row = socketError(code)
  const unknown = phase === 'tls' ? 'network_config' : 'transient'
  return loginFailure({
    class: phase === 'proxy' ? classOfProxy(code, row?.class) : (row?.class ?? unknown),
    phase,
    networkCode: code,
    message:
      phase === 'proxy' && proxy !== undefined
        ? `${describeProxy(proxy)} ${whatProxyDid(code, origin, proxy)} (${code})`
        : `${origin}${via} ${whatHappened(phase, code, row?.says)} (${code})`,
  })
}

// --- internal ---

/** A proxy that cannot reach the server may do so later; any other answer of one is a matter of settings. */
function classOfProxy(code: string, known: FailureClass | undefined): FailureClass {
  return /^PROXY_5/.test(code) || known === 'transient' ? 'transient' : 'network_config'
}

/** How far a request came says more than that its connection was cut. */
function whatHappened(phase: LoginPhase, code: string, says: string | undefined): string {
  if (/TIMEOUT$|^ETIMEDOUT$/.test(code)) return timedOut[phase]
  if (/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/.test(code)) {
    return phase === 'tls' ? 'closed the connection in the TLS handshake' : broken[phase]
  }
  return says ?? broken[phase]
}

function whatProxyDid(code: string, origin: string, { url }: HttpProxy): string {
  const status = /^PROXY_(\d+)$/.exec(code)?.[1]
  if (status === '407') {
    return url.username === ''
      ? 'asks for a user name and a password'
      : 'does not accept the user name and the password that are set'
  }
  if (status !== undefined) {
    return `${status.startsWith('5') ? 'could not reach' : 'does not allow a connection to'} ${origin}`
  }
  return whatHappened('proxy', code, socketError(code)?.says)
}

const timedOut: Record<LoginPhase, string> = {
  sign: 'was not asked in time',
  proxy: 'did not answer in time',
  dns: 'could not be reached in time: its name was not resolved',
  connect: 'could not be reached in time: no TCP connection',
  tls: 'could not be reached in time: the TLS handshake did not end',
  request: 'did not take the request in time',
  response: 'took the request but did not answer in time',
  body: 'began to answer but did not end in time',
}

const broken: Record<LoginPhase, string> = {
  sign: 'was not asked',
  proxy: 'opened no tunnel',
  dns: 'has a host name that could not be resolved',
  connect: 'could not be reached',
  tls: 'could not be trusted: the TLS handshake failed',
  request: 'closed the connection before the request was sent',
  response: 'closed the connection instead of a proper answer',
  body: 'closed the connection in the middle of its answer',
}
