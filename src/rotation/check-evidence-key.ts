import type { Environment } from '../config/environment.ts'
import type { EvidenceSigner } from './evidence.ts'
import { evidenceKeyFile, isSamePublicKey } from './evidence-key-file.ts'

/**
 * Whether what the evidence key in the vault signs could be verified with the public half that is
 * committed. To be asked before evidence is made, since else it would be refused only afterwards.
 *
 * @param declared the text of `evidence/evidence.pem`.
 * @returns what is wrong, if anything is.
 */
export function checkEvidenceKey(
  { name, path }: Pick<Environment, 'name' | 'path'>,
  declared: string | undefined,
  { publicKey }: Pick<EvidenceSigner, 'publicKey'>,
): { message: string; wayForward: string } | undefined {
  const file = evidenceKeyFile({ path })
  if (declared === undefined) {
    return {
      message: `${file} is missing: nobody could verify the evidence`,
      wayForward: `write it with \`ikctl key evidence ${name}\`, and merge it in a change of its own first`,
    }
  }
  if (isSamePublicKey(declared, publicKey)) return undefined
  return {
    message: `${file} is not the public half of the evidence key in the settings vault: the evidence would be refused`,
    wayForward: `find out who changed which of them; if the vault is right, write its public half with \`ikctl key evidence ${name} --replace\`, and merge it in a change of its own first`,
  }
}
