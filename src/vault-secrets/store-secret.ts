import { putNewSecret } from '../keys/put-new-secret.ts'
import type { Vault } from '../keys/vault-access.ts'
import type { SecretKind } from './secret-kind.ts'

/** What to store, and where: the signing vault. */
export interface StoreSecretOptions extends Vault {
  kind: SecretKind
  /** Its id in `integration.yaml`. */
  id: string
  /** What was typed, pasted or piped; the buffer is overwritten with zeros in any case. */
  typed: Buffer
  /** Not to be mistaken for its secret. */
  integrationKey: string
}

/**
 * Puts a secret into the signing vault, once.
 *
 * @returns the id of the vault secret, with its version.
 * @throws what the kind refuses with, when what was typed is no such secret, or the name is taken.
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function storeSecret({
  kind,
  id,
  typed,
  integrationKey,
  ...vault
}: StoreSecretOptions): Promise<string> {
  const name = kind.vaultName(id)
  try {
    return await putNewSecret({
      ...vault,
      name,
      value: readSecret(typed, kind, integrationKey),
      contentType: 'text/plain',
      tags: { 'managed-by': 'ikctl', [kind.tag]: id },
      refusal: (present) =>
        kind.refused(
          'name_taken',
          present === undefined
            ? `${vault.vaultUrl} keeps a deleted "${name}", which blocks the name until it is purged: take another id`
            : `${vault.vaultUrl} has "${name}" already: take another id, or, if that is it (from a run that was stopped), declare it in integration.yaml as "${id}" with secret: ${present}`,
        ),
    })
  } finally {
    typed.fill(0)
  }
}

// --- internal ---

/** One line of visible characters; no message quotes it. */
function readSecret(typed: Buffer, { noun, refused }: SecretKind, integrationKey: string): string {
  const text = typed.toString('utf8').trim()
  const unusable = (what: string) =>
    refused('unusable', `standard input ${what}: give the ${noun} alone, as Docusign showed it`)
  if (text === '') throw unusable('is empty')
  if (text.includes('PRIVATE KEY')) {
    throw unusable('holds a private key, which `ikctl key import` takes')
  }
  if (!/^[!-~]+$/.test(text)) throw unusable('holds more than one word of ASCII characters')
  if (text.toLowerCase() === integrationKey) throw unusable('is the integration key itself')
  return text
}
