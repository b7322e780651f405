import { constants, createHash, sign, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicKeyOf } from '../../support/public-key-of.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

const data = Buffer.from('header.claims')
const seconds = 1_800_000_000
const digestOf = (hash: string) => createHash(hash).update(data).digest()
const algorithms = [
  ['RS256', 'sha256'],
  ['RS384', 'sha384'],
  ['RS512', 'sha512'],
  ['PS256', 'sha256'],
  ['PS384', 'sha384'],
  ['PS512', 'sha512'],
] as const
const padding = (alg: string) =>
  alg.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {}

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>

beforeAll(async () => {
  azure = await startEmulatedAzure({
    now: () => seconds * 1000,
    clients: [
      { clientId: 'app', clientSecret: 'a' },
      { clientId: 'blind', clientSecret: 'b' },
    ],
    // A client that cannot read the key leaves all checks to the vault.
    roles: {
      app: 'all',
      blind: [
        'keys/sign',
        'keys/verify',
        'keys/encrypt',
        'keys/decrypt',
        'keys/wrap',
        'keys/unwrap',
      ],
    },
  })
})
afterAll(() => azure.close())

/** Imports the test's key pair under a name of its own; returns its id. */
async function newKey(options: { key_ops?: string[]; attributes?: object } = {}) {
  const { privateKey } = await rsaKeyPair()
  const { key_ops, attributes } = options
  const name = `key-${azure.vault.keys.names('live').length}`
  const key = { ...privateKey.export({ format: 'jwk' }), key_ops }
  return azure.vault.keys.import(name, { key, attributes }).key.kid
}
const refusal = (message: string, code: string) => ({
  statusCode: 403,
  code: 'Forbidden',
  message,
  details: { error: { innerError: { code } } },
})

describe('signatures', () => {
  test.each(algorithms)('%s signs a digest as OpenSSL would', async (alg, hash) => {
    const { publicKey } = await rsaKeyPair()
    const crypto = azure.cryptographyClient(await newKey())
    const { result } = await crypto.sign(alg, digestOf(hash))
    expect(verify(hash, data, { key: publicKey, ...padding(alg) }, result)).toBe(true)
    expect((await crypto.verify(alg, digestOf(hash), result)).result).toBe(true)
  })

  test.each(algorithms)('%s verifies what OpenSSL signed and nothing else', async (alg, hash) => {
    const { privateKey } = await rsaKeyPair()
    const signature = sign(hash, data, { key: privateKey, ...padding(alg) })
    const crypto = azure.cryptographyClient(await newKey())
    expect((await crypto.verify(alg, digestOf(hash), signature)).result).toBe(true)
    const other = createHash(hash).update('other').digest()
    expect((await crypto.verify(alg, other, signature)).result).toBe(false)
    signature[7] = (signature[7] ?? 0) ^ 1
    expect((await crypto.verify(alg, digestOf(hash), signature)).result).toBe(false)
  })

  test.each([2048, 3072, 4096])('works with a key of %d bits', async (keySize) => {
    const key = await azure.keyClient().createRsaKey(`bits-${keySize}`, { keySize })
    const publicKey = publicKeyOf(key)
    expect(publicKey.asymmetricKeyDetails).toEqual({
      modulusLength: keySize,
      publicExponent: 65537n,
    })
    const { result } = await azure
      .cryptographyClient(key.id ?? '')
      .sign('PS256', digestOf('sha256'))
    expect(verify('sha256', data, { key: publicKey, ...padding('PS256') }, result)).toBe(true)
  })

  test('signData hashes on its own', async () => {
    const { publicKey } = await rsaKeyPair()
    const { result } = await azure.cryptographyClient(await newKey()).signData('RS256', data)
    expect(verify('sha256', data, publicKey, result)).toBe(true)
  })

  test('refuses a digest of the wrong length and an algorithm of other keys', async () => {
    const crypto = azure.cryptographyClient(await newKey())
    await expect(crypto.sign('RS256', digestOf('sha1'))).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadParameter',
    })
    await expect(crypto.sign('ES256', digestOf('sha256'))).rejects.toThrow(/ES256/)
  })
})

