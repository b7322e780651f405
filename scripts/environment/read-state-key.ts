import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'

/** The text of the key that signs consent states: from a file that was named, else the environment. */
export function readStateKeyText(
  { stateKey, directory }: { stateKey?: string; directory: string },
  { env }: Io,
): string | undefined {
  if (stateKey !== undefined)
    return readNamedFile(stateKey, directory, 'the key file').toString('utf8')
  return env.IKCTL_STATE_KEY || undefined
}
