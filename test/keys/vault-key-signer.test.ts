import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SignerError } from '../../src/keys/signer-error.ts'
import { type VaultKeySignerOptions, vaultKeySigner } from '../../src/keys/vault-key-signer.ts'
import { caught } from '../support/caught.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
let keyId: string
let disabledKeyId: string
beforeAll(async () => {
  azure = await startEmulatedAzure()
  const keys = azure.keyClient()
  const made = await keys.createRsaKey('docusign-2026-05', { keyOps: ['sign', 'verify'] })
  keyId = String(made.id)
  const off = await keys.createRsaKey('docusign-2025-11', { enabled: false })
  disabledKeyId = String(off.id)
})
afterAll(() => azure.close())
beforeEach(() => azure.vault.faults.replace([]))

function signer(options: Partial<VaultKeySignerOptions> = {}) {
  return vaultKeySigner({
    keyId,
    credential: azure.credential(),
    clientOptions: { ...azure.azure.vault(), retryOptions: { maxRetries: 0 } },
    ...options,
  })
}

const base64url = (bytes: Uint8Array = new Uint8Array()) => Buffer.from(bytes).toString('base64url')

test('signs many assertions at once, right from the start', async () => {
  const made = await signer()
  const inputs = Array.from({ length: 20 }, (_, i) => Buffer.from(`header.claims${i}`))
  const signatures = await Promise.all(inputs.map((input) => made.sign(input)))
  expect(new Set(signatures.map((s) => Buffer.from(s).toString('hex'))).size).toBe(20)
  const pem = await signer({ thumbprint: made.thumbprint })
  expect(pem.thumbprint).toBe(made.thumbprint)
  expect((await made.publicJwk()).kty).toBe('RSA')
})

test('is not ready before one signature was made', async () => {
  const before = azure.vault.requests.get('sign') ?? 0
  await signer()
  expect(azure.vault.requests.get('sign')).toBe(before + 1)
})

test('never asks for the latest version', async () => {
  const unversioned = keyId.slice(0, keyId.lastIndexOf('/'))
  await expect(signer({ keyId: unversioned })).rejects.toThrow(TypeError)
  await expect(signer({ keyId: unversioned })).rejects.toThrow('names no version')
  const secretId = keyId.replace('/keys/', '/secrets/')
  await expect(signer({ keyId: secretId })).rejects.toThrow(TypeError)
})

test('a newer version of the key changes nothing', async () => {
  const old = await signer()
  await azure.keyClient().createRsaKey('docusign-2026-05')
  expect((await signer()).thumbprint).toBe(old.thumbprint)
})

describe('refuses', () => {
  test('a vault that holds another key than the declared one', async () => {
    const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
    const error = await caught(() => signer({ thumbprint }))
    expect(error).toMatchObject({ code: 'ERR_SIGNER', reason: 'wrong_key' })
    expect(String(error)).toContain(thumbprint)
  })

  test('a vault that answers with another version', async () => {
    const other = await azure.keyClient().createRsaKey('docusign-other', { keyOps: ['sign'] })
    const body = {
      key: { kid: other.id, kty: 'RSA', n: base64url(other.key?.n), e: 'AQAB', key_ops: ['sign'] },
      attributes: { enabled: true },
    }
    azure.vault.faults.replace([{ operation: 'get-key', status: 200, body }])
    const error = await caught(() => signer())
    expect(error).toMatchObject({ reason: 'wrong_key' })
    expect(String(error)).toContain('answered with another version')
  })

  test('an answer signed by another key', async () => {
    const made = await signer()
    const value = Buffer.alloc(256, 7).toString('base64url')
    azure.vault.faults.replace([{ operation: 'sign', status: 200, body: { kid: keyId, value } }])
    const error = await caught(() => made.sign(Buffer.from('header.claims')))
    expect(error).toMatchObject({ reason: 'wrong_key' })
    expect(String(error)).toContain('does not verify')
  })

  test('a disabled key', async () => {
    const error = await caught(() => signer({ keyId: disabledKeyId }))
    expect(error).toMatchObject({ reason: 'key_not_usable' })
    expect(String(error)).toContain('disabled')
  })

  test.each([
    ['not yet valid', { notBefore: new Date(Date.UTC(2037, 0)) }, 'may not sign before 2037'],
    ['expired', { expiresOn: new Date(Date.UTC(2020, 0)) }, 'expired at 2020'],
    ['not for signing', { keyOps: ['verify'] }, 'key operations'],
  ])('a key that is %s', async (_, options, message) => {
    const made = await azure.keyClient().createRsaKey('docusign-odd', options)
    const error = await caught(() => signer({ keyId: String(made.id) }))
    expect(error).toMatchObject({ reason: 'key_not_usable' })
    expect(String(error)).toContain(message)
  })
})

