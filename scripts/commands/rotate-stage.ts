import { join } from 'node:path'
import type { KeyPair } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { weaknesses } from '../../src/keys/rsa-public-key.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { planStep, type Step } from '../../src/rotation/plan-step.ts'
import {
  readVaultPublicKey,
  type VaultPublicKey,
} from '../../src/rotation/read-vault-public-key.ts'
import type { Session } from '../../src/session/open-session.ts'
import { loadValidated, type ValidatedEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { type ProofOptions, proveByCanary } from './rotate-proof.ts'
import { applyChange, declaresKeys, endStep } from './rotate-step.ts'

export interface RotateStageOptions extends ProofOptions {
  docusignId?: string
}

/**
 * Records the key that the vault has made and says what to upload; with the id that Docusign shows, a
 * login of the canary user proves that Docusign accepts it.
 */
export async function rotateStageCommand(
  name: string,
  id: string | undefined,
  options: RotateStageOptions,
  io: Io,
): Promise<ExitCode> {
  const docusignId = options.docusignId?.toLowerCase()
  if (docusignId !== undefined && !guid.test(docusignId)) {
    throw new UsageError(`--docusign-id must be a GUID, as Docusign shows it beside the key pair`)
  }
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const step = planStep(environment.keyPairs, { verb: 'stage', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  requireOwnServices(environment, io)
  const session = await openEnvironment(environment, io)
  try {
    const keyPair = environment.keyPairs.get(step.id)
    if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
    let found: VaultPublicKey
    try {
      const { custody, key } = keyPair
      const vault = await session.openSigningVault()
      found = await readVaultPublicKey({ custody, key, id: step.id, ...vault })
    } catch (error) {
      if (!(error instanceof SignerError) || error.reason !== 'not_found') throw error
      return refused(
        `the vault ${session.signingVault} has no key for ${step.id} yet`,
        keyPair.origin === 'vault'
          ? `\`pulumi up -s ${name}\` makes it (emulators: \`ikctl emulate\` makes it at its start)`
          : `\`ikctl key import ${name} ${step.id}\` stores it`,
        io,
      )
    }
    return await stage({ loaded, step, found, docusignId, session }, options, io)
  } finally {
    await session.close()
  }
}

// --- internal ---

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Staging {
  loaded: ValidatedEnvironment
  step: Step & { outcome: 'ready' }
  found: VaultPublicKey
  docusignId: string | undefined
  session: Session
}

async function stage(
  { loaded, step, found, docusignId, session }: Staging,
  options: ProofOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment } = loaded
  const { id } = step
  const { key, publicKey } = found
  const { thumbprint } = publicKey
  const declared = environment.keyPairs.get(id)?.thumbprint
  if (declared !== undefined && declared !== thumbprint) {
    return refused(
      `the vault holds the key with thumbprint ${thumbprint}, recorded is ${declared}`,
      'another key is another key pair: withdraw this one, and start one with another id',
      io,
    )
  }
  const weak = weaknesses(publicKey)
  if (weak.length > 0) {
    return refused(`the key is weak: ${weak.join('; ')}`, 'make another key pair', io)
  }
  const taken = [...environment.keyPairs].find(
    ([other, pair]) => other !== id && pair.docusignKeyPairId?.toLowerCase() === docusignId,
  )
  if (docusignId !== undefined && taken !== undefined) {
    return refused(
      `${docusignId} is the id of ${taken[0]} at Docusign`,
      'Docusign shows the id of the new key pair beside it',
      io,
    )
  }

  const records = declaresKeys(environment)
  const record = (keyPair: KeyPair | undefined): KeyPair => {
    if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
    return { ...keyPair, ...(records && { key, thumbprint }) }
  }
  const pem = join(environment.path, 'public-keys', `${id}.pem`).replaceAll('\\', '/')
  const files = records ? new Map([[pem, publicKey.pem]]) : new Map<string, string>()

  if (docusignId === undefined) {
    const keyPairs = new Map(environment.keyPairs).set(id, record(environment.keyPairs.get(id)))
    const isRecorded =
      declared !== undefined && readFileIfThere(join(options.directory, pem)) === publicKey.pem
    io.stdout.write(
      `${id}: ${isRecorded || !records ? 'the vault holds' : 'recorded'} the key with
  thumbprint    ${thumbprint}
  SPKI SHA-256  ${publicKey.spkiSha256}
`,
    )
    if (records) return applyChange({ loaded, keyPairs, moved: [], files }, options, io)
    say(
      `
next:
  1. upload what \`ikctl key public ${environment.name} ${id}\` prints: ${appsAndKeys(environment.integration, 'Service Integration > UPLOAD RSA')}
  2. then, with the key pair id that is shown there: \`ikctl rotate stage ${environment.name} ${id} --docusign-id GUID\`
`,
      io.stdout,
    )
    return exitCodes.good
  }

  const keyPair = record(environment.keyPairs.get(id))
  const proven = await proveByCanary(session, { ...keyPair, id, key, thumbprint }, options, io)
  if ('exitCode' in proven) return proven.exitCode
  const after = record(step.keyPairs.get(id))
  const keyPairs = new Map(step.keyPairs).set(id, { ...after, docusignKeyPairId: docusignId })
  const written = new Map([...files, ...proven.files])
  return applyChange({ loaded, keyPairs, moved: step.moved, files: written }, options, io)
}
