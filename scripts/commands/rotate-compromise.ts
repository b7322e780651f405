import { planStep } from '../../src/rotation/plan-step.ts'
import { loadValidated } from '../environment/load-environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { type ProofOptions, takeProvenStep } from './rotate-proof.ts'
import { endStep } from './rotate-step.ts'

export interface RotateCompromiseOptions extends ProofOptions {
  reason?: string
}

/**
 * Declares a key pair compromised. Of the active one, the standby takes the place in the same change: with
 * the proof from its staging, since an emergency must not wait for a vault. Without a standby the
 * predecessor does, if the canary user still logs in with it.
 */
export async function rotateCompromiseCommand(
  name: string,
  id: string,
  options: RotateCompromiseOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const { reason } = options
  const step = planStep(environment.keyPairs, { verb: 'compromise', id, now: io.now(), reason })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return takeProvenStep(loaded, step, options, io)
}
