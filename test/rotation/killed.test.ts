import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import type { KeyPair } from '../../src/config/environment.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { editKeyPairs } from '../../src/rotation/edit-key-pairs.ts'
import { createEvidence } from '../../src/rotation/evidence.ts'
import { planStep, type StepRequest } from '../../src/rotation/plan-step.ts'
import { readVaultPublicKey } from '../../src/rotation/read-vault-public-key.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import { root } from '../support/example-tree.ts'
import { productionCanary, productionEvidence } from '../support/production-evidence.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** After this many writing operations the process counts as killed: no further one happens. */
const kill = vi.hoisted(() => ({ after: Number.POSITIVE_INFINITY, done: 0 }))

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const writing = new Set<unknown>()
  const names = [
    'mkdirSync',
    'openSync',
    'writeFileSync',
    'fsyncSync',
    'closeSync',
    'renameSync',
    'rmSync',
  ] as const
  /** Between two reads a kill changes nothing. */
  const isRead = (name: string, args: unknown[]) =>
    (name === 'openSync' && args[1] === 'r') || (name === 'closeSync' && !writing.has(args[0]))
  const mortal = names.map((name) => [
    name,
    (...args: unknown[]) => {
      const call = fs[name] as (...args: unknown[]) => unknown
      if (isRead(name, args)) return call(...args)
      if (kill.done >= kill.after) {
        // The last thing that a killed process does may be half a write.
        if (name === 'writeFileSync' && kill.done === kill.after) {
          fs.writeFileSync(args[0] as number, String(args[1]).slice(0, 20))
        }
        kill.done += 1
        throw new Error('killed')
      }
      kill.done += 1
      const result = call(...args)
      if (name === 'openSync') writing.add(result)
      if (name === 'closeSync') writing.delete(args[0])
      return result
    },
  ])
  return { ...fs, ...Object.fromEntries(mortal) }
})

afterEach(() => {
  kill.after = Number.POSITIVE_INFINITY
})

const exampleTime = () => Date.UTC(2026, 10, 20, 8)
const signer = evidenceSigner()

type Files = Readonly<Record<string, string>>

