import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The endpoints of a prober. */
export interface ProbeServer {
  /** `http://HOST:PORT`. */
  url: string
  /** Ends open connections as well. */
  close(): Promise<void>
}

/**
 * Serves `/metrics` (OpenMetrics 1.0) and `/healthz` (200 while the prober works, else 503) over HTTP.
 *
 * @param host an address of this machine.
 * @param port 0 takes a free one.
 * @throws {NodeJS.ErrnoException} when the address cannot be listened on.
 */
export async function serveProbe(
  { host, port }: { host: string; port: number },
  answers: { metrics(): string; isHealthy(): boolean },
): Promise<ProbeServer> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string) =>
      response
        .writeHead(status, { 'content-type': type })
        .end(request.method === 'HEAD' ? '' : body)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      send(405, 'text/plain', 'only GET\n')
      return
    }
    const [path] = (request.url ?? '').split('?')
    if (path === '/metrics') {
      const type = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
      send(200, type, answers.metrics())
    } else if (path === '/healthz') {
      const isHealthy = answers.isHealthy()
      send(isHealthy ? 200 : 503, 'text/plain', isHealthy ? 'ok\n' : 'no round has ended in time\n')
    } else send(404, 'text/plain', 'there are /metrics and /healthz\n')
  })
  server.requestTimeout = 10_000
  server.listen(port, host)
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
