import { classifySignerError } from '../docusign/classify-signer-error.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { SignerError, type VaultAttempt } from '../keys/signer-error.ts'
import type { Step } from './diagnosis.ts'

/** What signs, with the steps that lead to it. */
export interface CheckedSigner {
  /** Absent: a step has failed. */
  signer?: AssertionSigner
  steps: Step[]
}

/**
 * Whether a signature can be had: the vault, its right to read and to sign, the key.
 *
 * @param source what signs, for a sentence.
 * @param isVault false: a PEM was named, and no vault is asked.
 */
export async function checkSigner(
  open: () => Promise<AssertionSigner>,
  { source, isVault }: { source: string; isVault: boolean },
): Promise<CheckedSigner> {
  const vault: Step = isVault
    ? { id: 'vault', verdict: 'passed', message: `the vault gives ${source}` }
    : { id: 'vault', verdict: 'not checked', message: `${source} signs, no vault is asked` }
  try {
    const signer = await open()
    const message = `${source} signs, thumbprint ${signer.thumbprint}`
    return { signer, steps: [vault, { id: 'signature', verdict: 'passed', message }] }
  } catch (error) {
    if (!(error instanceof SignerError)) throw error
    const hasRead = error.attempt === 'sign' || ofKey.includes(error.reason)
    const right = error.reason === 'forbidden' ? missingRight(error.attempt) : undefined
    const failed: Omit<Step, 'id'> = {
      verdict: 'failed',
      message: error.summary,
      action: right ?? error.action,
      scope: classifySignerError(error).scope,
    }
    return {
      steps: hasRead ? [vault, { id: 'signature', ...failed }] : [{ id: 'vault', ...failed }],
    }
  }
}

// --- internal ---

/** The key was read, but is not the right one or may not sign. */
const ofKey: readonly string[] = ['key_not_usable', 'wrong_key']

/** The data actions, each with a role that has it: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const rights: Record<VaultAttempt, [action: string, role: string]> = {
  'read key': ['keys/read', 'Key Vault Crypto User'],
  'read secret': ['secrets/getSecret/action', 'Key Vault Secrets User'],
  sign: ['keys/sign/action', 'Key Vault Crypto User'],
}

function missingRight(attempt: VaultAttempt = 'read key'): string {
  const [action, role] = rights[attempt]
  return `give this identity the data action Microsoft.KeyVault/vaults/${action} (it is in the role "${role}"), unless the key is disabled or the vault's network rules keep this machine out`
}
