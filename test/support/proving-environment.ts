import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { startEmulatedEnvironment } from '../../scripts/environment/open-environment.ts'
import type { KeyPair } from '../../src/config/environment.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import type { KeyPairState } from '../../src/key-pair/states.ts'
import { stateOrder } from '../../src/key-pair/states.ts'
import { openKeyClient } from '../../src/keys/vault-access.ts'
import { openEvidenceSigner } from '../../src/rotation/open-evidence-signer.ts'
import { readVaultPublicKey } from '../../src/rotation/read-vault-public-key.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'
import { type Files, gitRepository } from '../plan/git-repository.ts'
import type { Run } from './run-ikctl.ts'
import { runInProcess } from './run-in-process.ts'

export const canaryUser = '2530a351-05fe-4d30-8b91-ee8074881def'
export const managementAccount = '01ad1f33-bfef-4426-a615-c7d33e2cbe6f'
const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'

/** Files of the environment, relative to the start folder. */
export const paths = {
  integration: 'config/local/integration.yaml',
  keyPairs: 'config/local/key-pairs.yaml',
  evidence: (file: string) => `config/local/evidence/${file}`,
}

const day = 86_400_000
const start = Date.now()
/** A time in whole seconds, so many days before the tests began: the same at each call. */
export const daysAgo = (days: number) =>
  `${new Date(start - days * day).toISOString().slice(0, 19)}Z`

/** An entry of `key-pairs.yaml`, and how many days ago it reached the states up to its own. */
type Entry =
  | [state: KeyPairState, ...days: number[]]
  | { state: KeyPairState; days: Partial<Record<KeyPairState, number>>; reason?: string }

/**
 * Emulators with three keys in the signing vault, `a`, `b` and `c`, of which Docusign knows all, and an
 * environment that declares its vaults and wants proofs. Repositories are made of it one by one.
 */
