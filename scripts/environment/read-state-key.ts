import { readKeyFile } from '../input/read-key-file.ts'
import type { Io } from '../io.ts'

/** The text of the key that signs consent states: from a file that was named, else the environment. */
export function readStateKeyText(
  { stateKey, directory }: { stateKey?: string; directory: string },
  { env }: Io,
): string | undefined {
  if (stateKey !== undefined) return readKeyFile(stateKey, directory).toString('utf8')
  return env.IKCTL_STATE_KEY || undefined
}
