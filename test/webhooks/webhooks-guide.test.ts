import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { adapt, codeOfGuide } from '../login/support/code-of-guide.ts'
import { root } from '../support/example-tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('the listener of docs/webhooks.md takes signed messages and refuses all others', async () => {
  const folder = temporaryFolder({
    'webhooks.ts': adapt(codeOfGuide('webhooks.md').get('webhooks.ts') ?? '', {
      'declare const hmacKeys: readonly string[]': "const hmacKeys = ['old', 'new']",
      'createServer(async': 'export const server = createServer(async',
      '.listen(8443)': ".listen(0, '127.0.0.1')",
    }),
  })
  await build({
    absWorkingDir: folder,
    entryPoints: ['webhooks.ts'],
    outfile: join(folder, 'webhooks.mjs'),
    ...{ bundle: true, format: 'esm', platform: 'node' },
    alias: { '@ikctl/login/webhooks': join(root, 'src/webhooks/index.ts') },
  })
  const { server } = (await import(join(folder, 'webhooks.mjs'))) as { server: Server }
  onTestFinished(() => void server.close())
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const post = async (key: string) => {
    const body = '{"event":"envelope-completed"}\r\n'
    const signature = createHmac('sha256', key).update(body).digest('base64')
    const headers = { 'X-DocuSign-Signature-1': signature }
    return (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })).status
  }
  expect([await post('old'), await post('new'), await post('other')]).toEqual([200, 200, 401])
})
