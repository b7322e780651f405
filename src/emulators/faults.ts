import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { seededRandom } from '../random/seeded-random.ts'
import { resetConnection } from './loopback-server.ts'

/** What goes wrong, with which requests, and how often. */
export interface Fault {
  /** The emulator's name of the operation (`token`, `userinfo`, `sign`, ...), or `*` for all. */
  operation: string
  /** Wait this long before anything else, in milliseconds. */
  delayMs?: number
  /** Answer with this status instead of the real answer. */
  status?: number
  /** Docusign's trace token only when it is among them: a fault may be what a gateway answers. */
  headers?: Record<string, string>
  /** The answer's body: text as it is, anything else as JSON; absent: what the emulator's errors are like. */
  body?: unknown
  /** `reset` ends the connection with a TCP reset, `hang` never answers. */
  connection?: 'reset' | 'hang'
  /** How many requests it meets before it is used up; absent: all of them. */
  times?: number
  /** The share of matching requests that it meets, 0 to 1; absent: 1. */
  probability?: number
}

/** The faults of one emulator, in the order in which they are tried. */
export interface Faults {
  list(): readonly Fault[]
  replace(faults: readonly Fault[]): void
  /**
   * Lets the first fault that matches happen.
   *
   * @returns true when the request has been dealt with and needs no answer any more.
   */
  happen(operation: string, response: ServerResponse): Promise<boolean>
}

/**
 * @param seed of the random numbers behind `probability`: the same seed, the same run.
 * @param bodyOf a status: the body of faults that name none.
 */
export function createFaults(seed = 1, bodyOf: (status: number) => unknown = () => ({})): Faults {
  let faults: Fault[] = []
  const random = seededRandom(seed)

  const take = (operation: string): Fault | undefined => {
    const fault = faults.find(
      (f) =>
        (f.operation === '*' || f.operation === operation) &&
        (f.probability === undefined || random() < f.probability),
    )
    if (fault?.times !== undefined) {
      fault.times -= 1
      if (fault.times <= 0) faults = faults.filter((f) => f !== fault)
    }
    return fault
  }

  return {
    list: () => faults,
    replace: (next) => {
      faults = next.map((fault) => ({ ...fault }))
    },
    async happen(operation, response) {
      const fault = take(operation)
      if (fault === undefined) return false
      if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false })
      if (fault.connection === 'reset') {
        resetConnection(response)
        return true
      }
      if (fault.connection === 'hang') return true
      if (fault.status === undefined) return false
      const body = fault.body ?? bodyOf(fault.status)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(fault.status, {
        'content-type': typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json',
        ...fault.headers,
      })
      response.end(text)
      return true
    },
  }
}
