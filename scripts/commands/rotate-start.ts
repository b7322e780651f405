import type { KeyPair } from '../../src/config/environment.ts'
import { inState, type KeyPairMap, planStep } from '../../src/rotation/plan-step.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { loadEnvironment } from '../open-environment.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateStartOptions extends RotateOptions {
  origin: KeyPair['origin']
  custody?: KeyPair['custody']
}

/** Declares a new key pair. */
export function rotateStartCommand(
  name: string,
  id: string | undefined,
  options: RotateStartOptions,
  io: Io,
): ExitCode {
  const environment = loadEnvironment(name, options.directory, io)
  const { keyPairs } = environment
  const { origin, custody = 'key' } = options
  if (origin === 'vault' && custody === 'secret') {
    throw new UsageError(
      'a key pair that the vault makes stays a vault key: use --custody key, or --origin docusign',
    )
  }
  const [pending] = inState(keyPairs, 'pending')
  const step = planStep(keyPairs, {
    verb: 'start',
    id: id ?? pending ?? newId(keyPairs, io.now()),
    now: io.now(),
    entry: { state: 'pending', origin, custody },
  })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return applyChange({ environment, ...step }, options, io)
}

// --- internal ---

/** The month, and a number when it is taken. */
function newId(keyPairs: KeyPairMap, now: number): string {
  const month = new Date(now).toISOString().slice(0, 7)
  let id = month
  for (let number = 2; keyPairs.has(id); number += 1) id = `${month}-${number}`
  return id
}
