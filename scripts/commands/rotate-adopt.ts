import type { KeyPair } from '../../src/config/environment.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { parseRsaPublicKey, type RsaPublicKey, weaknesses } from '../../src/keys/rsa-public-key.ts'
import { parseVaultObjectId } from '../../src/keys/vault-object-id.ts'
import { planStep } from '../../src/rotation/plan-step.ts'
import { loadEnvironment, openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { openServices } from './rotate-services.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateAdoptOptions extends RotateOptions {
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
    throw new UsageError('--docusign-id must be a GUID, as Apps and Keys shows it')
  }
  if (since !== undefined && (!/Z$/.test(since) || Number.isNaN(Date.parse(since)))) {
    throw new UsageError('--since must be a time in UTC such as 2026-05-04T08:00:00Z')
  }
  const environment = loadEnvironment(name, options.directory, io)
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

  const publicKey = await readPublicKey(name, id, { ...entry, since: {} }, options, io)
  const weak = weaknesses(publicKey)
  if (weak.length > 0) {
    return refused(
      `the key is weak: ${weak.join('; ')}`,
      'make a new one, upload it, and adopt or stage that',
      io,
    )
  }
  const keyPair = step.keyPairs.get(id)
  if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
  const keyPairs = new Map(step.keyPairs).set(id, { ...keyPair, thumbprint: publicKey.thumbprint })
  const files = new Map([[`${environment.path}/public-keys/${id}.pem`, publicKey.pem]])
  const code = await applyChange({ environment, keyPairs, moved: step.moved, files }, options, io)
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

async function readPublicKey(
  name: string,
  id: string,
  keyPair: KeyPair,
  { publicKey, directory }: RotateAdoptOptions,
  io: Io,
): Promise<RsaPublicKey> {
  if (publicKey !== undefined) {
    const pem = readNamedFile(publicKey, directory, 'the public key')
    return parseRsaPublicKey(pem.toString('utf8'))
  }
  const open = await openEnvironment(name, directory, io)
  const services = openServices(open, io)
  try {
    return (await services.publicKey(id, keyPair)).publicKey
  } finally {
    await services.close()
    await open.close()
  }
}