export async function startProvingEnvironment() {
  const bare = files(undefined, 'keyPairs: {}\n')
  const { environment } = validateEnvironment(
    memoryTree(new Map(Object.entries(bare) as [string, string][])),
    'local',
    new Date(),
  )
  if (environment === undefined) throw new Error('the environment has errors')
  const { emulators, azure } = await startEmulatedEnvironment(environment)
  const { access, docusign } = emulators
  const scratch = mkdtempSync(join(tmpdir(), 'ikctl-test-'))
  const accessFile = join(scratch, 'emulators.json')
  writeFileSync(accessFile, JSON.stringify(access))
  const vaults = { signing: access.keyVault.url, settings: access.keyVault.settingsUrl }
  const keys = await openKeyClient({ vaultUrl: vaults.signing, ...azure })
  const made: Record<string, Pick<KeyPair, 'key' | 'thumbprint'> & { pem: string }> = {}
  for (const id of ['a', 'b', 'c']) {
    await keys.createRsaKey(`docusign-${id}`, { keyOps: ['sign'] })
    const { key, publicKey } = await readVaultPublicKey({
      ...{ custody: 'key', id, vaultUrl: vaults.signing, ...azure },
    })
    made[id] = { key, thumbprint: publicKey.thumbprint, pem: publicKey.pem }
  }
  const evidenceSigner = await openEvidenceSigner({ vaultUrl: vaults.settings, ...azure })

  /** Registers the keys at Docusign, as nobody has deleted any. */
  const registered: Record<string, string> = {}
  const register = () => {
    for (const [id, { pem }] of Object.entries(made)) {
      registered[id] ??= docusign.state.uploadKeyPair(integrationKey, pem)
    }
  }
  register()

  const entry = (id: string, given: Entry): object => {
    const { key, thumbprint } = made[id] ?? {}
    const { state, days, ...more } = Array.isArray(given) ? inOrder(given) : given
    const since = Object.entries(days).map(([each, ago]) => [each, daysAgo(ago)])
    const base = { state, origin: 'vault', custody: 'key', key, thumbprint, ...more }
    return { ...base, docusignKeyPairId: registered[id], since: Object.fromEntries(since) }
  }

  return {
    access,
    docusign,
    azure,
    vaults,
    evidenceSigner,
    made,
    register,
    /** Deletes a key pair at Docusign. */
    remove(id: string) {
      docusign.state.deleteKeyPair(integrationKey, registered[id] ?? '')
      Reflect.deleteProperty(registered, id)
    },
    env: { IKCTL_EMULATORS: accessFile },
    /** `key-pairs.yaml` with these entries. */
    keyPairs: (entries: Record<string, Entry>) =>
      stringify({
        keyPairs: Object.fromEntries(Object.entries(entries).map(([id, e]) => [id, entry(id, e)])),
      }),
    /** A repository with one commit: the environment with these key pairs. */
    repository(entries: Record<string, Entry>, more: Files = {}) {
      const text = this.keyPairs(entries)
      const pems = Object.entries(made).map(([id, { pem }]) => [
        `config/local/public-keys/${id}.pem`,
        pem,
      ])
      const base: Files = {
        ...files(vaults, text),
        ...Object.fromEntries(pems.filter(([path = '']) => idOf(path) in entries)),
        [paths.evidence('evidence.pem')]: evidenceSigner.publicKey,
        ...more,
      }
      const folder = mkdtempSync(join(scratch, 'repository-'))
      const repository = gitRepository({ folder })
      repository.commit(base)
      const run = (args: string[], options: { now?: () => number; env?: object } = {}) =>
        runInProcess(args, {
          cwd: folder,
          env: { ...this.env, ...options.env },
          ...(options.now && { now: options.now }),
        })
      return {
        ...repository,
        base,
        pem: (id: string) => ({ [`config/local/public-keys/${id}.pem`]: made[id]?.pem ?? '' }),
        read: (path: string) => readFileSync(join(folder, path), 'utf8'),
        states: () =>
          Object.fromEntries(
            Object.entries(
              (
                parse(readFileSync(join(folder, paths.keyPairs), 'utf8')) as {
                  keyPairs: Record<string, KeyPair>
                }
              ).keyPairs,
            ).map(([id, { state }]) => [id, state]),
          ),
        /** Commits the working tree as it is. */
        merge() {
          repository.git('add', '--all')
          repository.git('commit', '--quiet', '--message', 'A change')
        },
        rotate: (...args: string[]) => run(['rotate', ...args]),
        run,
        /** `ikctl plan local --base main`. */
        async plan(...args: string[]): Promise<PlanResult> {
          const result = await run(['plan', 'local', '--base', 'main', '--format', 'json', ...args])
          if (result.code === 2) throw new Error(result.stderr)
          const plan = JSON.parse(result.stdout) as PlanResult['plan']
          const codes = (weight: string) =>
            plan.judgements.filter((one) => one.weight === weight).map(({ code }) => code)
          return { ...result, plan, refused: codes('refused'), danger: codes('danger') }
        },
      }
    },
    async close() {
      await emulators.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** What a plan came to. */
export interface PlanResult extends Run {
  plan: {
    verdict: string
    judgements: { weight: string; code: string; message: string; wayForward: string }[]
    steps: { id: string; title: string }[]
  }
  /** Codes of the judgements that refuse it. */
  refused: string[]
  /** Codes of what is listed for review. */
  danger: string[]
}

function inOrder([state, ...days]: [KeyPairState, ...number[]]) {
  const way = stateOrder.slice(0, stateOrder.indexOf(state) + 1).slice(-days.length)
  return { state, days: Object.fromEntries(way.map((each, index) => [each, days[index] ?? 0])) }
}

function idOf(path: string): string {
  return /([^/]+)\.pem$/.exec(path)?.[1] ?? ''
}

function files(vaults: object | undefined, keyPairs: string): Record<string, string> {
  const guid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000001`
  const tenant = (n: number) =>
    stringify({
      name: `Tenant ${n}`,
      status: 'live',
      account: guid(1000 + n),
      users: { default: guid(2000 + n) },
    })
  return {
    'config/ikctl.yaml': '{}\n',
    [paths.integration]: stringify({
      product: 'contoso-sign',
      integrationKey,
      platform: 'emulator',
      managementAccount: { id: managementAccount, canaryUser },
      scopes: { login: ['signature', 'impersonation'], consent: ['signature', 'impersonation'] },
      redirectUris: { consent: 'http://127.0.0.1:8080/docusign/consented' },
      ...(vaults && { vaults }),
      rotation: {
        ...{ maxAge: '180d', renewBefore: '30d', overlap: '24h' },
        evidence: { maxAge: '24h', sample: 'all' },
      },
    }),
    [paths.keyPairs]: keyPairs,
    'config/local/tenants/one.yaml': tenant(1),
    'config/local/tenants/two.yaml': tenant(2),
  }
}
