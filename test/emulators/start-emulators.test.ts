import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { LoopbackUnavailable, listenOnLoopback } from '../../src/emulators/loopback-server.ts'
import { startEmulators } from '../../src/emulators/start-emulators.ts'
import { caught } from '../support/caught.ts'
import { exampleTree } from '../support/example-tree.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'
import { startStubServer } from '../support/stub-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const servers = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length

/** A server that is closed is gone some turns later. */
const expectServers = (count: number) => vi.waitFor(() => expect(servers()).toBe(count))

function useTemporaryFolder(folder: string): void {
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
}

test('leave nothing when they are closed', async () => {
  const folder = temporaryFolder()
  useTemporaryFolder(folder)
  const before = servers()
  const emulators = await startEmulators(smokeEnvironment([smokeTenant(1)]))
  await expectServers(before + 4)
  expect(existsSync(emulators.access.certificateAuthority)).toBe(true)
  await emulators.close()
  await expectServers(before)
  expect(readdirSync(folder)).toEqual([])
  await emulators.close()
})

test('leave nothing when one of them does not start', async () => {
  const folder = temporaryFolder()
  useTemporaryFolder(folder)
  const before = servers()
  const wrong = smokeEnvironment([smokeTenant(1, { users: { default: 'no GUID' } })])
  await expect(startEmulators(wrong)).rejects.toThrow('has to be a GUID')
  await expectServers(before)
  expect(readdirSync(folder)).toEqual([])
})

test('do not start without a place for their certificate', async () => {
  useTemporaryFolder(join(temporaryFolder(), 'gone'))
  const before = servers()
  await expect(startEmulators(smokeEnvironment([smokeTenant(1)]))).rejects.toThrow('ENOENT')
  await expectServers(before)
})

test('a command whose emulators have no place says so and ends', () => {
  const cwd = exampleTree()
  const gone = join(cwd, 'gone')
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [ikctl, 'smoke', 'local', '--quiet'],
    {
      cwd,
      env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '', TMPDIR: gone },
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  expect(stderr).toContain(`ikctl: cannot use ${gone}`)
  expect({ status, signal, stdout }).toEqual({ status: 2, signal: null, stdout: '' })
})

test('a server closes while a client is silent before, in and after the handshake', async () => {
  const server = await startStubServer()
  const port = Number(new URL(server.url).port)
  const silent = connect(port, '127.0.0.1')
  const begun = connect(port, '127.0.0.1')
  const secure = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca: server.ca })
  const clients = [silent, begun, secure]
  for (const client of clients) client.on('error', () => {})
  onTestFinished(() => {
    for (const client of clients) client.destroy()
  })
  await Promise.all([
    once(silent, 'connect'),
    once(begun, 'connect'),
    once(secure, 'secureConnect'),
  ])
  // The head of a ClientHello (RFC 8446, section 5.1), of which no more comes.
  await new Promise((resolve) => begun.write(Buffer.from([22, 3, 1, 2, 0, 1, 0]), resolve))
  const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)))
  await server.close()
  await Promise.all(closed)
}, 20_000)

test('a port that is in use is named', async () => {
  const authority = await createCertificateAuthority()
  const first = await listenOnLoopback((_, response) => response.end(), { authority })
  onTestFinished(() => first.close())
  const port = Number(new URL(first.url).port)
  const error = await caught(() => listenOnLoopback(() => {}, { authority, port }))
  expect(error).toBeInstanceOf(LoopbackUnavailable)
  expect(String(error)).toContain(`port ${port} of 127.0.0.1 is in use`)
})

const inNamespace = (script: string, args: readonly string[]) =>
  spawnSync('unshare', ['--map-root-user', '--net', 'sh', '-c', script, 'sh', ...args], {
    cwd: exampleTree(),
    env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '' },
    encoding: 'utf8',
    timeout: 60_000,
  })

const machines = {
  'without a loopback interface': 'true',
  'of IPv6 alone': 'ip link set lo up && ip addr del 127.0.0.1/8 dev lo',
}

test.for(Object.entries(machines))('a machine %s is no bug of ikctl', ([, prepare], { skip }) => {
  if (inNamespace(prepare, []).status !== 0) skip('no network can be made here')
  const command = [process.execPath, ikctl, 'smoke', 'local', '--quiet']
  const run = inNamespace(`${prepare} && exec "$@"`, command)
  expect(run).toMatchObject({ status: 4, stdout: '' })
  expect(run.stderr).toMatch(/^ikctl: no server can be reached on 127\.0\.0\.1 \(E[A-Z]+\)/)
  expect(run.stderr).toContain('IPv6 alone is not enough')
})
