import { createHash, createPublicKey } from 'node:crypto'
import type { Environment } from '../config/environment.ts'

/** The file with the public half of the evidence key, below `evidence/`. */
export const evidenceKeyFileName = 'evidence.pem'

/** The same file, relative to the start folder. */
export function evidenceKeyFile({ path }: Pick<Environment, 'path'>): string {
  return `${path}/evidence/${evidenceKeyFileName}`
}

/** Whether two texts hold the same public key, however they are written. */
export function isSamePublicKey(a: string, b: string): boolean {
  return normalize(a) === normalize(b)
}

/** SHA-256 of the SPKI DER in base64; undefined when the text holds no public key. */
export function evidenceKeyFingerprint(pem: string): string | undefined {
  try {
    const der = createPublicKey(pem).export({ format: 'der', type: 'spki' })
    return createHash('sha256').update(der).digest('base64')
  } catch {
    return undefined
  }
}

// --- internal ---

function normalize(pem: string): string {
  try {
    return createPublicKey(pem).export({ format: 'pem', type: 'spki' }) as string
  } catch {
    return pem
  }
}
