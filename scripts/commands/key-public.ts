import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { parseRsaPublicKey, type RsaPublicKey } from '../../src/keys/rsa-public-key.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface KeyPublicCommandOptions {
  directory: string
}

/** Prints a key pair's public half: the PEM to standard output, what to do with it beside it. */
export async function keyPublicCommand(
  environmentName: string,
  keyPairId: string | undefined,
  { directory }: KeyPublicCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const session = await openEnvironment(
    loadEnvironment(environmentName, directory, io, { tenants: [] }),
    io,
  )
  try {
    const { keyPairs, publicKeys, integration } = session.environment
    const id = keyPairId ?? inState(keyPairs, 'pending')[0] ?? inState(keyPairs, 'active')[0]
    const keyPair = keyPairs.get(id ?? '')
    if (id === undefined || keyPair === undefined) {
      throw new UsageError(
        `"${environmentName}" has no key pair "${id ?? ''}": it has ${[...keyPairs.keys()].join(', ') || 'none'}`,
      )
    }
    const file = publicKeys.get(id)
    let publicKey: RsaPublicKey
    if (file !== undefined) publicKey = parseRsaPublicKey(file)
    else if (keyPair.key === undefined) {
      throw new UsageError(
        `the key pair "${id}" has not been made yet: \`pulumi up\` makes it, \`ikctl rotate stage\` records it`,
      )
    } else {
      const signer = await session.signer({ ...keyPair, key: keyPair.key })
      publicKey = parseRsaPublicKey({ ...(await signer.publicJwk()) })
    }
    io.stdout.write(publicKey.pem)
    io.stderr.write(
      `
key pair      ${id} (${keyPair.state})
thumbprint    ${publicKey.thumbprint}
SPKI SHA-256  ${publicKey.spkiSha256}

Upload it, then note the key pair id that is shown there:
${appsAndKeys(integration, 'Service Integration > UPLOAD RSA')}
`,
    )
    return exitCodes.good
  } finally {
    await session.close()
  }
}
