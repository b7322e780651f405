import { planStep } from '../../src/rotation/plan-step.ts'
import { loadValidated } from '../environment/load-environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { type ProofOptions, takeProvenStep } from './rotate-proof.ts'
import { endStep } from './rotate-step.ts'

/**
 * Makes the key pair that was replaced sign again. The canary user logs in with it first: somebody may have
 * deleted it at Docusign, and then it would lock out everybody.
 */
export async function rotateRollbackCommand(
  name: string,
  id: string | undefined,
  options: ProofOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const step = planStep(environment.keyPairs, { verb: 'rollback', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return takeProvenStep(loaded, step, options, io)
}
