// A stand-in for Docusign's OAuth server that costs as little as possible, in a process of its own:
// TLS, just enough HTTP, a fixed latency, no verification. Started by smoke.ts.
import { createServer } from 'node:tls'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { benchTenantOf } from './bench-environment.ts'

const latencyMs = Number(process.env.LATENCY_MS ?? 0)
const authority = await createCertificateAuthority()
const server = createServer(
  { ...(await authority.issue(['localhost', '127.0.0.1'])), noDelay: true },
  (socket) => {
    let received = ''
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('data', (chunk: string) => {
      received += chunk
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) return
      const isToken = received.startsWith('POST')
      const length = isToken ? Number(/content-length: (\d+)/i.exec(received)?.[1]) : 0
      if (received.length < end + 4 + length) return
      const request = received
      received = ''
      const answer = isToken ? token(request) : userInfo(request)
      if (latencyMs === 0) socket.write(answer)
      else setTimeout(() => socket.writable && socket.write(answer), latencyMs)
    })
  },
)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  process.send?.({ url: `https://localhost:${port}`, ca: authority.certificate })
})
process.on('disconnect', () => process.exit())

function token(request: string): string {
  const claims = request.slice(request.indexOf('.', request.indexOf('assertion=')) + 1)
  const { sub } = JSON.parse(
    Buffer.from(claims.slice(0, claims.indexOf('.')), 'base64url').toString(),
  ) as { sub: string }
  return benchTenantOf(sub) === undefined
    ? answer(400, '{"error":"invalid_grant","error_description":"user_not_found"}')
    : answer(200, `{"access_token":"${sub}","token_type":"Bearer","expires_in":3600}`)
}

function userInfo(request: string): string {
  const sub = /bearer ([0-9a-f-]{36})/i.exec(request)?.[1] ?? ''
  const account = benchTenantOf(sub)?.account ?? ''
  return answer(
    200,
    `{"sub":"${sub}","name":"A B","given_name":"A","family_name":"B","created":"2015-08-13T22:03:03.45","email":"a.b@example.com","accounts":[{"account_id":"${account}","is_default":true,"account_name":"A","base_uri":"https://demo.docusign.net"}]}`,
  )
}

function answer(status: number, body: string): string {
  return `HTTP/1.1 ${status} OK\r\ndate: ${new Date().toUTCString()}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}
