import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { KeyPair } from '../../src/config/environment.ts'
import { editKeyPairs } from '../../src/rotation/edit-key-pairs.ts'
import {
  createEvidence,
  type EvidenceSigner,
  loginSet,
  type PromoteEvidence,
} from '../../src/rotation/evidence.ts'
import { openEvidenceSigner } from '../../src/rotation/open-evidence-signer.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { evidenceSigner } from '../support/evidence-signer.ts'
import { productionEvidence } from '../support/production-evidence.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import { commonFiles } from './case-files.ts'
import { type Files, type GitRepository, gitRepository } from './git-repository.ts'
import { now, runPlan } from './run-plan.ts'

const hour = 3_600_000
const integration = 'config/production/integration.yaml'
const keyPairs = 'config/production/key-pairs.yaml'
const evidenceKey = 'config/production/evidence/evidence.pem'
const evidence = 'config/production/evidence/2026-11.promote.jws'
const common = (file: string) => Buffer.from(commonFiles[file] ?? '').toString('utf8')

/** The key in the settings vault, and one that somebody else has. */
let vaultSigner: EvidenceSigner
const otherSigner = evidenceSigner()

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
/** Its base has the evidence key. */
let repository: GitRepository
let base: Files
let commit: string
beforeAll(async () => {
  azure = await startEmulatedAzure()
  await azure.keyClient().createEcKey('evidence', { curve: 'P-256', keyOps: ['sign'] })
  vaultSigner = await openEvidenceSigner({
    vaultUrl: azure.vault.url,
    credential: azure.credential(),
    clientOptions: azure.azure.vault(),
  })
  repository = gitRepository({ folder: mkdtempSync(join(tmpdir(), 'ikctl-test-')) })
  base = { ...commonFiles, [evidenceKey]: vaultSigner.publicKey }
  commit = repository.commit(base)
})
afterAll(async () => {
  rmSync(repository.folder, { recursive: true, force: true })
  await azure.close()
})

/** What `ikctl rotate promote` makes of the common key pairs. */
const promoted = (() => {
  const declared: Record<string, KeyPair> = parse(common(keyPairs)).keyPairs
  const step = planStep(new Map(Object.entries(declared)), { verb: 'promote', id: '2026-11', now })
  if (step.outcome !== 'ready') throw new Error(step.message)
  return editKeyPairs(common(keyPairs), step.keyPairs)
})()

const evidenceFor = (
  commit: string,
  {
    changes = {},
    signer = vaultSigner,
    signedAt = now - hour,
  }: { changes?: Partial<PromoteEvidence>; signer?: EvidenceSigner; signedAt?: number } = {},
) => createEvidence(productionEvidence(signedAt, { commit, ...changes }), signer, { now: signedAt })

test('with genuine evidence rotate promotes and plan accepts, both offline', async () => {
  repository.write({ ...base, [evidence]: await evidenceFor(commit) })
  const step = await runInProcess(['rotate', 'promote', 'production'], {
    cwd: repository.folder,
    now: () => now,
  })
  expect(step).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(join(repository.folder, keyPairs), 'utf8')).toBe(promoted)
  const plan = await runPlan(repository.folder, 'production', '--base', 'main')
  expect(plan.stdout).toContain('~ key pair  2026-11 staged -> active')
  expect(plan.stdout).toMatch(/production: accepted\n$/)
  expect(plan.code).toBe(0)
})

type Attack = Parameters<typeof evidenceFor>[1] & {
  /** What the same change holds besides. */
  head?: () => Files
  tamper?: (jws: string) => string
}

const evidencePolicy = (policy: string): Files => ({
  [integration]: common(integration).replace('{maxAge: 24h, sample: 200}', policy),
})

const attacks: Record<string, [code: string, words: RegExp, Attack]> = {
  'one regressed user': [
    'regressed',
    /1 user who can log in today could not log in/,
    {
      changes: {
        logins: {
          passing: loginSet(Array.from({ length: 10 }, (_, index) => `tenant-${index}/default`)),
          regressed: loginSet(['acme/hr']),
          fixed: loginSet([]),
          failing: loginSet([]),
          unproven: loginSet([]),
        },
      },
    },
  ],
  'stale evidence': ['stale', /is older than 24h/, { signedAt: now - 25 * hour }],
  'evidence of another key pair': [
    'other-candidate',
    /about key pair 2026-12, not 2026-11/,
    { changes: { candidate: { id: '2026-12', thumbprint: 'x' } } },
  ],
  'evidence by another evidence key': [
    'signature',
    /not by the evidence key of the base revision/,
    { signer: otherSigner },
  ],
  'evidence of another platform': [
    'other-platform',
    /about the platform demo, not production/,
    { changes: { platform: 'demo' } },
  ],
  'evidence of another product': [
    'other-product',
    /about the product contoso-fax, not contoso-sign/,
    { changes: { product: 'contoso-fax' } },
  ],
  'evidence of a commit of another branch': [
    'other-commit',
    /not part of the base revision's history/,
    { changes: { commit: '1ae3cca5a2929d5386cec9f6ce51825a19ce9eb2' } },
  ],
  'an age loosened in the same change': [
    'loosened-policy',
    /this same change raises rotation\.evidence\.maxAge to 72h/,
    { signedAt: now - 25 * hour, head: () => evidencePolicy('{maxAge: 72h, sample: 200}') },
  ],
  'a sample loosened in the same change': [
    'loosened-policy',
    /this same change lowers rotation\.evidence\.sample to 2/,
    {
      changes: { sample: { policy: 2, tenants: 2, liveTenants: 11 } },
      head: () => evidencePolicy('{maxAge: 24h, sample: 2}'),
    },
  ],
  'an evidence key replaced in the same change': [
    'replaced-evidence-key',
    /signed by the evidence key that this same change puts in place/,
    { signer: otherSigner, head: () => ({ [evidenceKey]: otherSigner.publicKey }) },
  ],
  'one byte changed': [
    'signature',
    /or the evidence was changed after it was signed/,
    { tamper: (jws) => jws.replace(/(?<=\..{40})./, (byte) => (byte === 'A' ? 'B' : 'A')) },
  ],
}

describe('plan refuses a promotion with', () => {
  test.each(Object.entries(attacks))('%s', async (_, [code, words, attack]) => {
    const jws = await evidenceFor(commit, attack)
    repository.write({
      ...base,
      ...attack.head?.(),
      [keyPairs]: promoted,
      [evidence]: attack.tamper?.(jws) ?? jws,
    })
    const args = ['production', '--base', 'main', '--format', 'json']
    const plan = await runPlan(repository.folder, ...args)
    const { verdict, judgements, steps } = JSON.parse(plan.stdout)
    const refused = judgements.filter(({ weight }: { weight: string }) => weight === 'refused')
    expect(refused).toMatchObject([
      { code: `evidence/${code}`, message: expect.stringMatching(words) },
    ])
    expect({ verdict, steps, code: plan.code }).toEqual({ verdict: 'refused', steps: [], code: 1 })
  })
})
