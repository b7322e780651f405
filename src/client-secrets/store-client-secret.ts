import { IkctlError } from '../ikctl-error.ts'
import { putNewSecret } from '../keys/put-new-secret.ts'
import type { Vault } from '../keys/vault-access.ts'

/** Why a client secret is not stored. */
export type ClientSecretRefusal = 'unusable' | 'name_taken'

/** Thrown by {@link storeClientSecret}: nothing has been written. */
export class ClientSecretRefused extends IkctlError {
  static readonly code = 'ERR_CLIENT_SECRET_REFUSED'
  readonly code = ClientSecretRefused.code
  readonly reason: ClientSecretRefusal

  constructor(reason: ClientSecretRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What to store, and where: the signing vault. */
export interface StoreClientSecretOptions extends Vault {
  /** Id of the client secret in `integration.yaml`. */
  id: string
  /** What was typed, pasted or piped; the buffer is overwritten with zeros in any case. */
  typed: Buffer
  /** Not to be mistaken for its secret. */
  integrationKey: string
}

/** The name under which a client secret is kept. */
export function clientSecretName(id: string): string {
  return `docusign-client-${id}`
}

/**
 * Puts a client secret into the signing vault, once.
 *
 * @returns the id of the vault secret, with its version.
 * @throws {ClientSecretRefused} when what was typed is no client secret, or the name is taken.
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function storeClientSecret({
  id,
  typed,
  integrationKey,
  ...vault
}: StoreClientSecretOptions): Promise<string> {
  const name = clientSecretName(id)
  try {
    return await putNewSecret({
      ...vault,
      name,
      value: readClientSecret(typed, integrationKey),
      contentType: 'text/plain',
      tags: { 'managed-by': 'ikctl', 'client-secret': id },
      refusal: (present) =>
        new ClientSecretRefused(
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
function readClientSecret(typed: Buffer, integrationKey: string): string {
  const text = typed.toString('utf8').trim()
  const unusable = (what: string) =>
    new ClientSecretRefused(
      'unusable',
      `standard input ${what}: give the client secret alone, as Docusign showed it`,
    )
  if (text === '') throw unusable('is empty')
  if (text.includes('PRIVATE KEY')) {
    throw unusable('holds a private key, which `ikctl key import` takes')
  }
  if (!/^[!-~]+$/.test(text)) throw unusable('holds more than one word of ASCII characters')
  if (text.toLowerCase() === integrationKey) throw unusable('is the integration key itself')
  return text
}
