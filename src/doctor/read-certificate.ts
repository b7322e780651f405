import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { safeName } from '../docusign/safe-text.ts'
import { basicCredentials, type HttpProxy } from '../proxy/choose-proxy.ts'

/** Who vouches for a server. */
export interface Certificate {
  /** Organization or common name of the issuer. */
  issuer: string
  /** ISO date of its last day. */
  validUntil: string
}

/**
 * Reads a server's certificate, trusted or not: nothing is sent to the server.
 *
 * @returns undefined when no handshake came about.
 */
export async function readCertificate(
  origin: string,
  options: { ca?: string | undefined; proxy: HttpProxy | undefined; timeoutMs: number },
): Promise<Certificate | undefined> {
  const { hostname, port } = new URL(origin)
  const host = hostname.replace(/^\[|\]$/g, '')
  const target = { host, port: Number(port || 443) }
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    const tunnel =
      options.proxy && (await openTunnel(options.proxy, `${hostname}:${target.port}`, signal))
    const socket = connect({
      ...(tunnel === undefined ? target : { socket: tunnel }),
      ...(options.ca !== undefined && { ca: options.ca }),
      ...(isIP(host) === 0 && { servername: host }),
      // The answer to this question is who the issuer is, above all when it is not trusted.
      rejectUnauthorized: false,
    })
    try {
      await once(socket, 'secureConnect', { signal })
      const { issuer, valid_to } = socket.getPeerCertificate()
      const name = [issuer?.O, issuer?.CN].flat().find((part) => part !== undefined)
      return {
        issuer: safeName(name) ?? 'an unnamed issuer',
        validUntil: new Date(valid_to).toISOString().slice(0, 10),
      }
    } finally {
      socket.destroy()
      tunnel?.destroy()
    }
  } catch {
    return undefined
  }
}

// --- internal ---

async function openTunnel({ url }: HttpProxy, path: string, signal: AbortSignal): Promise<Socket> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const asked = send({
    ...{ host: url.hostname.replace(/^\[|\]$/g, ''), method: 'CONNECT', path, signal },
    ...{ port: url.port || (url.protocol === 'https:' ? 443 : 80), agent: false },
    headers: {
      host: path,
      ...(url.username + url.password !== '' && { 'proxy-authorization': basicCredentials(url) }),
    },
  })
  asked.end()
  const [answer, socket] = (await once(asked, 'connect')) as [{ statusCode: number }, Socket]
  if (answer.statusCode === 200) return socket
  socket.destroy()
  throw new Error('no tunnel')
}
