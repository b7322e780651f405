import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { activeKeyPair } from '../src/config/environment.ts'
import type { AssertionSigner } from '../src/keys/assertion-signer.ts'
import { openSigner } from '../src/keys/open-signer.ts'
import { pemSigner } from '../src/keys/pem-signer.ts'
import { UsageError } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { OpenEnvironment } from './open-environment.ts'

/**
 * What signs: a PEM that was named, else the active key pair's own key.
 *
 * @throws {UsageError} when there is neither.
 */
export async function chooseSigner(
  { environment, azure }: OpenEnvironment,
  { keyFile, directory }: { keyFile?: string; directory: string },
  io: Io,
): Promise<AssertionSigner> {
  const active = activeKeyPair(environment)
  const thumbprint = active?.keyPair.thumbprint
  if (keyFile !== undefined) {
    return pemSigner(await readKey(keyFile, directory, io), {
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
  const { key, custody } = active.keyPair
  if (key === undefined) {
    throw new UsageError(
      `the active key pair "${active.id}" names no vault key: add "key" to ${environment.path}/key-pairs.yaml, or name a PEM with --key-file`,
    )
  }
  const { credential, clientOptions } = await azure()
  return openSigner({
    custody,
    key,
    credential,
    clientOptions: clientOptions(),
    signal: io.signal,
    ...(thumbprint !== undefined && { thumbprint }),
  })
}

// --- internal ---

async function readKey(file: string, directory: string, io: Io): Promise<Buffer> {
  if (file === '-') return io.readStdin()
  try {
    return readFileSync(resolve(directory, file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new UsageError(`cannot read the key file ${file} (${code})`)
  }
}
