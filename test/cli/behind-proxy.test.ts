import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { startProxy, type TestProxyOptions } from '../support/start-proxy.ts'

/** A shell whose HTTPS_PROXY names a proxy. */
async function shell(options: TestProxyOptions = {}) {
  const proxy = await startProxy(options)
  vi.stubEnv('HTTPS_PROXY', proxy.url)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await proxy.close()
  })
  return proxy
}

test('smoke local asks nothing of a proxy: its emulators are on loopback', async () => {
  const { asked } = await shell({ status: 502 })
  const { code, stdout } = await runInProcess(['smoke', 'local', '--quiet'], { cwd: exampleTree() })
  expect(stdout).toContain('16 passed')
  expect(code).toBe(0)
  expect(asked).toEqual([])
})

test('Docusign is asked through it, and a proxy that breaks is named: nothing is proven', async () => {
  const { url, asked } = await shell({ status: 403 })
  const folder = exampleTree()
  const { privateKey } = await rsaKeyPair('a')
  writeFileSync(join(folder, 'config/demo/key-pairs.yaml'), 'keyPairs: {}\n')
  rmSync(join(folder, 'config/demo/public-keys'), { recursive: true })
  writeFileSync(join(folder, 'k.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const { code, stdout } = await runInProcess(['smoke', 'demo', '--key-file', 'k.pem', '--quiet'], {
    cwd: folder,
  })
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `the proxy ${url} (from HTTPS_PROXY) does not allow a connection to https://account-d.docusign.com (PROXY_403)`,
  )
  expect(code).toBe(4)
  expect(asked[0]).toBe('account-d.docusign.com:443')
})

test('a value that is no URL is unusable input, not a bug', async () => {
  vi.stubEnv('HTTPS_PROXY', 'user:hunter2secret@proxy:3128')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { code, stderr } = await runInProcess(['smoke', 'local'], { cwd: exampleTree() })
  expect(code).toBe(2)
  expect(stderr).toContain('ikctl: HTTPS_PROXY is not the URL of an HTTP proxy')
  expect(stderr).not.toContain('hunter2secret')
})
