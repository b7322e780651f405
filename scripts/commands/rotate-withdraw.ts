import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { say } from '../output/say.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateWithdrawOptions extends RotateOptions {
  remove?: boolean
}

/** Takes a staged key pair back, or removes the entry of one that is pending or retired. */
export async function rotateWithdrawCommand(
  name: string,
  id: string,
  options: RotateWithdrawOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const step = planStep(environment.keyPairs, {
    verb: options.remove ? 'remove' : 'withdraw',
    id,
    now: io.now(),
  })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  const { state, docusignKeyPairId } = environment.keyPairs.get(id) ?? {}
  const code = await applyChange({ loaded, ...step }, options, io)
  if (code === exitCodes.good && state === 'staged') {
    say(
      `\nif it is to be given up: delete it at Docusign by hand (key pair id ${docusignKeyPairId ?? 'not recorded'}): ${appsAndKeys(environment.integration, 'Service Integration')}; then \`ikctl rotate withdraw ${name} ${id} --remove\`\n`,
      io.stdout,
    )
  }
  if (code === exitCodes.good && options.remove) {
    say(
      `\n${environment.path}/public-keys/${id}.pem and evidence/${id}.*.jws can be deleted, too\n`,
      io.stdout,
    )
  }
  return code
}