describe('the vault says no', () => {
  test.each<[status: number, reason: string, code: string]>([
    [401, 'unauthorized', 'Unauthorized'],
    [403, 'forbidden', 'Forbidden'],
    [404, 'not_found', 'KeyNotFound'],
    [429, 'throttled', 'Throttled'],
    [500, 'unavailable', 'InternalServerError'],
  ])('HTTP %d', async (status, reason, code) => {
    const made = await signer()
    const message = 'Vault: secret-name;location=westeurope Caller: appid=canary'
    const body = { error: { code, message, innererror: { code: `${code}Inner` } } }
    azure.vault.faults.replace([{ operation: 'sign', status, body }])
    const error = await caught(() => made.sign(Buffer.from('canary.assertion')))
    expect(error).toBeInstanceOf(SignerError)
    expect(error).toMatchObject({ reason, status })
    expect(error).not.toHaveProperty('cause')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/canary|westeurope|Bearer/)
  })

  test.each<[code: string, reason: string, says: RegExp]>([
    ['ForbiddenByRbac', 'forbidden', /no role.*ten minutes/],
    ['ForbiddenByPolicy', 'forbidden', /access policy/],
    ['AccessDenied', 'forbidden', /access policy/],
    ['ForbiddenByFirewall', 'kept_out', /address is not allowed.*network rules/],
    ['ForbiddenByConnection', 'kept_out', /private endpoint/],
    ['KeyDisabled', 'key_not_usable', /disabled; enable it/],
    ['KeyNotYetValid', 'key_not_usable', /start date/],
    ['KeyExpired', 'key_not_usable', /expired/],
    ['BrandNew', 'forbidden', /did not say why.*rights.*network rules/],
  ])('HTTP 403, %s: says why and what to do', async (inner, reason, says) => {
    const made = await signer()
    const body = { error: { code: 'Forbidden', message: 'canary', innererror: { code: inner } } }
    azure.vault.faults.replace([{ operation: 'sign', status: 403, body }])
    const error = await caught(() => made.sign(Buffer.from('header.claims')))
    expect(error).toMatchObject({ reason, status: 403, sourceCode: inner })
    expect(String(error)).toMatch(says)
    expect(String(error)).not.toContain('canary')
  })

  test.each([401, 403, 404])('HTTP %d from something else than the vault', async (status) => {
    const made = await signer()
    for (const body of ['<html>Access denied', { message: 'Forbidden' }]) {
      azure.vault.faults.replace([{ operation: 'sign', status, body }])
      const error = await caught(() => made.sign(Buffer.from('header.claims')))
      expect(error).toMatchObject({ reason: 'foreign_answer', status })
      expect(String(error)).toContain('network team')
    }
  })

  test.each([
    ['a web page', '<html>canary'],
    ['an empty object', {}],
    ['no signature', { kid: 'canary', value: null }],
  ])('HTTP 200 with %s', async (_, body) => {
    azure.vault.faults.replace([{ operation: 'sign', status: 200, body }])
    const error = await caught(() => signer())
    expect(error).toMatchObject({ code: SignerError.code, reason: 'foreign_answer' })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary')
  })

  test('a certificate that is not trusted', async () => {
    const { tlsOptions: _, agent: __, ...untrusting } = azure.azure.vault()
    const error = await caught(() => signer({ clientOptions: untrusting }))
    expect(error).toMatchObject({ reason: 'untrusted' })
    expect(String(error)).toContain('NODE_EXTRA_CA_CERTS')
  })

  test('429 once is waited out', async () => {
    const made = await signer({ clientOptions: azure.azure.vault() })
    const headers = { 'retry-after': '0' }
    azure.vault.faults.replace([{ operation: 'sign', status: 429, headers, body: {}, times: 1 }])
    expect(await made.sign(Buffer.from('header.claims'))).toHaveLength(256)
  })

  test('no answer in time', async () => {
    azure.vault.faults.replace([{ operation: 'sign', connection: 'hang' }])
    expect(await caught(() => signer({ timeoutMs: 50 }))).toMatchObject({ reason: 'unreachable' })
  })

  test('a lost connection', async () => {
    azure.vault.faults.replace([{ operation: 'sign', connection: 'reset' }])
    expect(await caught(() => signer())).toMatchObject({ reason: 'unreachable' })
  })

  test('no credential', async () => {
    const getToken = async () => {
      throw Object.assign(new Error('canary'), { name: 'CredentialUnavailableError' })
    }
    const error = await caught(() => signer({ credential: { getToken } }))
    expect(error).toMatchObject({ reason: 'no_credential' })
    expect(inspect(error)).not.toContain('canary')
  })

  test('a wrong client secret', async () => {
    azure.tokens.clients.set('app', { clientId: 'app', clientSecret: 'canary' })
    const credential = azure.credential()
    azure.tokens.clients.set('app', { clientId: 'app', clientSecret: 'app-secret' })
    const error = await caught(() => signer({ credential }))
    expect(error).toMatchObject({ reason: 'no_credential' })
    expect(inspect(error)).not.toContain('canary')
  })

  test('an error of an unknown kind shows nothing of itself', async () => {
    const getToken = async () => {
      throw Object.assign(new TypeError('canary'), { code: 'canary', body: 'canary' })
    }
    const error = await caught(() => signer({ credential: { getToken } }))
    expect(error).toMatchObject({ code: 'ERR_SIGNER', reason: 'failed' })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary"')
    expect(String(error)).not.toContain('canary')
  })
})

test('an aborted caller gets its reason', async () => {
  const made = await signer()
  azure.vault.faults.replace([{ operation: 'sign', connection: 'hang' }])
  const stop = new AbortController()
  const signing = made.sign(Buffer.from('header.claims'), { signal: stop.signal })
  const reason = new Error('stop')
  stop.abort(reason)
  await expect(signing).rejects.toBe(reason)
  await expect(signer({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
