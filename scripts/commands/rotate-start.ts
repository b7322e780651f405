import type { KeyPair } from '../../src/config/environment.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { newId } from '../../src/rotation/new-id.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateStartOptions extends RotateOptions {
  origin: KeyPair['origin']
  custody?: KeyPair['custody']
}

/** Declares a new key pair. */
export async function rotateStartCommand(
  name: string,
  id: string | undefined,
  options: RotateStartOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
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
    id: id ?? pending ?? newId((taken) => keyPairs.has(taken), io.now()),
    now: io.now(),
    entry: { state: 'pending', origin, custody },
  })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  return applyChange({ loaded, ...step }, options, io)
}
