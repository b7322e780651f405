import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault, Faults } from './faults.ts'
import { readBody, sendJson } from './loopback-server.ts'

/** One thing that can be seen or changed while an emulator runs. */
export interface ControlEndpoint {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Below `/emulator`, such as `/faults` or `/users/{user}`. */
  path: string
  description: string
  /**
   * What is answered as JSON, or a promise of it; a thrown `TypeError` answers 400 with its message.
   *
   * @param parameters what stands in the request's path for the names in braces.
   */
  handle: (body: unknown, parameters: Readonly<Record<string, string>>) => unknown
}

/** Answers requests below `/emulator`; resolves to false for all others. */
export type ControlApi = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * The control API of one emulator: `GET /emulator` lists the endpoints and what `about` tells.
 * Anyone on this machine who can reach the port may use it, but no web page: see {@link refuseForeign}. It
 * never shows a private key or the value of a secret.
 */
export function createControlApi(about: object, endpoints: readonly ControlEndpoint[]): ControlApi {
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (path !== '/emulator' && !path.startsWith('/emulator/')) return false
    if (refuseForeign(request, response)) return true
    if (path === '/emulator') {
      const listed = endpoints.map(({ method, path, description }) => ({
        request: `${method} /emulator${path}`,
        description,
      }))
      sendJson(response, 200, { ...about, control: listed })
      return true
    }
    const found = find(endpoints, request.method, path.slice('/emulator'.length))
    if (found === undefined) {
      sendJson(response, 404, { error: `no ${request.method} ${path}: see GET /emulator` })
      return true
    }
    try {
      const text = await readBody(request, maxBodyBytes)
      const body: unknown = text === '' ? undefined : JSON.parse(text)
      sendJson(response, 200, (await found.endpoint.handle(body, found.parameters)) ?? {})
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
      sendJson(response, 400, { error: error.message })
    }
    return true
  }
}

/**
 * Refuses what a web page of somebody else makes a browser send: a request with another `Origin`, or for a
 * host whose name was made to lead here (DNS rebinding).
 *
 * @returns whether it was refused: it is answered then.
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7
 */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  const { host = '', origin } = request.headers
  const isOwnHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host)
  const isOwnOrigin =
    origin === undefined || origin.toLowerCase() === `https://${host.toLowerCase()}`
  if (isOwnHost && isOwnOrigin) return false
  const name = isOwnHost ? 'Origin' : 'Host'
  // What follows of the body is not read.
  response.setHeader('connection', 'close')
  sendJson(response, 403, {
    error: `the header "${name}" is of another site: only this machine controls an emulator, at https://localhost:PORT`,
  })
  return true
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

// --- internal ---

/** A state with tens of thousands of users is some megabytes. */
const maxBodyBytes = 64 << 20

function find(endpoints: readonly ControlEndpoint[], method: string | undefined, path: string) {
  const segments = path.split('/')
  for (const endpoint of endpoints) {
    const names = endpoint.path.split('/')
    if (endpoint.method !== method || names.length !== segments.length) continue
    const parameters: Record<string, string> = {}
    const matches = names.every((name, i) => {
      const segment = segments[i] ?? ''
      if (!name.startsWith('{')) return name === segment
      parameters[name.slice(1, -1)] = segment
      return true
    })
    if (matches) return { endpoint, parameters }
  }
  return undefined
}
