import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from '../../../src/emulators/key-vault/operations.ts'
import { presetRoles } from '../../../src/emulators/key-vault/roles.ts'
import { createHttpsFetch, type HttpsFetch } from '../../support/create-https-fetch.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

const api = 'api-version=7.4'
const digest = Buffer.alloc(32).toString('base64url')
const identities = ['signer', 'smoke', 'rotator', 'importer'] as const

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
let https: HttpsFetch
let bearer: Record<string, string>
let privateJwk: Record<string, unknown>
let kid: string

beforeAll(async () => {
  azure = await startEmulatedAzure({
    name: 'kv-contoso-sign-local',
    clients: ['app', ...identities].map((clientId) => ({ clientId, clientSecret: clientId })),
  })
  https = createHttpsFetch(azure.authority.certificate)
  bearer = await bearerOf('app')
  const { privateKey } = await rsaKeyPair()
  privateJwk = { ...privateKey.export({ format: 'jwk' }) }
  kid = azure.vault.keys.import('signing', { key: privateJwk }).key.kid
})
beforeEach(() => {
  azure.vault.faults.replace([])
  azure.vault.roles = undefined
})
afterAll(async () => {
  await https.close()
  await azure.close()
})

async function bearerOf(clientId: string, scope = 'https://vault.azure.net/.default') {
  const { token } = await azure.credential(clientId).getToken(scope)
  return { authorization: `Bearer ${token}` }
}

const at = (path: string) => `${azure.vault.url}${path}`

describe('challenge', () => {
  test('a request without a token is told where to get one, before all else', async () => {
    const { status, headers, body } = await https.send('POST', at('/keys/none/create'))
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe(
      `Bearer authorization="${azure.tokens.url}/${azure.tokens.tenantId}", resource="https://vault.azure.net"`,
    )
    expect(body).toEqual({
      error: {
        code: 'Unauthorized',
        message: 'AKV10000: Request is missing a Bearer or PoP token.',
      },
    })
  })

  test('a token for another resource is refused', async () => {
    const arm = await bearerOf('app', 'https://management.azure.com/.default')
    const { status, headers, body } = await https.get(at(`/keys?${api}`), arm)
    expect(status).toBe(401)
    expect(headers.has('www-authenticate')).toBe(true)
    expect(body).toMatchObject({
      error: { message: expect.stringContaining('AKV10022: Invalid audience.') },
    })
  })

  test('an unknown token is refused and not repeated', async () => {
    const headers = { authorization: 'Bearer canary.token.value' }
    const { status, text } = await https.get(at(`/keys?${api}`), headers)
    expect(status).toBe(401)
    expect(text).not.toContain('canary')
  })
})

describe('api-version', () => {
  test.each(['7.4', '7.5', '7.6', '7.6-preview.2', '2025-07-01', '2026-04-01'])(
    'takes %s',
    async (version) => {
      const { status } = await https.get(at(`/keys?api-version=${version}`), bearer)
      expect(status).toBe(200)
    },
  )

  test.each(['?api-version=7.3', '?api-version=2016-10-01', '?api-version=', '', '?api-version=x'])(
    'refuses "%s"',
    async (query) => {
      const { status, body } = await https.get(at(`/keys${query}`), bearer)
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: { code: 'BadParameter' } })
    },
  )
})

