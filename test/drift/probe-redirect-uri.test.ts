import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { probeRedirectUri } from '../../src/drift/probe-redirect-uri.ts'

const redirectUri = 'https://app.contoso.example/consented'

/** What the probe makes of one answer. */
async function probe(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return probeRedirectUri(`http://127.0.0.1:${port}/oauth/auth`, redirectUri)
}

test.each([
  [200, '<p>The redirect URI is not registered properly with DocuSign</p>', {}, 'not registered'],
  [400, '<p>There are no redirect URIs registered with DocuSign.</p>', {}, 'not registered'],
  [302, '', { location: `${redirectUri}?code=x` }, 'registered'],
  [302, '', { location: 'https://account.docusign.com/logout#/username' }, 'registered'],
  [200, '<input name="email">', {}, 'registered'],
  [302, '', { location: 'https://elsewhere.example/' }, 'unknown'],
  [200, '<p>We are working on it</p>', {}, 'unknown'],
  [400, '<input name="email">', {}, 'unknown'],
  [503, 'unavailable', {}, 'unknown'],
] as const)('%i %s %j is "%s"', async (status, body, headers, expected) => {
  expect(await probe(status, body, headers)).toBe(expected)
})

test('a server that is not there is unknown', async () => {
  expect(await probeRedirectUri('http://127.0.0.1:1/', redirectUri)).toBe('unknown')
})

test('a page without end is read only in part', async () => {
  const server = createServer((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) {}
      response.once('drain', more)
    }
    more()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  expect(await probeRedirectUri(`http://127.0.0.1:${port}/`, redirectUri)).toBe('unknown')
})
