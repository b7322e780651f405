import { createPublicKey } from 'node:crypto'
import type { Environment } from '../config/environment.ts'
import type { EvidenceSigner } from './evidence.ts'

/**
 * Whether what the evidence key in the vault signs could be verified with the public half that is
 * committed. To be asked before evidence is made, since else it would be refused only afterwards.
 *
 * @param declared the text of `evidence/evidence.pem`.
 * @returns what is wrong, if anything is.
 */
export function checkEvidenceKey(
  { path, integration }: Pick<Environment, 'path' | 'integration'>,
  declared: string | undefined,
  { publicKey }: Pick<EvidenceSigner, 'publicKey'>,
): { message: string; wayForward: string } | undefined {
  const file = `${path}/evidence/evidence.pem`
  if (declared === undefined) {
    // Emulated evidence keys live as long as the emulators.
    if (integration.platform === 'emulator') return undefined
    return {
      message: `${file} is missing: nobody could verify the evidence`,
      wayForward: `merge it in a change of its own first; the settings vault's evidence key has this public half:\n${publicKey}`,
    }
  }
  if (normalize(declared) === normalize(publicKey)) return undefined
  return {
    message: `${file} is not the public half of the evidence key in the settings vault: the evidence would be refused`,
    wayForward: `find out who changed which of them; if the vault is right, merge its public half in a change of its own first:\n${publicKey}`,
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