describe('answers', () => {
  test('show a key as the service does: public members only', async () => {
    const { status, headers, body } = await https.get(`${kid}?${api}`, {
      ...bearer,
      'x-ms-client-request-id': 'request-1',
    })
    expect(status).toBe(200)
    expect(headers.get('x-ms-client-request-id')).toBe('request-1')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(body).toEqual({
      key: {
        kid,
        kty: 'RSA',
        key_ops: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
        n: privateJwk.n,
        e: 'AQAB',
      },
      attributes: {
        enabled: true,
        created: expect.any(Number),
        updated: expect.any(Number),
        recoveryLevel: 'Recoverable+Purgeable',
        recoverableDays: 90,
      },
    })
  })

  test('without a version the newest is meant, with or without the empty segment', async () => {
    const body = { alg: 'RS256', value: digest }
    for (const path of ['/keys/signing/sign', '/keys/signing//sign', '/KEYS/Signing/SIGN']) {
      const answer = await https.send('POST', at(`${path}?${api}`), body, bearer)
      expect(answer).toMatchObject({ status: 200, body: { kid } })
    }
  })

  test.each([
    ['a body that is not JSON', 'POST', '/keys/signing/sign', '{"alg": "canary', 'not JSON'],
    ['no body', 'POST', '/keys/signing/sign', undefined, 'base64url'],
    ['a body that is a list', 'PUT', '/secrets/s', [], 'body'],
    ['a secret without a value', 'PUT', '/secrets/s', {}, 'value'],
    ['a value that is not base64url', 'POST', '/keys/signing/sign', { value: '!' }, 'base64url'],
    ['an unknown operation', 'POST', '/keys/signing/dance', {}, "does not allow operation 'dance'"],
    ['an unknown collection', 'GET', '/certificates', undefined, 'does not allow'],
    ['pages of 26', 'GET', '/keys?maxresults=26', undefined, 'maxresults'],
    ['16 tags', 'PATCH', '/keys/signing', { tags: tags(16) }, '15'],
    ['a time that is text', 'PATCH', '/keys/signing', { attributes: { exp: 'soon' } }, 'exp'],
  ])('refuses %s with 400', async (_, method, path, body, message) => {
    const query = path.includes('?') ? `&${api}` : `?${api}`
    const answer = await https.send(method, at(path + query), body, bearer)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({
      error: { code: 'BadParameter', message: expect.stringContaining(message) },
    })
    expect(answer.text).not.toContain('canary')
  })

  test('no body makes an operation fail with 500', async () => {
    const any = fc.jsonValue({ maxDepth: 2 })
    const body = fc.oneof(
      any,
      fc.record(
        {
          attributes: fc.oneof(any, fc.dictionary(fc.constantFrom('enabled', 'nbf', 'exp'), any)),
          tags: any,
          key_ops: fc.oneof(any, fc.constant(['toString'])),
          key: fc.oneof(any, fc.dictionary(fc.constantFrom('kty', 'n', 'e', 'd', 'key_ops'), any)),
          kty: fc.oneof(any, fc.constant('RSA')),
          key_size: fc.oneof(any, fc.constant(1024)),
          alg: fc.oneof(any, fc.constantFrom('RS256', 'PS256', 'RSA-OAEP')),
          value: fc.oneof(any, fc.constant(digest)),
          digest: fc.oneof(any, fc.constant(digest)),
          lifetimeActions: fc.oneof(any, fc.array(any)),
        },
        { requiredKeys: [] },
      ),
    )
    const request = fc.constantFrom(
      ...operations
        .filter(({ method, name }) => method !== 'GET' && !/^(delete|rotate)/.test(name))
        .map(({ method, path }) => ({ method, path: path.replace(/\/\{version\}/, '') })),
    )
    azure.vault.keys.import('fuzzed', { key: privateJwk })
    await fc.assert(
      fc.asyncProperty(request, body, async ({ method, path }, body) => {
        const url = at(`/${path.replace('{name}', 'fuzzed')}?${api}`)
        const { status } = await https.send(method, url, JSON.stringify(body), bearer)
        return status < 500
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  test('a body of more than a megabyte is refused', async () => {
    const value = 'x'.repeat(1 << 20)
    const { status } = await https.send('PUT', at(`/secrets/huge?${api}`), { value }, bearer)
    expect(status).toBe(413)
  })
})

describe('roles', () => {
  const refusal = (action: string) => ({
    statusCode: 403,
    code: 'Forbidden',
    message: expect.stringContaining(`Action: '${action}'`),
    details: { error: { innerError: { code: 'ForbiddenByRbac' } } },
  })

  test('a client without a role may do nothing', async () => {
    azure.vault.roles = new Map()
    const { status, body } = await https.get(`${kid}?${api}`, bearer)
    expect(status).toBe(403)
    expect(body).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^Caller is not authorized to perform action on resource\.\r\n.*\r\nCaller: appid=app;.*\r\nAction: 'Microsoft\.KeyVault\/vaults\/keys\/read'\r\nResource: '.*\/vaults\/kv-contoso-sign-local\/keys\/signing'\r\n/,
        ),
        innererror: { code: 'ForbiddenByRbac' },
      },
    })
  })

  /** Which operations each identity can do, tried with the real clients. */
  async function allowed(clientId: string) {
    const keys = azure.keyClient(clientId)
    const secrets = azure.secretClient(clientId)
    const jwk = Object.fromEntries(
      Object.entries(privateJwk).map(([k, v]) => [
        k,
        k === 'kty' ? v : new Uint8Array(Buffer.from(String(v), 'base64url')),
      ]),
    )
    const calls = {
      'get-key': () => keys.getKey('signing'),
      sign: () => azure.cryptographyClient(kid, clientId).sign('RS256', Buffer.alloc(32)),
      'update-key': () => keys.updateKeyProperties('signing', { tags: { by: clientId } }),
      'import-key': () => keys.importKey(`imported-${clientId}`, jwk),
      'create-key': () => keys.createRsaKey(`created-${clientId}`),
      'backup-key': () => keys.backupKey('signing'),
      'delete-key': () => keys.beginDeleteKey('signing'),
      'get-secret': () => secrets.getSecret('settings'),
      'set-secret': () => secrets.setSecret('settings', 'changed'),
    }
    const works = []
    for (const [operation, call] of Object.entries(calls)) {
      const error = await call().then(
        () => undefined,
        (error) => error,
      )
      if (error === undefined) works.push(operation)
      else expect(innerCode(error)).toBe('ForbiddenByRbac')
    }
    return works
  }

  test.each([
    ['signing', 'signer', ['get-key', 'sign']],
    ['signing', 'smoke', ['get-key', 'sign']],
    ['signing', 'rotator', ['get-key', 'update-key']],
    ['signing', 'importer', ['get-key', 'import-key', 'set-secret']],
    ['settings', 'signer', ['get-secret']],
    ['settings', 'smoke', ['get-key', 'sign', 'get-secret']],
    ['settings', 'rotator', []],
    ['settings', 'importer', []],
  ] as const)('in the %s vault the %s may do %j', async (vault, identity, operations) => {
    azure.vault.secrets.set('settings', { value: '{}' })
    azure.vault.roles = new Map(Object.entries(presetRoles[vault]))
    expect(await allowed(identity)).toEqual(operations)
  })

  test('names the data action as Azure does', async () => {
    azure.vault.roles = new Map([['signer', presetRoles.signing.signer]])
    const keys = azure.keyClient('signer')
    await expect(keys.createRsaKey('x')).rejects.toMatchObject(
      refusal('Microsoft.KeyVault/vaults/keys/create/action'),
    )
  })
})

describe('faults', () => {
  const sign = () =>
    https.send('POST', `${kid}/sign?${api}`, { alg: 'RS256', value: digest }, bearer)

  test('throttling has the body of the service and Retry-After', async () => {
    azure.vault.faults.replace([
      { operation: 'sign', status: 429, headers: { 'retry-after': '3' }, times: 1 },
    ])
    const { status, headers, body } = await sign()
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('3')
    expect(body).toMatchObject({
      error: { code: 'Throttled', message: expect.stringContaining('too many requests') },
    })
    expect((await sign()).status).toBe(200)
  })

  test('the real client retries a throttled signature on its own', async () => {
    azure.vault.faults.replace([
      { operation: 'sign', status: 429, headers: { 'retry-after-ms': '1' }, times: 2 },
    ])
    const before = azure.vault.requests.get('sign') ?? 0
    const { CryptographyClient } = await import('@azure/keyvault-keys')
    const client = new CryptographyClient(kid, azure.credential(), azure.azure.vault())
    const { result } = await client.sign('RS256', Buffer.alloc(32))
    expect(result).toHaveLength(256)
    expect(azure.vault.requests.get('sign')).toBe(before + 3)
  })

  test('a fault of one operation leaves the challenge and other operations alone', async () => {
    azure.vault.faults.replace([{ operation: 'sign', status: 500 }])
    const keys = azure.keyClient()
    expect((await keys.getKey('signing')).id).toBe(kid)
    const crypto = azure.cryptographyClient(kid)
    await expect(crypto.sign('RS256', Buffer.alloc(32))).rejects.toMatchObject({
      statusCode: 500,
      code: 'InternalServerError',
    })
  })

  test('connections can be reset', async () => {
    azure.vault.faults.replace([{ operation: 'sign', connection: 'reset' }])
    await expect(sign()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    azure.vault.faults.replace([])
    expect((await sign()).status).toBe(200)
  })
})

// Seen with Azure's own clients for Python and JavaScript.
describe('what the service refuses, and what not', () => {
  test.each(['keys', 'secrets'])(
    'versions of an unknown name of %s are an empty page',
    async (kind) => {
      const { status, body } = await https.get(at(`/${kind}/unknown/versions?${api}`), bearer)
      expect([status, body]).toEqual([200, { value: [], nextLink: null }])
      for await (const _ of azure.keyClient().listPropertiesOfKeyVersions('unknown')) {
        expect.unreachable()
      }
    },
  )

  test.each<[unknown]>([
    [undefined],
    [{}],
    ['{'],
    ['[]'],
    ['"RSA"'],
    [{ kty: 'DSA' }],
    [{ kty: 7 }],
    [{ kty: 'RSA', key_size: 2049 }],
    [{ kty: 'RSA', key_size: 1024 }],
    [{ kty: 'RSA', key_size: '2048' }],
    [{ kty: 'EC', crv: 'P-255' }],
    [{ kty: 'RSA', key_ops: ['dance'] }],
    [{ kty: 'RSA', attributes: 7 }],
    [{ kty: 'RSA', tags: ['a'] }],
  ])('a key of %j is not created', async (body) => {
    const url = at(`/keys/odd/create?${api}`)
    expect((await https.send('POST', url, body, bearer)).status).toBe(400)
    expect((await https.get(at(`/keys/odd?${api}`), bearer)).status).toBe(404)
  })

  test.each([
    ['GET', '/keys/under_score'],
    ['GET', '/keys/dot.ted/versions'],
    ['GET', `/keys/${'x'.repeat(128)}`],
    ['GET', '/secrets/sp%20ace'],
    ['GET', '/deletedkeys/%C3%A9'],
    ['POST', '/keys/under_score/sign'],
    ['DELETE', '/secrets/a_b'],
  ])('%s %s is a wrong name, not a missing object', async (method, path) => {
    const { status } = await https.send(method, at(`${path}?${api}`), undefined, bearer)
    expect(status).toBe(400)
  })
})

describe('control', () => {
  test('GET /emulator tells what there is', async () => {
    const { status, body } = await https.get(at('/emulator'))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'kv-contoso-sign-local',
      operations: expect.arrayContaining([
        {
          name: 'sign',
          request: 'POST /keys/{name}/{version}/sign',
          dataAction: 'keys/sign',
        },
      ]),
      control: expect.arrayContaining([
        { request: 'PUT /emulator/faults', description: expect.stringContaining('delayMs') },
      ]),
    })
  })

  test('faults, clock and roles can be set while it runs', async () => {
    const faults = [{ operation: 'get-key', status: 503 }]
    expect((await https.send('PUT', at('/emulator/faults'), faults)).body).toEqual(faults)
    expect((await https.get(`${kid}?${api}`, bearer)).status).toBe(503)
    await https.send('PUT', at('/emulator/faults'), [])

    const roles = { app: ['keys/read'] }
    await https.send('PUT', at('/emulator/roles'), roles)
    expect((await https.get(`${kid}?${api}`, bearer)).status).toBe(200)
    expect((await https.get(at(`/secrets?${api}`), bearer)).status).toBe(403)
    await https.send('PUT', at('/emulator/roles'), '"all"')

    await https.send('PUT', at('/emulator/clock'), { offsetMs: 86_400_000 })
    const { body } = await https.send('PUT', at(`/secrets/later?${api}`), { value: 'v' }, bearer)
    const { attributes } = body as { attributes: { created: number } }
    expect(attributes.created).toBeGreaterThan(Date.now() / 1000 + 86_000)
    await https.send('PUT', at('/emulator/clock'), { offsetMs: 0 })
  })

  test('state counts requests and names keys', async () => {
    await https.get(`${kid}?${api}`, bearer)
    const { body } = await https.get(at('/emulator/state'))
    expect(body).toMatchObject({
      keys: { live: expect.arrayContaining(['signing']), deleted: [] },
      requests: { 'get-key': azure.vault.requests.get('get-key') },
      roles: 'all',
      clockOffsetMs: 0,
    })
  })

  test.each([
    ['PUT', '/emulator/faults', [{ operation: 'dance' }], /unknown operation "dance".*sign/],
    ['PUT', '/emulator/faults', {}, /list/],
    ['PUT', '/emulator/faults', '{', /JSON/],
    ['PUT', '/emulator/clock', { offsetMs: 'x' }, /offsetMs/],
    ['PUT', '/emulator/roles', { app: ['keys/dance'] }, /"keys\/dance".*keys\/sign/],
    ['PUT', '/emulator/roles', 7, /object/],
  ])('%s %s refuses %j and says why', async (method, path, body, message) => {
    const answer = await https.send(method, at(path), body)
    expect(answer.status).toBe(400)
    expect((answer.body as { error: string }).error).toMatch(message)
  })

  test('says where to look for what there is not', async () => {
    const { status, text } = await https.get(at('/emulator/nothing'))
    expect(status).toBe(404)
    expect(text).toContain('GET /emulator')
  })
})

