// What two requests and a signature cost with nothing else: below that no client of this kind gets.
import { Agent, request as httpsRequest } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import { Pool } from 'undici'
import { createAssertionFactory } from '../../src/docusign/assertion.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { benchEnvironment, benchUser } from './bench-environment.ts'
import { benchPem } from './bench-pem.ts'
import type { Stub } from './with-stub.ts'

/**
 * Logins that only sign, send two requests and parse the answers, by client.
 *
 * @param connections to the stub, each used again and again.
 */
export function bareLogins(stub: Stub, connections: number) {
  const through = (send: Send) => (logins: number) => logIn(send, logins, connections)
  return {
    undici: through(undici(stub, connections)),
    https: through(https(stub, connections)),
    tls: through(tls(stub, connections)),
  }
}

// --- internal ---

interface Request {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

type Send = (request: Request) => Promise<string>

// No errors, no deadlines, no limits: what is left is what cannot be left out.

function undici({ url, ca }: Stub, connections: number): Send {
  const pool = new Pool(url, { connections, connect: { ca } })
  return (request) =>
    new Promise((resolve, reject) => {
      let text = ''
      pool.dispatch(
        { ...request, headers: Object.entries(request.headers).flat() },
        {
          onRequestStart() {},
          onResponseStart() {},
          onResponseData(_, chunk) {
            text += chunk.toString()
          },
          onResponseEnd: () => resolve(text),
          onResponseError: (_, error) => reject(error),
        },
      )
    })
}

function https({ url, ca }: Stub, maxSockets: number): Send {
  const agent = new Agent({ keepAlive: true, maxSockets, ca })
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const request = httpsRequest(new URL(path, url), { agent, method, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () => resolve(text))
      })
      request.on('error', reject)
      request.end(body)
    })
}

/** Only as much of HTTP as the stub speaks. */
function tls({ url, ca }: Stub, connections: number): Send {
  const { host, hostname, port } = new URL(url)
  const idle: TLSSocket[] = []
  const waiting: ((socket: TLSSocket) => void)[] = []
  const answered = new WeakMap<TLSSocket, (text: string) => void>()
  let opened = 0
  const open = () => {
    opened += 1
    const socket = connect({ host: hostname, port: Number(port), servername: hostname, ca })
    let text = ''
    socket.setNoDelay()
    // When the stub is gone.
    socket.on('error', () => {})
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\r\n\r\n') + 4
      const length = Number(/content-length: (\d+)/.exec(text)?.[1])
      if (end < 4 || text.length < end + length) return
      const body = text.slice(end)
      text = ''
      const next = waiting.shift()
      if (next === undefined) idle.push(socket)
      const resolve = answered.get(socket)
      next?.(socket)
      resolve?.(body)
    })
    return socket
  }
  return async ({ method, path, headers, body = '' }) => {
    const socket =
      idle.pop() ??
      (opened < connections
        ? open()
        : await new Promise<TLSSocket>((resolve) => waiting.push(resolve)))
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const length = body === '' ? '' : `content-length: ${body.length}\r\n`
    return new Promise((resolve) => {
      answered.set(socket, resolve)
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${length}\r\n${body}`,
        'latin1',
      )
    })
  }
}

const form = 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion='
const { integrationKey, scopes } = benchEnvironment(0).integration

async function logIn(send: Send, count: number, connections: number): Promise<void> {
  const assertion = createAssertionFactory({
    integrationKey,
    audience: 'localhost',
    scopes: scopes.login,
    signer: pemSigner(benchPem()),
  })
  let next = 0
  const work = async () => {
    while (next < count) {
      const userId = benchUser(++next)
      const token = await send({
        method: 'POST',
        path: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form + (await assertion(userId)),
      })
      const { access_token } = JSON.parse(token) as { access_token: string }
      const headers = { authorization: `Bearer ${access_token}` }
      const info = await send({ method: 'GET', path: '/oauth/userinfo', headers })
      if ((JSON.parse(info) as { sub: string }).sub !== userId) throw new Error('another user')
    }
  }
  await Promise.all(Array.from({ length: 2 * connections }, work))
}
