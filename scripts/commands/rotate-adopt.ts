import type { Environment, KeyPair } from '../../src/config/environment.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { parseRsaPublicKey, type RsaPublicKey, weaknesses } from '../../src/keys/rsa-public-key.ts'
import { parseVaultObjectId } from '../../src/keys/vault-object-id.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { readVaultPublicKey } from '../../src/rotation/read-vault-public-key.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { type ProofOptions, proveByCanary } from './rotate-proof.ts'
import { applyChange, endStep } from './rotate-step.ts'

export interface RotateAdoptOptions extends ProofOptions {
  /** Id of the vault key or secret, with its version. */
  key: string
  state?: 'active' | 'staged' | 'retiring'
  origin?: KeyPair['origin']
  docusignId?: string
  /** Since when it is in that state, where that is known. */
  since?: string
  /** A PEM of the public half, instead of asking the vault. */
  publicKey?: string
}

/** Takes in a key pair that is in production already, under any name in the vault. */
export async function rotateAdoptCommand(
  name: string,
  id: string,
  options: RotateAdoptOptions,
  io: Io,
): Promise<ExitCode> {
  const custody = custodyOf(options.key)
  const { docusignId, since } = options
  if (docusignId !== undefined && !guid.test(docusignId)) {
    throw new UsageError('--docusign-id must be a GUID, as Docusign shows it')
  }
  if (since !== undefined && (!/Z$/.test(since) || Number.isNaN(Date.parse(since)))) {
    throw new UsageError('--since must be a time in UTC such as 2026-05-04T08:00:00Z')
  }
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const hasActive = inState(environment.keyPairs, 'active').length > 0
  if (options.state === undefined && hasActive && !environment.keyPairs.has(id)) {
    throw new UsageError(
      'another key pair is active: say what this one is with --state staged (registered at Docusign, signs nothing yet) or --state retiring (registered, replaced)',
    )
  }
  const entry = {
    state: options.state ?? environment.keyPairs.get(id)?.state ?? ('active' as const),
    origin: options.origin ?? (custody === 'secret' ? 'docusign' : 'vault'),
    custody,
    key: options.key,
    ...(docusignId !== undefined && { docusignKeyPairId: docusignId.toLowerCase() }),
  } as const
  const step = planStep(environment.keyPairs, {
    ...{ verb: 'adopt', id, entry },
    now: since === undefined ? io.now() : Date.parse(since),
  })
  if (step.outcome !== 'ready') return endStep(step, environment, io)

  const read = await readAndProve(environment, id, entry, options, io)
  if ('exitCode' in read) return read.exitCode
  const { publicKey } = read
  const keyPair = step.keyPairs.get(id)
  if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
  const keyPairs = new Map(step.keyPairs).set(id, { ...keyPair, thumbprint: publicKey.thumbprint })
  const pem = [`${environment.path}/public-keys/${id}.pem`, publicKey.pem] as const
  const change = { loaded, keyPairs, moved: step.moved, files: new Map([pem, ...read.files]) }
  const code = await applyChange({ ...change, first: read.first }, options, io)
  if (code === exitCodes.good && since === undefined) {
    say(
      `\nits age counts from now, because nobody said since when it is ${entry.state}: --since says it\n`,
      io.stdout,
    )
  }
  return code
}

// --- internal ---

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function custodyOf(key: string): KeyPair['custody'] {
  for (const [collection, custody] of [
    ['keys', 'key'],
    ['secrets', 'secret'],
  ] as const) {
    try {
      parseVaultObjectId(key, collection)
      return custody
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw new UsageError(
    '--key must be the id of a vault key or secret with its version: https://<vault>/keys/<name>/<version> or https://<vault>/secrets/<name>/<version>',
  )
}

/** The public half, and proof that the canary user logs in with the private one where the vault is asked. */
async function readAndProve(
  environment: Environment,
  id: string,
  entry: Pick<KeyPair, 'custody' | 'state' | 'origin'> & { key: string },
  options: RotateAdoptOptions,
  io: Io,
): Promise<{ exitCode: ExitCode } | Adopted> {
  const { publicKey: file, directory } = options
  if (file !== undefined) {
    const pem = readNamedFile(file, directory, 'the public key')
    const publicKey = parseRsaPublicKey(pem.toString('utf8'))
    const { name } = environment
    return (
      tooWeak(publicKey, io) ?? {
        publicKey,
        files: new Map(),
        first: [
          `nobody has logged in with ${id} yet: check that it works with \`ikctl smoke ${name}\`, and prove it with \`ikctl rotate prove ${name} ${id}\`; a pull request without that proof needs the label "allow-unproven-key-pair=${id}"`,
        ],
      }
    )
  }
  requireOwnServices(environment, io)
  const session = await openEnvironment(environment, io)
  try {
    const { custody, key } = entry
    const vault = await session.openSigningVault()
    const { publicKey } = await readVaultPublicKey({ custody, key, id, ...vault })
    const { thumbprint } = publicKey
    const weak = tooWeak(publicKey, io)
    if (weak !== undefined) return weak
    const proven = await proveByCanary(
      session,
      { ...entry, id, thumbprint, since: {} },
      options,
      io,
    )
    return 'exitCode' in proven ? proven : { ...proven, publicKey, first: [] }
  } finally {
    await session.close()
  }
}

interface Adopted {
  publicKey: RsaPublicKey
  files: ReadonlyMap<string, string>
  /** What comes next, before anything else. */
  first: readonly string[]
}

function tooWeak(publicKey: RsaPublicKey, io: Io): { exitCode: ExitCode } | undefined {
  const weak = weaknesses(publicKey)
  if (weak.length === 0) return undefined
  const wayForward = 'make a new one, upload it, and adopt or stage that'
  return { exitCode: refused(`the key is weak: ${weak.join('; ')}`, wayForward, io) }
}
