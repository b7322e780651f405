import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { evidenceKeyFile } from '../../src/rotation/evidence-key-file.ts'

/** The public half of the evidence key as the files have it, if they do. */
export function readEvidenceKey(
  environment: Pick<Environment, 'path'>,
  directory: string,
): string | undefined {
  return readFileIfThere(join(directory, evidenceKeyFile(environment)))
}
