import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, Socket } from 'node:net'
import { IkctlError } from '../ikctl-error.ts'
import type { CertificateAuthority } from './certificate-authority.ts'

/** Thrown when this machine does not let a server listen on its loopback address, or reach it there. */
export class LoopbackUnavailable extends IkctlError {
  static readonly code = 'ERR_LOOPBACK_UNAVAILABLE'
  readonly code = LoopbackUnavailable.code
  /** Of the system, such as `EADDRINUSE`. */
  readonly sourceCode: string

  constructor(sourceCode: string, port: number) {
    super(
      sourceCode === 'EADDRINUSE'
        ? `port ${port} of 127.0.0.1 is in use: choose another one, or end what listens there`
        : `no server can be reached on 127.0.0.1 (${sourceCode}), and the emulators are such servers: give this machine or container a loopback interface with that address (\`ip link set lo up\`; IPv6 alone is not enough)`,
    )
    this.sourceCode = sourceCode
  }
}

/** An HTTPS server that only this machine can reach. */
export interface LoopbackServer {
  /** `https://localhost:PORT`, without a trailing slash. */
  readonly url: string
  /** Stops listening and drops all connections, also those whose TLS handshake has not ended. */
  close(): Promise<void>
}

/**
 * Serves HTTPS on 127.0.0.1 with a certificate for `localhost`.
 *
 * @param port TCP port; 0 takes a free one.
 * @throws {LoopbackUnavailable}
 */
export async function listenOnLoopback(
  listener: RequestListener,
  { authority, port = 0 }: { authority: CertificateAuthority; port?: number },
): Promise<LoopbackServer> {
  const server = createServer(
    { ...(await authority.issue(['localhost', '127.0.0.1'])), keepAliveTimeout: 60_000 },
    listener,
  )
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    if (!(socket instanceof Socket)) return
    const key = connection(socket)
    connections.set(key, socket)
    sockets.add(socket)
    socket.once('close', () => {
      connections.delete(key)
      sockets.delete(socket)
    })
  })
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()))
      // The server itself knows a connection from its first request on.
      for (const socket of sockets) socket.destroy()
    })
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    throw new LoopbackUnavailable((error as NodeJS.ErrnoException).code ?? 'unknown error', port)
  }
  const { port: bound } = server.address() as AddressInfo
  try {
    await requireReachable(bound)
  } catch (error) {
    await close()
    throw error
  }
  return { url: `https://localhost:${bound}`, close }
}

/** Ends the connection of a response with a TCP reset, so that the client sees ECONNRESET. */
export function resetConnection({ socket }: ServerResponse): void {
  // A TLS socket cannot reset itself: its TCP socket has to.
  if (socket !== null) connections.get(connection(socket))?.resetAndDestroy()
}

/** The whole request body as text; rejects with a `RangeError` above `limit` bytes. */
export function readBody(request: IncomingMessage, limit = 1 << 20): Promise<string> {
  // Events cost less than `for await`, and every request waits for this.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else reject(new RangeError(`request body is larger than ${limit} bytes`))
    })
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('error', reject)
  })
}

/** Answers with JSON, with a content length and without indentation. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

// --- internal ---

/** Where the interface is down, a server listens all the same. */
async function requireReachable(port: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port })
  try {
    await once(socket, 'connect')
  } catch (error) {
    throw new LoopbackUnavailable((error as NodeJS.ErrnoException).code ?? 'unknown error', port)
  } finally {
    socket.destroy()
  }
}

/** The TCP sockets below the TLS sockets of all loopback servers. */
const connections = new Map<string, Socket>()

function connection({ localPort, remotePort }: Socket): string {
  return `${localPort} ${remotePort}`
}
