import { importKeyPair } from '../../src/keys/import-key-pair.ts'
import { parseRsaPublicKey } from '../../src/keys/rsa-public-key.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { readKeyFile } from '../input/read-key-file.ts'
import type { Io } from '../io.ts'

export interface KeyImportCommandOptions {
  directory: string
  file?: string
}

/** Puts a private key that Docusign made into the signing vault. */
export async function keyImportCommand(
  environmentName: string,
  id: string,
  { directory, file }: KeyImportCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment, azure, signingVault, close } = await openEnvironment(
    loadEnvironment(environmentName, directory, io, { tenants: [] }),
    io,
  )
  try {
    const keyPair = environment.keyPairs.get(id)
    if (keyPair === undefined) {
      throw new UsageError(
        `"${environmentName}" has no key pair "${id}": declare it first, \`ikctl rotate start ${environmentName} --origin docusign\` does`,
      )
    }
    if (keyPair.origin !== 'docusign') {
      throw new UsageError(
        `the key pair "${id}" is of origin "${keyPair.origin}": the vault makes it, there is nothing to import`,
      )
    }
    const declared = environment.publicKeys.get(id)
    const thumbprint =
      keyPair.thumbprint ??
      (declared === undefined ? undefined : parseRsaPublicKey(declared).thumbprint)
    const { key, publicKey } = await importKeyPair({
      id,
      custody: keyPair.custody,
      pem: file === undefined ? await io.readStdin() : readKeyFile(file, directory),
      source: file === undefined ? 'standard input' : `file ${file}`,
      vaultUrl: signingVault,
      ...(await azure()),
      ...(thumbprint !== undefined && { thumbprint }),
    })
    io.stdout.write(`stored  ${key}
thumbprint    ${publicKey.thumbprint}
SPKI SHA-256  ${publicKey.spkiSha256}

Next: ikctl rotate stage ${environmentName}
Every other copy of this private key stays dangerous: delete the file and what mail, chat
and clipboards hold of it. Nothing can take back a copy that you do not know.
`)
    return exitCodes.good
  } finally {
    await close()
  }
}
