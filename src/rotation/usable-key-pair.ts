import type { KeyPair } from '../config/environment.ts'
import type { Session } from '../session/open-session.ts'
import { readVaultPublicKey } from './read-vault-public-key.ts'

/** A key pair with everything that it takes to sign with it. */
export type UsableKeyPair = KeyPair & { id: string; key: string; thumbprint: string }

/**
 * A declared key pair; what its entry does not say, the vault is asked for.
 *
 * @throws {SignerError} when the vault does not have it, or does not give it.
 */
export async function usableKeyPair(session: Session, id: string): Promise<UsableKeyPair> {
  const keyPair = session.environment.keyPairs.get(id)
  if (keyPair === undefined) throw new TypeError(`there is no key pair "${id}"`)
  const { key, thumbprint, custody } = keyPair
  if (key !== undefined && thumbprint !== undefined) return { ...keyPair, id, key, thumbprint }
  const vault = await session.openSigningVault()
  const found = await readVaultPublicKey({ custody, key, id, ...vault })
  return { ...keyPair, id, key: found.key, thumbprint: found.publicKey.thumbprint }
}
