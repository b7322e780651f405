import { IkctlError } from '../ikctl-error.ts'
import { defaultKeyName } from '../key-pair/vault-names.ts'
import { readRsaPrivateKey } from './private-key.ts'
import { putNewObject } from './put-new-object.ts'
import { putNewSecret } from './put-new-secret.ts'
import { type RsaPublicKey, weaknesses } from './rsa-public-key.ts'
import { openKeyClient, type Vault } from './vault-access.ts'

/** Why a private key is not put into the vault. */
export type ImportRefusal = 'weak_key' | 'name_taken'

/** Thrown by {@link importKeyPair}: nothing has been written. */
export class ImportRefused extends IkctlError {
  static readonly code = 'ERR_KEY_IMPORT_REFUSED'
  readonly code = ImportRefused.code
  readonly reason: ImportRefusal

  constructor(reason: ImportRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What to import, and where to. */
export interface ImportOptions extends Vault {
  /** Id of the key pair in `key-pairs.yaml`. */
  id: string
  /** The private key, PEM; the buffer is overwritten with zeros in any case. */
  pem: Buffer
  /** Where the PEM comes from, for messages. */
  source: string
  /** The declared RFC 7638 thumbprint: another key is refused. */
  thumbprint?: string
  /** `key`: signs inside the vault and never leaves it. `secret`: the PEM itself. */
  custody: 'key' | 'secret'
}

/** What was put into the vault. */
export interface ImportedKeyPair {
  /** Id of the vault key or secret, with its version. */
  key: string
  publicKey: RsaPublicKey
}

/**
 * Puts a private key that Docusign made into the signing vault, once: as a key that may only sign and
 * cannot be exported, or as a PEM secret. A name that is taken is refused, because the vault would
 * add a version to it, and anyone who signs without naming a version would change keys.
 *
 * @throws {PrivateKeyRefused} when the PEM is no usable key, or not of the declared one.
 * @throws {ImportRefused} when the key is weak or the name is taken, also by a deleted object.
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function importKeyPair(options: ImportOptions): Promise<ImportedKeyPair> {
  const { pem, source, thumbprint, id, custody } = options
  try {
    const { privateKey, publicKey } = readRsaPrivateKey(pem, {
      source,
      ...(thumbprint !== undefined && { thumbprint }),
    })
    const [weakness] = weaknesses(publicKey)
    if (weakness !== undefined) {
      throw new ImportRefused(
        'weak_key',
        `${source} holds a weak key (${weakness}): let Docusign make another one, or better have it made in the vault`,
      )
    }
    const tags = { 'managed-by': 'ikctl', 'key-pair': id, thumbprint: publicKey.thumbprint }
    const put = custody === 'key' ? putKey : putSecret
    const { vaultUrl, credential, clientOptions } = options
    const vault = { vaultUrl, credential, clientOptions }
    return { key: await put({ name: defaultKeyName(id), privateKey, tags, ...vault }), publicKey }
  } finally {
    pem.fill(0)
  }
}

// --- internal ---

type PrivateKey = ReturnType<typeof readRsaPrivateKey>['privateKey']

/** What is put, and where. */
interface Put extends Vault {
  name: string
  privateKey: PrivateKey
  tags: Record<string, string>
}

async function putKey({ privateKey, tags, name, ...vault }: Put) {
  const { vaultUrl } = vault
  const client = await openKeyClient(vault)
  const jwk = privateKey.export({ format: 'jwk' })
  const members = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const
  const key = Object.fromEntries(
    members.map((member) => [member, Buffer.from(String(jwk[member]), 'base64url')]),
  )
  return putNewObject({
    ...{ name, vaultUrl },
    find: async () => (await client.getKey(name)).id,
    async write() {
      const material = { kty: 'RSA', keyOps: ['sign'], ...key }
      const { id } = await client.importKey(name, material, { exportable: false, tags })
      return id
    },
    refusal: (present) => nameTaken({ name, vaultUrl }, present),
  })
}

async function putSecret({ privateKey, ...secret }: Put) {
  return putNewSecret({
    ...secret,
    value: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    contentType: 'application/x-pem-file',
    refusal: (present) => nameTaken(secret, present),
  })
}

function nameTaken({ name, vaultUrl }: Pick<Put, 'name' | 'vaultUrl'>, present?: string) {
  return new ImportRefused(
    'name_taken',
    present === undefined
      ? `${vaultUrl} keeps a deleted "${name}", which blocks the name until it is purged: take another key pair id`
      : `${vaultUrl} has "${name}" already: importing again would add a version to it. Take another key pair id, or record what is there with \`ikctl rotate stage\``,
  )
}
