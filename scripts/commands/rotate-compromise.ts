import { planStep } from '../../src/rotation/plan-step.ts'
import { loadEnvironment } from '../environment/open-environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateCompromiseOptions extends RotateOptions {
  reason?: string
}

/**
 * Declares a key pair compromised. Of the active one, the standby takes the place in the same change:
 * without evidence, since nothing that evidence could say would let the compromised one sign on.
 */
export async function rotateCompromiseCommand(
  name: string,
  id: string,
  options: RotateCompromiseOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, options.directory, io)
  const step = planStep(environment.keyPairs, {
    verb: 'compromise',
    id,
    now: io.now(),
    reason: options.reason,
  })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return applyChange({ environment, ...step }, options, io)
}
