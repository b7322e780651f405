import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A proxy on loopback that opens tunnels by `CONNECT`. */
export interface TestProxy {
  /** `http://127.0.0.1:PORT`. */
  url: string
  /** `HOST:PORT` of each tunnel that was asked for. */
  asked: string[]
  close(): Promise<void>
}

/** What a proxy does; absent members: it opens every tunnel. */
export interface TestProxyOptions {
  /** Asks for these with 407. */
  login?: { user: string; password: string }
  /** Where all tunnels lead, whatever was asked for: the URL of a server on loopback. */
  leadsTo?: string
  /** Answers with this status instead of opening a tunnel. */
  status?: number
  /** What it does to the connection instead of answering. */
  breaks?: 'before the answer' | 'after the answer' | 'never answers' | 'with garbage'
}

export async function startProxy({
  login,
  leadsTo,
  status,
  breaks,
}: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  }
  const server = createServer((_, response) => response.writeHead(400).end())
  server.on('connection', keep)
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(String(request.url))
    const answer = (code: number, head = '') => socket.write(`HTTP/1.1 ${code} Test\r\n${head}\r\n`)
    if (breaks === 'never answers') return
    if (breaks === 'before the answer') return void socket.destroy()
    if (breaks === 'with garbage') return void socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n')
    const basic = login && Buffer.from(`${login.user}:${login.password}`).toString('base64')
    if (basic && request.headers['proxy-authorization'] !== `Basic ${basic}`) {
      answer(407, 'proxy-authenticate: Basic realm="test"\r\ncontent-length: 0\r\n')
      return void socket.end()
    }
    if (status !== undefined) {
      answer(status, 'content-length: 0\r\n')
      return void socket.end()
    }
    const target = new URL(leadsTo ?? `https://${request.url}`)
    const upstream = connect(Number(target.port), '127.0.0.1')
    keep(upstream)
    upstream.once('connect', () => {
      answer(200)
      if (breaks === 'after the answer') return void socket.destroySoon()
      socket.pipe(upstream).pipe(socket)
    })
    upstream.once('close', () => socket.destroy())
    socket.once('close', () => upstream.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
