import { join } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { evidenceKeyFileName } from '../../src/rotation/evidence-key-file.ts'

/** The text of a file in an environment's `evidence/`, if it is there. */
export function readEvidence(
  { path }: Pick<Environment, 'path'>,
  fileName: string,
  directory: string,
): string | undefined {
  return readFileIfThere(join(directory, path, 'evidence', fileName))
}

/** The public half of the evidence key as the files have it, if they do. */
export function readEvidenceKey(
  environment: Pick<Environment, 'path'>,
  directory: string,
): string | undefined {
  return readEvidence(environment, evidenceKeyFileName, directory)
}
