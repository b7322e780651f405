import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { evidenceExpectations } from '../../src/rotation/check-key-pair-change.ts'
import { evidenceFileName } from '../../src/rotation/evidence.ts'
import { planStep, type Step } from '../../src/rotation/plan-step.ts'
import { verifyEvidence } from '../../src/rotation/verify-evidence.ts'
import { loadEnvironment, openEnvironment } from '../environment/open-environment.ts'
import { readEvidenceKey } from '../environment/read-evidence-key.ts'
import { requireServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { openServices } from './rotate-services.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

/**
 * Makes the staged key pair sign. Needs evidence that nobody would be locked out; the first key pair
 * has nothing to compare with, so there the canary user has to log in.
 */
export async function rotatePromoteCommand(
  name: string,
  id: string | undefined,
  options: RotateOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, options.directory, io)
  const step = planStep(environment.keyPairs, { verb: 'promote', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  const problem = step.transition.guards.includes('evidence')
    ? await checkEvidence(environment, step, options, io)
    : await checkCanary(environment, step, options, io)
  return problem ?? applyChange({ environment, ...step }, options, io)
}

// --- internal ---

type Ready = Step & { outcome: 'ready' }

async function checkEvidence(
  environment: Environment,
  { id }: Ready,
  { directory }: RotateOptions,
  io: Io,
): Promise<ExitCode | undefined> {
  const file = evidenceFileName(id, 'promote')
  const folder = join(environment.path, 'evidence')
  const text = readFileIfThere(join(directory, folder, file))
  if (text === undefined) {
    return refused(
      `there is no evidence that nobody would be locked out: ${folder}/${file} is missing`,
      `make it: \`ikctl smoke ${environment.name} --candidate ${id}\``,
      io,
    )
  }
  const git = gitRevision(directory)
  const revision = {
    integration: environment.integration,
    ...(await subject(environment, directory, io)),
  }
  const expected = evidenceExpectations('promote', id, false, {
    environment: environment.name,
    base: revision,
    head: revision,
    isAncestorOfBase: git?.isAncestor,
    now: io.now(),
  })
  const verdict = await verifyEvidence(text, expected)
  return verdict.ok ? undefined : refused(verdict.message, verdict.wayForward, io)
}

/** Key pairs and evidence key; the emulators are asked for what their environment does not declare. */
async function subject(environment: Environment, directory: string, io: Io) {
  const evidenceKey = readEvidenceKey(environment, directory)
  const { keyPairs } = environment
  if (environment.integration.platform !== 'emulator') return { keyPairs, evidenceKey }
  requireServices(environment, io)
  const open = await openEnvironment(environment.name, directory, io)
  const services = openServices(open, io)
  try {
    const found = new Map(keyPairs)
    for (const [id, keyPair] of open.environment.keyPairs) {
      if (keyPair.state !== 'active' && keyPair.state !== 'staged') continue
      const { publicKey } = await services.publicKey(id, keyPair)
      found.set(id, { ...keyPair, thumbprint: publicKey.thumbprint })
    }
    return {
      keyPairs: found,
      evidenceKey: evidenceKey ?? (await services.evidenceSigner()).publicKey,
    }
  } finally {
    await services.close()
    await open.close()
  }
}

async function checkCanary(
  environment: Environment,
  { id }: Ready,
  { directory }: RotateOptions,
  io: Io,
): Promise<ExitCode | undefined> {
  requireServices(environment, io)
  const open = await openEnvironment(environment.name, directory, io)
  const services = openServices(open, io)
  try {
    const keyPair = open.environment.keyPairs.get(id)
    if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
    const { key, publicKey } = await services.publicKey(id, keyPair)
    const { thumbprint } = { thumbprint: publicKey.thumbprint, ...keyPair }
    const signer = await services.signer({ custody: keyPair.custody, key, thumbprint })
    const login = await services.canaryLogin(signer, 'userinfo')
    if (login.ok) return undefined
    const { failure } = login
    refused(`the canary user could not log in with ${id}: ${failure.message}`, failure.action, io)
    return failure.scope === 'host' ? exitCodes.incomplete : exitCodes.problems
  } finally {
    await services.close()
    await open.close()
  }
}
