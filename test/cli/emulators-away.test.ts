import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startEmulatedEnvironment } from '../../scripts/environment/open-environment.ts'
import { diskTree } from '../../src/config/config-tree.ts'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'
import { exampleTree, root } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const commands = [
  'smoke local --quiet',
  'smoke local --candidate next',
  'doctor local',
  'doctor local acme',
  'key list local',
  'key public local 2026-09',
  'key evidence local',
  'key sync local',
  'key client-secret local one',
  'drift local',
  'rotate stage local next',
  'rotate prove local 2026-09',
  'consent local',
]

/** What a file named by IKCTL_EMULATORS says, and emulators that run while a test lasts. */
let emulators: Awaited<ReturnType<typeof startEmulatedEnvironment>>['emulators']
beforeAll(async () => {
  const { environment } = validateEnvironment(diskTree(root), 'local', new Date())
  if (environment === undefined) throw new Error('the example has errors')
  emulators = (await startEmulatedEnvironment(environment)).emulators
  return () => emulators.close()
})

async function runAll(access: object) {
  const cwd = exampleTree()
  const file = join(cwd, 'emulators.json')
  writeFileSync(file, JSON.stringify(access))
  await runInProcess(['rotate', 'start', 'local', 'next'], { cwd })
  const env = { IKCTL_EMULATORS: file }
  const runs = []
  for (const command of commands) {
    const run = await runInProcess(command.split(' '), {
      cwd,
      env,
      stdin: 'a secret of one line\n',
    })
    runs.push([command, run.code, run.stdout + run.stderr] as const)
  }
  return runs
}

test('a certificate that nobody trusts: nothing is proven, with the same advice everywhere', async () => {
  const other = join(exampleTree(), 'other.pem')
  writeFileSync(other, (await createCertificateAuthority()).certificate)
  for (const [command, code, output] of await runAll({
    ...emulators.access,
    certificateAuthority: other,
  })) {
    expect([command, code]).toEqual([command, 4])
    expect(output.replace(/\s+/g, ' ')).toContain('NODE_EXTRA_CA_CERTS (a PEM file)')
  }
})

test('emulators that are gone: nothing is proven, and what to do is said', async () => {
  const { access } = emulators
  // Nobody listens on a port of the past.
  const url = 'https://localhost:1'
  const gone = { ...access, keyVault: { url, settingsUrl: url } }
  for (const [command, code, output] of await runAll(gone)) {
    expect([command, code]).toEqual([command, 4])
    expect(output.replace(/\s+/g, ' ')).toContain(`nothing answers at ${url}`)
  }
})

test('emulators whose certificate is gone: the file is named', async () => {
  for (const [command, code, output] of await runAll({
    ...emulators.access,
    certificateAuthority: '/gone.pem',
  })) {
    expect([command, code]).toEqual([command, 2])
    expect(output).toContain('are not running any more')
  }
})
