import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { openSecretClient } from '../../src/keys/vault-access.ts'
import { parseVaultObjectId } from '../../src/keys/vault-object-id.ts'
import { verifyWebhook } from '../../src/webhooks/verify-webhook.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const newHmacKey = () => randomBytes(32).toString('base64')

/** The example with webhooks of the integrator. */
function treeWithWebhooks(): string {
  const folder = exampleTree()
  const webhooks =
    'url: https://hooks.contoso.example/docusign\n  events: [envelope-completed]\n  hmac: integrator'
  edit(integrationOf(folder), 'rotation:', `webhooks:\n  ${webhooks}\nrotation:`)
  return folder
}

function integrationOf(folder: string): string {
  return join(folder, 'config/local/integration.yaml')
}

/** The HMAC keys that the file declares, read from the vault as an application would. */
async function readHmacKeys(folder: string, access: EmulatorAccess): Promise<string[]> {
  const { webhooks } = parse(readFileSync(integrationOf(folder), 'utf8')) as {
    webhooks: { hmacKeys?: Record<string, { secret: string }> }
  }
  const azure = await emulatedAzure(access)
  const vault = await openSecretClient({ vaultUrl: access.keyVault.url, ...azure })
  const ids = Object.values(webhooks.hmacKeys ?? {}).map(({ secret }) => secret)
  const secrets = ids.map(async (id) => {
    const { name, version } = parseVaultObjectId(id, 'secrets')
    return (await vault.getSecret(name, { version })).value ?? ''
  })
  return Promise.all(secrets)
}

/** An application that listens for webhooks, and what sends them without a break. */
async function startListening() {
  const application = { keys: [] as string[] }
  const server = createServer(async (request, response) => {
    const rawBody = await buffer(request)
    const isGenuine = verifyWebhook(request.headers, rawBody, application.keys)
    response.writeHead(isGenuine ? 200 : 401).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  /** The keys of the account at Docusign: each signs. */
  const docusign = { keys: [] as string[], statuses: [] as number[], isSending: true }
  const post = async (keys: readonly string[], text: string) => {
    const signatures = keys.map((key, at) => [
      `X-DocuSign-Signature-${at + 1}`,
      createHmac('sha256', key).update(text).digest('base64'),
    ])
    const headers = Object.fromEntries(signatures)
    const { status } = await fetch(url, { method: 'POST', body: text, headers })
    return status
  }
  const send = async () => {
    while (docusign.isSending) {
      const text = `{"event":"envelope-completed","n":${docusign.statuses.length}}\r\n`
      docusign.statuses.push(await post(docusign.keys, text))
    }
  }
  let sending: Promise<void> | undefined
  const stop = async () => {
    docusign.isSending = false
    await sending
  }
  onTestFinished(async () => {
    await stop()
    server.closeAllConnections()
    server.close()
  })
  return {
    ...{ application, docusign, post, stop },
    start: () => {
      sending = send()
    },
    /** Until some more messages were answered. */
    async messages(count: number) {
      const target = docusign.statuses.length + count
      while (docusign.statuses.length < target) {
        docusign.statuses.push(await post(docusign.keys, '{}'))
      }
    },
  }
}

test('an HMAC key is replaced while messages arrive, and none is refused', async () => {
  const folder = treeWithWebhooks()
  const { access, env } = await runEmulate(folder)
  const store = (id: string, value: string, time: string) =>
    runInProcess(['key', 'hmac', 'local', id], {
      ...{ cwd: folder, env, stdin: `${value}\n` },
      now: () => Date.parse(time),
    })
  const [old, next] = [newHmacKey(), newHmacKey()]
  expect(await store('2026-05', old, '2026-05-04T08:00:00Z')).toMatchObject({
    ...{ code: 0, stderr: '' },
    stdout: expect.stringContaining('2026-05: new -> active'),
  })
  const { application, docusign, post, start, messages, stop } = await startListening()
  application.keys = await readHmacKeys(folder, access)
  docusign.keys = [old]
  start()
  await messages(20)

  // 1. A second key in Connect Keys: every message has two signatures from now on.
  docusign.keys = [old, next]
  await messages(20)
  // 2. Stored and declared.
  const stored = await store('2026-11', next, '2026-11-04T08:00:00Z')
  expect(stored).toMatchObject({ code: 0, stderr: '' })
  expect(stored.stdout).toContain('2026-11: new -> active\n2026-05: active -> retiring\n')
  await messages(20)
  // A third one has to wait.
  const third = await store('2026-12', newHmacKey(), '2026-12-04T08:00:00Z')
  expect(third.stderr).toContain('at most two are declared at a time')
  expect(third.code).toBe(1)
  // 3. The application accepts both.
  application.keys = await readHmacKeys(folder, access)
  expect(application.keys).toEqual([old, next])
  await messages(20)
  // 4. The old one is deleted at Docusign, and its entry removed.
  docusign.keys = [next]
  await messages(20)
  edit(integrationOf(folder), /\n {4}"2026-05":\n(?: {6}.*\n)+/, '\n')
  application.keys = await readHmacKeys(folder, access)
  expect(application.keys).toEqual([next])
  await messages(20)

  // Whoever has the old key can forge nothing any more; nobody could without a key.
  expect(await post([old], '{}')).toBe(401)
  expect(await post([newHmacKey()], '{}')).toBe(401)
  await stop()
  expect(docusign.statuses.length).toBeGreaterThanOrEqual(120)
  expect(docusign.statuses.filter((status) => status !== 200)).toEqual([])

  for (const { stdout, stderr } of [stored, third]) expect(stdout + stderr).not.toContain(next)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of files.filter((one) => one.isFile())) {
    expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain(next)
  }
  const { code } = await runInProcess(['validate', 'local'], { cwd: folder })
  expect(code).toBe(0)
})

test('in the wrong order messages are refused, so the other test would notice', async () => {
  const [old, next] = [newHmacKey(), newHmacKey()]
  const { application, docusign, start, messages, stop } = await startListening()
  application.keys = [old]
  docusign.keys = [next]
  start()
  await messages(5)
  await stop()
  expect(new Set(docusign.statuses)).toEqual(new Set([401]))
})

test('a key that nothing would use is not stored', async () => {
  const folder = exampleTree()
  const { env } = await runEmulate(folder)
  const run = () =>
    runInProcess(['key', 'hmac', 'local', 'one'], { cwd: folder, env, stdin: newHmacKey() })
  expect(await run()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('declares no "webhooks" with "hmac: integrator"'),
  })
})
