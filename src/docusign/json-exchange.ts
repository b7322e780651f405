import type { LookupFunction } from 'node:net'
import type { ProxySetting } from '../proxy/choose-proxy.ts'
import { classifyNetworkError } from './classify-network-error.ts'
import { type AnswerContext, classifyRejection } from './classify-rejection.ts'
import { createHttpsExchange, type Timeouts } from './https-exchange.ts'
import type { LoginFailure } from './login-failure.ts'
import { type CallBudget, readCallBudget, readLimitPause } from './rate-limits.ts'

/** How a server of Docusign's is asked. */
export interface ClientOptions {
  /** The server, `https://HOST[:PORT]`. */
  origin: string
  /** Certificate authorities to trust instead of the usual ones, PEM. */
  ca?: string
  /** The largest number of connections, and so of requests at one time. */
  connections: number
  /** Absent members: 5 s to connect, 10 s for the head, 10 s for the body. */
  timeouts?: Partial<Timeouts>
  /** Milliseconds since 1970. */
  now?: () => number
  /** Name resolution; absent: the system's. */
  lookup?: LookupFunction
  /** The URL of a proxy, or false for none; absent: as `HTTPS_PROXY` and `NO_PROXY` say. */
  proxy?: ProxySetting
}

/** What was asked for, or why there is nothing. */
export type JsonResult<T> =
  | ({ ok: true } & T & {
        /** A limit is used up: how long to wait before the next request, in milliseconds. */
        pauseMs?: number
        budget?: CallBudget
      })
  | { ok: false; failure: LoginFailure; budget?: CallBudget }

/** Requests to one server that answers with JSON; it keeps its connections. */
export interface JsonExchange {
  /**
   * Sends one request; an answer other than 200 with what is expected is a failure.
   *
   * @param read takes what is needed; undefined: it is not what was expected.
   */
  ask<T extends object>(
    endpoint: AnswerContext['endpoint'],
    request: Parameters<ReturnType<typeof createHttpsExchange>['send']>[0],
    read: (json: Record<string, unknown>) => T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<JsonResult<T>>
  close(): Promise<void>
}

/** @throws {TypeError} when the origin is not an HTTPS origin. */
export function createJsonExchange(options: ClientOptions): JsonExchange {
  const { origin, ca, connections, timeouts, now = Date.now, lookup, proxy } = options
  const exchange = createHttpsExchange({
    origin,
    ca,
    connections,
    timeouts: { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, ...timeouts },
    lookup,
    proxy,
  })
  return {
    async ask(endpoint, request, read, signal) {
      const startedAt = now()
      const answer = await exchange.send(request, signal)
      if (!answer.ok) return { ok: false, failure: classifyNetworkError(answer, origin) }
      const content = answer.status === 200 ? readJson(answer.body, read) : undefined
      const endedAt = now()
      const budget = readCallBudget(answer.headers, endedAt)
      const left = budget === undefined ? {} : { budget }
      if (content === undefined) {
        const skewMs = readSkew(answer.headers.date, (startedAt + endedAt) / 2)
        const failure = classifyRejection(answer, { endpoint, skewMs, now: endedAt })
        return { ok: false, failure, ...left }
      }
      const pauseMs = readLimitPause(answer.headers, endedAt)
      return { ok: true, ...content, ...(pauseMs !== undefined && { pauseMs }), ...left }
    },
    close: () => exchange.close(),
  }
}

/** Whether a value from JSON is an object, and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// --- internal ---

/** The error of a failed parse would quote the text, so it ends here. */
function readJson<T>(
  text: string,
  read: (json: Record<string, unknown>) => T | undefined,
): T | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? read(json) : undefined
  } catch {
    return undefined
  }
}

/** `Date` has whole seconds, so on average the server's clock is half a second further. */
function readSkew(date: string | string[] | undefined, now: number): number | undefined {
  const serverNow = Date.parse(String(date))
  return Number.isNaN(serverNow) ? undefined : Math.round(serverNow + 500 - now)
}
