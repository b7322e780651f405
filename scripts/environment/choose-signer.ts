import { activeKeyPair } from '../../src/config/environment.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import type { Session } from '../../src/session/open-session.ts'
import { UsageError } from '../exit-codes.ts'
import { readKeyFile } from '../input/read-key-file.ts'
import type { Io } from '../io.ts'

/**
 * What signs: a PEM that was named, else the active key pair's own key.
 *
 * @throws {UsageError} when there is neither.
 */
export async function chooseSigner(
  session: Session,
  { keyFile, directory }: { keyFile?: string; directory: string },
  io: Io,
): Promise<AssertionSigner> {
  const { environment } = session
  const active = activeKeyPair(environment)
  const thumbprint = active?.keyPair.thumbprint
  if (keyFile !== undefined) {
    return pemSigner(keyFile === '-' ? await io.readStdin() : readKeyFile(keyFile, directory), {
      source: keyFile === '-' ? 'standard input' : `file ${keyFile}`,
      ...(thumbprint !== undefined && { thumbprint }),
    })
  }
  if (io.env.IKCTL_PRIVATE_KEY !== undefined && io.env.IKCTL_PRIVATE_KEY !== '') {
    return pemSigner(io.env.IKCTL_PRIVATE_KEY, {
      source: 'environment variable IKCTL_PRIVATE_KEY',
      ...(thumbprint !== undefined && { thumbprint }),
    })
  }
  if (active === undefined) {
    throw new UsageError(
      `"${environment.name}" has no active key pair to sign with: promote one, or name a PEM with --key-file`,
    )
  }
  const { key } = active.keyPair
  if (key === undefined) {
    throw new UsageError(
      `the active key pair "${active.id}" names no vault key: add "key" to ${environment.path}/key-pairs.yaml, or name a PEM with --key-file`,
    )
  }
  return session.signer({ ...active.keyPair, key })
}