/** A fresh folder with one of the example's environments, changed, to run a verb in. */
function exampleFolder(environment: string, files: Files): string {
  const folder = temporaryFolder()
  const path = join('config', environment)
  cpSync(join(root, path), join(folder, path), { recursive: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

/** Everything below a folder but dot files; of evidence no signature, which differs each time. */
function contents(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [
        file.slice(folder.length),
        readFileSync(file, 'utf8').replace(/\.[\w-]{86}\n$/, '.SIGNATURE\n'),
      ]),
  )
}

/** Kills a verb at every point, each time in a fresh folder, and runs it again. */
async function killEverywhere(
  args: string[],
  prepare: () => string,
  { env = {}, now = exampleTime }: { env?: Record<string, string>; now?: () => number } = {},
): Promise<void> {
  const run = (cwd: string) => {
    kill.done = 0
    return runInProcess(['rotate', ...args], { cwd, env, now })
  }
  const whole = prepare()
  const before = contents(whole)
  expect(await run(whole)).toMatchObject({ code: 0, stderr: '' })
  const operations = kill.done
  expect(operations).toBeGreaterThan(3)
  const after = contents(whole)
  expect(after).not.toEqual(before)

  for (let point = 0; point < operations; point += 1) {
    const folder = prepare()
    kill.after = point
    const killed = await run(folder)
    kill.after = Number.POSITIVE_INFINITY
    expect(killed.code).not.toBe(0)
    for (const [file, text] of contents(folder)) {
      expect([before.get(file), after.get(file)], `${file}, killed at ${point}`).toContain(text)
    }
    // The lock names this process, which lives on: of one that was killed it is taken over.
    for (const environment of readdirSync(join(folder, 'config'))) {
      rmSync(join(folder, 'config', environment, '.ikctl-lock.tmp'), { force: true })
    }
    const again = await run(folder)
    expect(again, `after a kill at ${point}`).toMatchObject({ code: 0, stderr: '' })
    expect(contents(folder)).toEqual(after)
  }
}

const keyPairs = 'config/production/key-pairs.yaml'
const example = readFileSync(join(root, keyPairs), 'utf8')

/** The example's key pairs after a step. */
function after(request: Omit<StepRequest, 'now'>): Files {
  const declared: Record<string, KeyPair> = parse(example).keyPairs
  const at = Date.UTC(2026, 10, 19)
  const step = planStep(new Map(Object.entries(declared)), { ...request, now: at })
  if (step.outcome !== 'ready') throw new Error(step.message)
  return { [keyPairs]: editKeyPairs(example, step.keyPairs) }
}

const vaultKey =
  'https://kv-contoso-sign-prod.vault.azure.net/keys/old/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a'
const adoptOptions = ['--key', vaultKey, '--state', 'retiring', '--public-key', 'old.pem']
const verbs: Record<string, [args: string, files: () => Promise<Files>]> = {
  start: ['start production next', async () => ({})],
  promote: [
    'promote production 2026-11',
    async () => ({
      'config/production/evidence/evidence.pem': signer.publicKey,
      'config/production/evidence/2026-11.promote.jws': await createEvidence(
        productionEvidence(exampleTime()),
        signer,
        {
          now: exampleTime(),
        },
      ),
    }),
  ],
  compromise: [
    'compromise production 2026-09 --reason leaked',
    async () => ({
      'config/production/evidence/evidence.pem': signer.publicKey,
      'config/production/evidence/2026-11.canary.jws': await createEvidence(
        productionCanary(exampleTime()),
        signer,
        { now: exampleTime() },
      ),
    }),
  ],
  withdraw: ['withdraw production 2026-11', async () => ({})],
  remove: [
    'withdraw production 2026-11 --remove',
    async () => after({ verb: 'withdraw', id: '2026-11' }),
  ],
  adopt: [
    `adopt production old ${adoptOptions.join(' ')}`,
    async () => {
      const { publicKey } = await rsaKeyPair('old')
      return { 'old.pem': publicKey.export({ format: 'pem', type: 'spki' }) as string }
    },
  ],
}

describe('a verb that is killed at any point leaves old or new files, and run again finishes', () => {
  test.each(Object.entries(verbs))('%s', async (_, [args, files]) => {
    const changed = await files()
    await killEverywhere(args.split(' '), () => exampleFolder('production', changed))
  })

  test('stage and retire, which ask vault and Docusign', async () => {
    // Docusign looks at the clock, so it is the real one, stopped.
    const startedAt = Date.now()
    const now = () => startedAt
    const days = (count: number) => formatTime(startedAt - count * 86_400_000)
    const file = 'config/local/key-pairs.yaml'
    const text = (active: string, next: string) =>
      `keyPairs:
  first: {state: active, origin: vault, custody: key, ${active}since: {active: ${days(4)}}}
  next:
    origin: vault
    custody: key
    ${next}
`
    const pending = text('', `state: pending\n    since: {pending: ${days(3)}}`)
    const { access, env } = await runEmulate(exampleFolder('local', { [file]: pending }))
    const keyOf = async (id: string) => {
      const vault = { vaultUrl: access.keyVault.url, ...(await emulatedAzure(access)) }
      return readVaultPublicKey({ custody: 'key', id, ...vault })
    }
    const first = await keyOf('first')
    const next = await keyOf('next')
    const active = `key: "${first.key}", thumbprint: ${first.publicKey.thumbprint}, `

    const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
    const url = `${access.docusign.url}/emulator/integration-keys/7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90/key-pairs`
    const { body } = await https.send('POST', url, { publicKey: next.publicKey.pem })
    const { id } = body as { id: string }
    const toStage = { [file]: pending.replace('custody: key, ', `custody: key, ${active}`) }
    await killEverywhere(
      ['stage', 'local', '--docusign-id', id],
      () => exampleFolder('local', toStage),
      { env, now },
    )

    await https.send('DELETE', `${url}/${id}`)
    await https.close()
    const compromised = `state: compromised
    reason: leaked
    key: ${next.key}
    thumbprint: ${next.publicKey.thumbprint}
    since: {staged: ${days(2)}, compromised: ${days(1)}}`
    const toRetire = {
      [file]: text(active, compromised),
      'config/local/public-keys/next.pem': next.publicKey.pem,
    }
    await killEverywhere(
      ['retire', 'local', '--interval', '0', '--attempts', '3'],
      () => exampleFolder('local', toRetire),
      { env, now },
    )
  })
})
