import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createEvidence, loginSet } from '../../src/rotation/evidence.ts'
import { exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** After this many writing operations the process counts as killed: no further one happens. */
const kill = vi.hoisted(() => ({ after: Number.POSITIVE_INFINITY, done: 0 }))

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const names = [
    'mkdirSync',
    'openSync',
    'writeFileSync',
    'fsyncSync',
    'closeSync',
    'renameSync',
    'rmSync',
  ] as const
  const mortal = names.map((name) => [
    name,
    (...args: unknown[]) => {
      if (kill.done >= kill.after) {
        // The last thing that a killed process does may be half a write.
        if (name === 'writeFileSync' && kill.done === kill.after) {
          fs.writeFileSync(args[0] as number, String(args[1]).slice(0, 20))
        }
        kill.done += 1
        throw new Error('killed')
      }
      kill.done += 1
      return (fs[name] as (...args: unknown[]) => unknown)(...args)
    },
  ])
  return { ...fs, ...Object.fromEntries(mortal) }
})

beforeEach(() => {
  kill.after = Number.POSITIVE_INFINITY
})

const now = () => Date.UTC(2026, 10, 20, 8)
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const vaultKey =
  'https://kv-contoso-sign-prod.vault.azure.net/keys/old/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a'

async function promoteEvidence(): Promise<string> {
  return createEvidence(
    {
      kind: 'promote',
      product: 'contoso-sign',
      integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
      platform: 'production',
      candidate: { id: '2026-11', thumbprint: 'ajf2BBXV5oyCFri-OE9AzSJypEuOVEcUi5BIvPUUqHY' },
      active: { id: '2026-09', thumbprint: 'RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM' },
      commit: null,
      startedAt: '2026-11-20T07:00:00Z',
      endedAt: '2026-11-20T07:10:00Z',
      canary: 'passed',
      sample: { policy: 200, tenants: 1, liveTenants: 1 },
      logins: {
        passing: loginSet(['acme/default']),
        regressed: loginSet([]),
        fixed: loginSet([]),
        failing: loginSet([]),
        unproven: loginSet([]),
      },
    },
    {
      alg: 'ES256',
      publicKey: '',
      sign: async (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    },
    { now: Date.UTC(2026, 10, 20, 7, 10) },
  )
}

/** ECDSA signs differently each time, so once for all folders. */
const evidence = promoteEvidence()

/** A fresh folder to run a verb in, and what the verb may change. */
async function prepare(): Promise<string> {
  kill.done = 0
  const folder = exampleTree()
  for (const other of ['local', 'demo']) rmSync(join(folder, 'config', other), { recursive: true })
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const old = await rsaKeyPair('old')
  put('old.pem', old.publicKey.export({ format: 'pem', type: 'spki' }) as string)
  put(
    'config/production/evidence/evidence.pem',
    publicKey.export({ format: 'pem', type: 'spki' }) as string,
  )
  put('config/production/evidence/2026-11.promote.jws', await evidence)
  return folder
}

function contents(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]),
  )
}

describe.each([
  ['start', ['rotate', 'start', 'production', 'next']],
  ['promote', ['rotate', 'promote', 'production', '2026-11']],
  ['compromise', ['rotate', 'compromise', 'production', '2026-09', '--reason', 'leaked']],
  [
    'adopt',
    [
      'rotate',
      'adopt',
      'production',
      'old',
      '--key',
      vaultKey,
      '--state',
      'retiring',
      '--public-key',
      'old.pem',
    ],
  ],
])('rotate %s, killed', (_, args) => {
  test('at any point leaves old or new files, and running it again finishes', {
    timeout: 120_000,
  }, async () => {
    const whole = await prepare()
    const before = contents(whole)
    kill.done = 0
    const run = await runInProcess(args, { cwd: whole, now })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const operations = kill.done
    expect(operations).toBeGreaterThan(3)
    const after = contents(whole)
    expect(after).not.toEqual(before)

    for (let point = 0; point < operations; point += 1) {
      const folder = await prepare()
      kill.done = 0
      kill.after = point
      const killed = await runInProcess(args, { cwd: folder, now })
      kill.after = Number.POSITIVE_INFINITY
      expect(killed.code).not.toBe(0)
      for (const [file, text] of contents(folder)) {
        expect([before.get(file), after.get(file)], `${file}, killed at ${point}`).toContain(text)
      }
      const again = await runInProcess(args, { cwd: folder, now })
      expect(again, `after a kill at ${point}`).toMatchObject({ code: 0, stderr: '' })
      expect(contents(folder)).toEqual(after)
    }
  })
})
