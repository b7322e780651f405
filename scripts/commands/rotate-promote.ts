import { planStep } from '../../src/rotation/plan-step.ts'
import { loadValidated } from '../environment/load-environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { type ProofOptions, takeProvenStep } from './rotate-proof.ts'
import { endStep } from './rotate-step.ts'

/**
 * Makes the staged key pair sign. Needs evidence that nobody would be locked out; the first key pair
 * has nothing to compare with, so there the canary user has to log in.
 */
export async function rotatePromoteCommand(
  name: string,
  id: string | undefined,
  options: ProofOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const step = planStep(environment.keyPairs, { verb: 'promote', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return takeProvenStep(loaded, step, options, io)
}
