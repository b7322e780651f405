import type { KeyPair } from '../../src/config/environment.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { openSigner } from '../../src/keys/open-signer.ts'
import type { Io } from '../io.ts'
import type { OpenEnvironment } from './open-environment.ts'

/**
 * The signer of a key pair whose vault key is known, with the environment's own access to the vault.
 *
 * @throws {SignerError} when the vault gives no signature, or one by another key.
 */
export async function openKeyPair(
  { custody, key, thumbprint }: Pick<KeyPair, 'custody' | 'thumbprint'> & { key: string },
  { azure }: Pick<OpenEnvironment, 'azure'>,
  { signal }: Pick<Io, 'signal'>,
): Promise<AssertionSigner> {
  return openSigner({ custody, key, thumbprint, signal, ...(await azure()) })
}
