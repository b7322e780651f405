import { join } from 'node:path'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { keyPairStates } from '../../src/key-pair/states.ts'
import { usableKeyPair } from '../../src/rotation/usable-key-pair.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { proveByCanary } from './rotate-proof.ts'
import type { RotateOptions } from './rotate-step.ts'

/** Writes the proof that the canary user logs in with a key pair; its state stays as it is. */
export async function rotateProveCommand(
  name: string,
  id: string,
  options: RotateOptions,
  io: Io,
): Promise<ExitCode> {
  const environment = loadEnvironment(name, options.directory, io)
  const state = environment.keyPairs.get(id)?.state
  if (state === undefined || !keyPairStates[state].usable) {
    return refused(
      state === undefined ? `there is no key pair "${id}"` : `key pair ${id} is ${state}`,
      'a key pair is proven that is staged, active or retiring',
      io,
    )
  }
  requireOwnServices(environment, io)
  const session = await openEnvironment(environment, io)
  try {
    const proven = await proveByCanary(session, await usableKeyPair(session, id), options, io)
    if ('exitCode' in proven) return proven.exitCode
    const { directory, dryRun = false } = options
    const inPlace = [...proven.files].map(([file, text]) => [join(directory, file), text] as const)
    await editEnvironment(name, { directory, dryRun }, io, async () => {
      if (!dryRun) await replaceFiles(new Map(inPlace))
    })
    for (const file of proven.files.keys()) {
      io.stdout.write(`${dryRun ? 'not written (dry run)' : 'written'}  ${file}\n`)
    }
    return exitCodes.good
  } finally {
    await session.close()
  }
}