describe('encryption', () => {
  test.each(['RSA-OAEP', 'RSA-OAEP-256'] as const)('%s there and back', async (algorithm) => {
    const crypto = azure.cryptographyClient(await newKey(), 'blind')
    const encrypted = await crypto.encrypt({ algorithm, plaintext: data })
    const back = await crypto.decrypt({ algorithm, ciphertext: encrypted.result })
    expect(Buffer.from(back.result)).toEqual(data)
    const wrapped = await crypto.wrapKey(algorithm, data)
    expect(Buffer.from((await crypto.unwrapKey(algorithm, wrapped.result)).result)).toEqual(data)
  })

  test('refuses what is too long and what is not its own', async () => {
    const crypto = azure.cryptographyClient(await newKey(), 'blind')
    const plaintext = Buffer.alloc(300)
    await expect(crypto.encrypt({ algorithm: 'RSA-OAEP-256', plaintext })).rejects.toThrow(/long/)
    await expect(crypto.unwrapKey('RSA-OAEP-256', Buffer.alloc(256, 1))).rejects.toThrow(/decrypt/)
  })
})

describe('attributes', () => {
  const all = ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey']

  /** What each operation answers: undefined when it works, else the inner code. */
  async function outcomes(keyId: string) {
    const { privateKey } = await rsaKeyPair()
    const working = azure.cryptographyClient(await newKey(), 'blind')
    const { result: ciphertext } = await working.wrapKey('RSA-OAEP-256', data)
    const crypto = azure.cryptographyClient(keyId, 'blind')
    const calls = {
      encrypt: () => crypto.encrypt({ algorithm: 'RSA-OAEP-256', plaintext: data }),
      decrypt: () => crypto.decrypt({ algorithm: 'RSA-OAEP-256', ciphertext }),
      sign: () => crypto.sign('RS256', digestOf('sha256')),
      verify: () => crypto.verify('RS256', digestOf('sha256'), sign('sha256', data, privateKey)),
      wrapKey: () => crypto.wrapKey('RSA-OAEP-256', data),
      unwrapKey: () => crypto.unwrapKey('RSA-OAEP-256', ciphertext),
    }
    const codes: Record<string, string> = {}
    // One after the other: first calls in parallel can lose their bodies, the client's own flaw.
    for (const [operation, call] of Object.entries(calls)) {
      codes[operation] = await call().then(
        () => 'works',
        (error) => error.details.error.innerError.code,
      )
    }
    return codes
  }
  const expected = (refused: string[], code: string) =>
    Object.fromEntries(all.map((op) => [op, refused.includes(op) ? code : 'works']))

  test('a disabled key refuses what needs the private half', async () => {
    const id = await newKey({ attributes: { enabled: false } })
    expect(await outcomes(id)).toEqual(expected(['sign', 'decrypt', 'unwrapKey'], 'KeyDisabled'))
  })

  test('before its start a key refuses all but verify, decrypt and unwrap', async () => {
    const id = await newKey({ attributes: { nbf: seconds + 1 } })
    expect(await outcomes(id)).toEqual(expected(['sign', 'encrypt', 'wrapKey'], 'KeyNotYetValid'))
  })

  test('from its end on a key refuses the same', async () => {
    const id = await newKey({ attributes: { exp: seconds } })
    expect(await outcomes(id)).toEqual(expected(['sign', 'encrypt', 'wrapKey'], 'KeyExpired'))
  })

  test('inside its window a key works', async () => {
    const id = await newKey({ attributes: { nbf: seconds, exp: seconds + 1 } })
    expect(await outcomes(id)).toEqual(expected([], ''))
  })

  test('a key refuses operations that it was not made for', async () => {
    const id = await newKey({ key_ops: ['verify'] })
    const others = all.filter((op) => op !== 'verify')
    expect(await outcomes(id)).toEqual(expected(others, 'KeyOperationForbidden'))
  })

  test('says so in the words of the service', async () => {
    const digest = digestOf('sha256')
    const disabled = azure.cryptographyClient(await newKey({ attributes: { enabled: false } }))
    await expect(disabled.sign('RS256', digest)).rejects.toMatchObject(
      refusal('Operation sign is not allowed on a disabled key.', 'KeyDisabled'),
    )
    const verifyOnly = azure.cryptographyClient(await newKey({ key_ops: ['verify'] }), 'blind')
    await expect(verifyOnly.sign('RS256', digest)).rejects.toMatchObject(
      refusal('Operation sign is not permitted on this key.', 'KeyOperationForbidden'),
    )
  })
})