test('no answer, state or error ever holds a private member or a secret of another', async () => {
  azure.vault.secrets.set('hidden', { value: 'canary-secret-value' })
  const key = { key: privateJwk }
  const answers = []
  for (const [method, path, body] of [
    ['PUT', '/keys/canary', key],
    ['PUT', '/keys/canary.', key],
    ['PUT', '/keys/canary', { key: { ...privateJwk, kty: 'oct' } }],
    ['PUT', '/keys/canary', { key: { ...privateJwk, n: 'AQAB' } }],
    ['PUT', '/keys/canary', { key: { ...privateJwk, key_ops: ['dance'] } }],
    ['PUT', '/keys/canary', JSON.stringify(key).slice(0, -2)],
    ['PATCH', '/keys/canary', { tags: { a: 'b' } }],
    ['GET', '/keys/canary'],
    ['GET', '/keys'],
    ['GET', '/keys/canary/versions'],
    ['POST', '/keys/canary/sign', { alg: 'RS256', value: digest }],
    ['POST', '/keys/canary/backup'],
    ['DELETE', '/keys/canary'],
    ['GET', '/deletedkeys/canary'],
    ['GET', '/deletedkeys'],
    ['POST', '/deletedkeys/canary/recover'],
    ['PATCH', '/secrets/hidden', { contentType: 'text/plain' }],
    ['GET', '/secrets'],
    ['GET', '/secrets/hidden/versions'],
    ['POST', '/secrets/hidden/backup'],
    ['DELETE', '/secrets/hidden'],
    ['GET', '/deletedsecrets'],
    ['GET', '/emulator/state'],
  ] as const) {
    const { text } = await https.send(method, at(`${path}?${api}`), body, bearer)
    answers.push(text)
  }
  const seen = [...answers, inspect(azure.vault, { depth: 20 }), JSON.stringify(azure.vault)].join()
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi']) {
    const bytes = Buffer.from(String(privateJwk[member]), 'base64url')
    for (const encoding of ['base64url', 'base64', 'hex'] as const) {
      // Some bytes from the middle: they stay the same however the whole is aligned or cut.
      for (const offset of [30, 31, 32]) {
        const piece = bytes.subarray(offset, offset + 24).toString(encoding)
        expect(seen.includes(piece), `${member} as ${encoding}`).toBe(false)
      }
    }
  }
  expect(seen).not.toContain('PRIVATE KEY')
  expect(seen).not.toContain('canary-secret-value')
})

/** The inner code of a refusal, as the clients keep it. */
function innerCode(error: { details?: { error: { innerError?: { code: string } } } }) {
  return error.details?.error.innerError?.code ?? error
}

function tags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, 'v']))
}
