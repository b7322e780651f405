import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault, Faults } from './faults.ts'
import { readBody, sendJson } from './loopback-server.ts'

/** One thing that can be seen or changed while an emulator runs. */
export interface ControlEndpoint {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Below `/emulator`, such as `/faults`. */
  path: string
  description: string
  /** What is answered as JSON; a thrown `TypeError` answers 400 with its message. */
  handle: (body: unknown) => unknown
}

/** Answers requests below `/emulator`; resolves to false for all others. */
export type ControlApi = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * The control API of one emulator: `GET /emulator` lists the endpoints and what `about` tells.
 * Whoever can reach the port may use it: it belongs on loopback, and never shows a private key or
 * the value of a secret.
 */
export function createControlApi(about: object, endpoints: readonly ControlEndpoint[]): ControlApi {
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (path !== '/emulator' && !path.startsWith('/emulator/')) return false
    if (path === '/emulator') {
      const listed = endpoints.map(({ method, path, description }) => ({
        request: `${method} /emulator${path}`,
        description,
      }))
      sendJson(response, 200, { ...about, control: listed })
      return true
    }
    const endpoint = endpoints.find(
      (e) => e.method === request.method && `/emulator${e.path}` === path,
    )
    if (endpoint === undefined) {
      sendJson(response, 404, { error: `no ${request.method} ${path}: see GET /emulator` })
      return true
    }
    try {
      const text = await readBody(request)
      sendJson(response, 200, endpoint.handle(text === '' ? undefined : JSON.parse(text)) ?? {})
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
      sendJson(response, 400, { error: error.message })
    }
    return true
  }
}

/** The endpoints by which the faults of an emulator are seen and set. */
export function faultEndpoints(faults: Faults, operations: readonly string[]): ControlEndpoint[] {
  return [
    {
      method: 'GET',
      path: '/faults',
      description: 'The faults in the order in which they are tried.',
      handle: () => faults.list(),
    },
    {
      method: 'PUT',
      path: '/faults',
      description:
        'Replaces the faults: a list of {operation, delayMs?, status?, headers?, body?, ' +
        'connection?: "reset" | "hang", times?, probability?}; "*" stands for all operations.',
      handle: (body) => {
        if (!Array.isArray(body)) throw new TypeError('faults have to be a list')
        for (const fault of body as (Partial<Fault> | null)[]) {
          const operation = fault?.operation
          if (operation !== '*' && !operations.includes(operation ?? '')) {
            throw new TypeError(
              `unknown operation ${JSON.stringify(operation)}: use "*" or one of ${operations.join(', ')}`,
            )
          }
        }
        faults.replace(body as Fault[])
        return faults.list()
      },
    },
  ]
}
