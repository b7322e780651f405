import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { classifyNetworkError } from '../docusign/classify-network-error.ts'
import { createHttpsExchange } from '../docusign/https-exchange.ts'
import { type LoginPhase, maxSkewMs } from '../docusign/login-failure.ts'
import {
  chooseProxy,
  describeProxy,
  ignoredBypasses,
  type ProxySetting,
} from '../proxy/choose-proxy.ts'
import type { Step, StepId } from './diagnosis.ts'
import { readCertificate } from './read-certificate.ts'

/**
 * Whether a server can be reached: its name, the proxy, the connection, its certificate, and this
 * machine's clock beside the server's. One request is sent, with nothing in it.
 *
 * @throws {ProxyUnusable} when the setting of the proxy cannot be used.
 */
export async function checkNetwork(options: {
  origin: string
  ca?: string | undefined
  proxy?: ProxySetting
  /** Name resolution; absent: the system's. */
  resolve?: LookupFunction
  /** Milliseconds since 1970. */
  now: () => number
  signal?: AbortSignal | undefined
}): Promise<Step[]> {
  const { origin, ca, now, signal, resolve } = options
  const proxy = chooseProxy(origin, options.proxy)
  const { host, hostname } = new URL(origin)
  const ignored = proxy === undefined ? [] : ignoredBypasses(hostname)
  const bypassAdvice = `NO_PROXY has ${ignored.map((entry) => `"${entry}"`).join(', ')}, which has no effect on ${hostname}: write "${hostname}", or its domain with a leading dot`
  const exchange = createHttpsExchange({
    origin,
    ca,
    proxy: options.proxy,
    connections: 1,
    timeouts,
    lookup: resolve,
  })
  const startedAt = now()
  const answer = await exchange.send({ method: 'GET', path: '/' }, signal)
  const endedAt = now()
  await exchange.close()
  const failed = answer.ok ? undefined : stepOfPhase[answer.phase]
  const reached = failed === undefined ? order.length : order.indexOf(failed)
  const certificate =
    reached < order.indexOf('tls')
      ? undefined
      : await readCertificate(origin, { ca, proxy, timeoutMs: timeouts.connectMs })
  const issued =
    certificate && `issued by "${certificate.issuer}", valid until ${certificate.validUntil}`

  const found: Record<(typeof order)[number], Omit<Step, 'id'>> = {
    'name-resolution':
      proxy === undefined
        ? { verdict: 'passed', message: await describeName(hostname) }
        : { verdict: 'not checked', message: `the proxy resolves ${hostname}` },
    proxy:
      proxy === undefined
        ? { verdict: 'passed', message: `${host} is reached without a proxy` }
        : {
            verdict: ignored.length === 0 ? 'passed' : 'warning',
            message: `${describeProxy(proxy)} lets this machine through`,
            ...(ignored.length > 0 && { action: bypassAdvice }),
          },
    connection: { verdict: 'passed', message: `${host} accepts connections` },
    tls: {
      verdict: 'passed',
      message: `the certificate is trusted: ${issued ?? 'issuer unknown'}`,
    },
  }
  const steps = order.slice(0, reached).map((id): Step => ({ id, ...found[id] }))
  if (!answer.ok && failed !== undefined) {
    const { message, action } = classifyNetworkError(answer, origin)
    const who = failed === 'tls' && issued !== undefined ? `; the certificate is ${issued}` : ''
    const advice = failed === 'proxy' && ignored.length > 0 ? `${bypassAdvice}; ${action}` : action
    return [
      ...steps,
      { id: failed, verdict: 'failed', message: message + who, action: advice, scope: 'host' },
    ]
  }
  const { date } = answer.ok ? answer.headers : {}
  return [...steps, checkClock(Date.parse(String(date)), (startedAt + endedAt) / 2, host)]
}

// --- internal ---

const timeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000 }
const order = ['name-resolution', 'proxy', 'connection', 'tls'] as const

const stepOfPhase: Record<LoginPhase, (typeof order)[number]> = {
  ...{ dns: 'name-resolution', proxy: 'proxy', connect: 'connection', tls: 'tls' },
  ...{ sign: 'connection', request: 'connection', response: 'connection', body: 'connection' },
} as const satisfies Record<LoginPhase, StepId>

async function describeName(hostname: string): Promise<string> {
  const name = hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) !== 0) return `${name} is an address`
  const addresses = await lookup(name, { all: true }).catch(() => [])
  return `${name} is ${addresses.map(({ address }) => address).join(', ') || 'known'}`
}

/** `Date` has whole seconds, so on average the server's clock is half a second further. */
function checkClock(serverTime: number, now: number, host: string): Step {
  const id = 'clock'
  if (Number.isNaN(serverTime)) {
    return { id, verdict: 'not checked', message: `${host} sends no date` }
  }
  const skewMs = serverTime + 500 - now
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (Math.abs(skewMs) <= maxSkewMs) {
    return { id, verdict: 'passed', message: `within ${Math.max(1, seconds)} s of ${host}` }
  }
  return {
    ...{ id, verdict: 'failed', scope: 'host' },
    message: `this machine's clock is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} ${host}`,
    action: "set this machine's clock by NTP: Docusign refuses assertions with another time",
  }
}
