import { planStep } from '../../src/rotation/plan-step.ts'
import { loadEnvironment } from '../environment/open-environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

/** Makes the key pair that was replaced sign again. */
export async function rotateRollbackCommand(
  name: string,
  id: string | undefined,
  options: RotateOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, options.directory, io)
  const step = planStep(environment.keyPairs, { verb: 'rollback', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return applyChange({ environment, ...step }, options, io)
}
