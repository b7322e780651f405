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

export async function startStubServer(): Promise<StubServer> {
  const authority = await createCertificateAuthority()
  let current: RequestListener = (_, response) => response.writeHead(500).end()
  const server = await listenOnLoopback((request, response) => current(request, response), {
    authority,
  })
  return {
    url: server.url,
    ca: authority.certificate,
    answer: (listener) => {
      current = listener
    },
    close: server.close,
  }
}
