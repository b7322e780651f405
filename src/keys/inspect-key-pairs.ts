import type { Environment, KeyPair } from '../config/environment.ts'
import { parseRsaPublicKey } from './rsa-public-key.ts'
import { SignerError, toSignerError } from './signer-error.ts'
import { openKeyClient, type VaultAccess } from './vault-access.ts'
import { parseVaultObjectId } from './vault-object-id.ts'

/** One declared key pair beside what the vault holds. */
export interface InspectedKeyPair {
  id: string
  state: KeyPair['state']
  custody: KeyPair['custody']
  /** The declared id of the vault key or secret. */
  key?: string
  /** The declared thumbprint, else the one of the key in the vault. */
  thumbprint?: string
  vault: VaultView
}

/** What the vault says of a key pair. */
export interface VaultView {
  /** `not made`: nothing is declared yet; `unseen`: a secret, whose value is not read for a list. */
  status: 'enabled' | 'disabled' | 'missing' | 'not made' | 'other key' | 'unseen'
  operations?: string[]
  thumbprint?: string
}

/**
 * The declared key pairs beside what the signing vault holds. Nothing is changed, no secret is read.
 *
 * @throws {SignerError} when the vault does not answer, or refuses this identity.
 */
export async function inspectKeyPairs(
  { keyPairs }: Environment,
  access: VaultAccess,
): Promise<InspectedKeyPair[]> {
  const inspected: InspectedKeyPair[] = []
  for (const [id, { state, custody, key, thumbprint }] of keyPairs) {
    const vault: VaultView =
      key === undefined
        ? { status: 'not made' }
        : custody === 'key'
          ? await viewKey(key, thumbprint, access)
          : { status: 'unseen' }
    const shown = thumbprint ?? vault.thumbprint
    inspected.push({
      id,
      state,
      custody,
      ...(key !== undefined && { key }),
      ...(shown !== undefined && { thumbprint: shown }),
      vault,
    })
  }
  return inspected
}

// --- internal ---

async function viewKey(
  id: string,
  declared: string | undefined,
  access: VaultAccess,
): Promise<VaultView> {
  const { vaultUrl, name, version } = parseVaultObjectId(id, 'keys')
  const client = await openKeyClient({ vaultUrl, ...access })
  try {
    const { key, properties, keyOperations = [] } = await client.getKey(name, { version })
    const { thumbprint } = parseRsaPublicKey({ ...key })
    const other = declared !== undefined && declared !== thumbprint
    return {
      status: other ? 'other key' : properties.enabled === false ? 'disabled' : 'enabled',
      operations: keyOperations,
      thumbprint,
    }
  } catch (error) {
    const failure = toSignerError(error, { attempt: 'read key', object: id })
    if (failure instanceof SignerError && failure.reason === 'not_found') {
      return { status: 'missing' }
    }
    throw failure
  }
}
