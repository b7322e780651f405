import type { RequestListener } from 'node:http'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { listenOnLoopback } from '../../src/emulators/loopback-server.ts'

/** An HTTPS server on loopback whose answers a test sets. */
export interface StubServer {
  url: string
  /** What clients have to trust, PEM. */
  ca: string
  /** Answers from now on. */
  answer(listener: RequestListener): void
  close(): Promise<void>
}

/** @param hosts that its certificate is for; they only get there through a proxy of the test. */
export async function startStubServer(hosts = ['localhost']): Promise<StubServer> {
  const { certificate, issue, keep } = await createCertificateAuthority()
  const authority = { certificate, issue: () => issue(hosts), keep }
  let current: RequestListener = (_, response) => response.writeHead(500).end()
  const server = await listenOnLoopback((request, response) => current(request, response), {
    authority,
  })
  return {
    url: server.url,
    ca: certificate,
    answer: (listener) => {
      current = listener
    },
    close: server.close,
  }
}
