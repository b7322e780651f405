import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
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
import { killAtEveryWrite } from '../support/kill-at-every-write.ts'
import { productionCanary, productionEvidence } from '../support/production-evidence.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

vi.mock('node:fs', async (original) =>
  (await import('../support/mortal-files.ts')).mortal(await original()),
)
vi.mock('node:fs/promises', async (original) =>
  (await import('../support/mortal-files.ts')).mortalPromises(await original()),
)

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

/** Kills a verb of `ikctl rotate` at every point, and runs it again. */
function killEverywhere(
  args: string[],
  prepare: () => string,
  { env = {}, now = exampleTime }: { env?: Record<string, string>; now?: () => number } = {},
): Promise<void> {
  return killAtEveryWrite({
    prepare,
    // Signatures differ each time.
    steady: (text) => text.replace(/\.[\w-]{86}\n$/, '.SIGNATURE\n'),
    async run(cwd) {
      const run = await runInProcess(['rotate', ...args], { cwd, env, now })
      if (run.code === 0) expect(run.stderr).toBe('')
      return run
    },
  })
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
