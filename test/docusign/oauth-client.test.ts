import type { RequestListener } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { ClientOptions } from '../../src/docusign/json-exchange.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { readBody, sendJson } from '../../src/emulators/loopback-server.ts'
import { startStubServer } from '../support/stub-server.ts'

const stub = await startStubServer()
afterAll(stub.close)

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()))
})

/** Midday of a day on which the stub's answers and this clock agree. */
const noon = Date.UTC(2026, 10, 23, 12)
const inStep = { date: new Date(noon).toUTCString() }

function client(options: Partial<ClientOptions> = {}) {
  const made = createOAuthClient({
    origin: stub.url,
    ca: stub.ca,
    connections: 2,
    now: () => noon,
    ...options,
  })
  open.push(made)
  return made
}

/** Looks like an assertion, and must turn up nowhere. */
const assertion = [
  Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"iss":"11111111-1111-4111-8111-111111111111"}').toString('base64url'),
  'Q2FuYXJ5U2lnbmF0dXJlVGhhdE11c3ROb3RCZVNob3duMDEyMzQ1Njc4OWFiY2RlZg',
].join('.')
const accessToken = 'eyJ0eXAiOiJNVCIsImFsZyI6IlJTMjU2In0.Canary0123456789Token.abcdefghijkLMNOP'

async function tokenFailure(answer: RequestListener, options: Partial<ClientOptions> = {}) {
  stub.answer(answer)
  const result = await client(options).requestToken(assertion)
  if (result.ok) return expect.unreachable('the login should have failed')
  return result.failure
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    sendJson(response, status, body, { ...inStep, ...headers })

const text =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...inStep, ...headers }).end(body)
  }

type Case = [name: string, answer: RequestListener, expected: Record<string, unknown>]

describe('requestToken', () => {
  test('sends the grant as a form and reads token and lifetime', async () => {
    const seen: unknown[] = []
    stub.answer(async (request, response) => {
      const { method, url, headers } = request
      const form = new URLSearchParams(await readBody(request))
      const { authorization } = headers
      seen.push({ method, url, type: headers['content-type'], authorization, form: [...form] })
      const body = { access_token: accessToken, token_type: 'bearer', expires_in: 3600 }
      sendJson(response, 200, body)
    })
    expect(await client().requestToken(assertion)).toEqual({
      ok: true,
      accessToken,
      expiresIn: 3600,
    })
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/oauth/token',
        type: 'application/x-www-form-urlencoded',
        authorization: undefined,
        form: [
          ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
          ['assertion', assertion],
        ],
      },
    ])
  })

  test('keeps its connection', async () => {
    const ports = new Set<number | undefined>()
    stub.answer((request, response) => {
      ports.add(request.socket.remotePort)
      sendJson(response, 200, { access_token: 'token', token_type: 'Bearer' })
    })
    const kept = client({ connections: 1 })
    for (let i = 0; i < 5; i++) await kept.requestToken(assertion)
    expect(ports.size).toBe(1)
  })

  const refused = (error_description: string, headers?: Record<string, string>) =>
    json(400, { error: 'invalid_grant', error_description }, headers)
  const keys = 'no_valid_keys_or_signatures'
  const late = { date: new Date(noon - 300_000).toUTCString() }
  const inTwenty = new Date(noon + 20_000).toUTCString()
  const nextDay = new Date(noon + 86_400_000).toUTCString()
  const hourly = 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'
  const hourlyText = 'The maximum number of hourly API invocations has been exceeded'
  const reset = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(noon / 1000 + 120),
  }
  const suspended = { error: 'account_suspended', error_description: 'since 2026' }
  const at = (ms: number) => ({ date: new Date(noon + ms).toUTCString() })
  const trace = { 'x-docusign-tracetoken': 'c9a8a5c6-0b7e-4a52-9f6c-6f2d0b6a7e11' }
  const splitToken = { access_token: 'a\r\nx: y', token_type: 'Bearer' }

  const documented: Case[] = [
    ['consent_required', json(400, { error: 'consent_required' }), { class: 'consent_required' }],
    ['user_not_found', refused('user_not_found'), { class: 'user_not_found', scope: 'tenant' }],
    ['invalid_subject', refused('invalid_subject'), { class: 'user_not_found' }],
    ['issuer_not_found', refused('issuer_not_found'), { class: 'app_unknown', scope: 'app' }],
    ['a capital letter', refused('Issuer_not_found'), { class: 'app_unknown' }],
    [keys, refused(keys), { class: 'key_rejected', scope: 'app', retryable: true }],
    ['expired_grant', refused('expired_grant'), { class: 'clock_skew', scope: 'host' }],
  ]
  const withFastClock: Case[] = [
    ['keys', refused(keys, late), { class: 'clock_skew', skewMs: -299_500 }],
    ['issuer', refused('issuer_not_found', late), { class: 'clock_skew' }],
    ['no description', json(400, { error: 'invalid_grant' }, late), { class: 'clock_skew' }],
    [
      'consent: Docusign is sure',
      json(400, { error: 'consent_required' }, late),
      { class: 'consent_required', skewMs: -299_500 },
    ],
  ]
  const otherOAuth: Case[] = [
    [
      'no description',
      json(400, { error: 'invalid_grant' }),
      { class: 'grant_refused', error: 'invalid_grant', status: 400, action: /\(5\).*active user/ },
    ],
    [
      'null description',
      json(400, { error: 'invalid_grant', error_description: null }),
      { class: 'grant_refused', proof: 'unexpected' },
    ],
    ['another description', refused('new in 2027'), { class: 'unknown', proof: 'unexpected' }],
    ['invalid_request', json(400, { error: 'invalid_request' }), { class: 'grant_refused' }],
    ['invalid_client', json(401, { error: 'invalid_client' }), { class: 'app_unknown' }],
    ['unauthorized_client', json(400, { error: 'unauthorized_client' }), { class: 'app_refused' }],
    [
      'unsupported_grant_type',
      json(400, { error: 'unsupported_grant_type' }),
      { class: 'app_refused', scope: 'app', proof: 'refusal', action: /JWT grant/ },
    ],
    ['a name of every object', json(400, { error: 'constructor' }, trace), { class: 'unknown' }],
    ['another such name', refused('__proto__'), { class: 'unknown' }],
    ['invalid_scope', json(400, { error: 'invalid_scope' }), { class: 'scope_missing' }],
    [
      'unheard of',
      json(403, suspended, trace),
      { class: 'unknown', error: 'account_suspended', errorDescription: 'since 2026', status: 403 },
    ],
  ]
  const trouble: Case[] = [
    [
      '429 in seconds',
      json(429, {}, { 'retry-after': '7' }),
      { class: 'throttled', scope: 'host', retryable: true, retryAfterMs: 7000 },
    ],
    ['429 until a date', json(429, {}, { 'retry-after': inTwenty }), { retryAfterMs: 20_000 }],
    ['429 for a day', json(429, {}, { 'retry-after': '86400' }), { retryAfterMs: 3_600_000 }],
    ['429, hourly', json(429, {}, reset), { class: 'throttled', retryAfterMs: 120_000 }],
    [
      '429, reset in the past',
      json(429, {}, { ...reset, date: nextDay }),
      { action: /wait a while/ },
    ],
    ['429, burst', json(429, {}, { 'x-burstlimit-remaining': '0' }), { retryAfterMs: 30_000 }],
    ['429 without a hint', text(429, ''), { class: 'throttled', action: /wait a while/ }],
    [
      'a limit as HTTP 400',
      json(400, { errorCode: hourly, message: hourlyText }),
      { class: 'throttled', error: hourly, errorDescription: hourlyText },
    ],
    ['an hourly limit, no reset', json(429, { errorCode: hourly }), { retryAfterMs: 3_600_000 }],
    [
      'an hourly limit at 12:50',
      json(400, { errorCode: hourly.toLowerCase() }, at(50 * 60_000)),
      { class: 'throttled', retryAfterMs: 600_000 },
    ],
    [
      'an hourly limit whose reset is over an hour away',
      json(429, { errorCode: hourly }, { ...at(50 * 60_000), 'x-ratelimit-reset': '2000000000' }),
      { retryAfterMs: 600_000 },
    ],
    [
      'a burst',
      json(400, { errorCode: 'BURST_APIINVOCATION_LIMIT_EXCEEDED' }),
      { class: 'throttled', retryAfterMs: 30_000 },
    ],
    [
      'too much at once',
      json(400, { errorCode: 'API_REQUEST_IS_THROTTLED' }),
      { class: 'throttled', action: /wait a while/ },
    ],
    [
      '444',
      text(444, 'blocked due to excess usage', trace),
      { class: 'throttled', proof: 'nothing', action: /blocked this traffic.*trace token/ },
    ],
    ['500', json(500, { error: 'internal_db_error' }), { class: 'transient', retryable: true }],
    [
      '503 with HTML',
      text(503, '<html>', { 'retry-after': '3' }),
      { class: 'transient', scope: 'host', retryAfterMs: 3000 },
    ],
    ['408', text(408, ''), { class: 'transient' }],
    ['407', text(407, '<html>Proxy'), { class: 'network_config', scope: 'host', status: 407 }],
  ]
  const noOAuth: Case[] = [
    ['HTML with 200', text(200, '<html>Welcome'), { message: /web page/ }],
    ['HTML with 403', text(403, '<html>Denied'), { proof: 'nothing', action: /network team/ }],
    ['JSON of a gateway', json(403, { message: 'Forbidden' }), { message: /unexpected shape/ }],
    ['a redirect', text(302, '', { location: 'https://login.example/' }), { status: 302 }],
    ['an empty body', text(400, ''), { message: /empty body/ }],
    ['cut JSON', text(400, '{"error":"consent_req'), { message: /unexpected shape/ }],
    ['a JSON array', json(400, []), { message: /something else/ }],
    ['JSON null', json(400, null), {}],
    ['200 without token', json(200, { token_type: 'Bearer' }), { message: /unexpected shape/ }],
    ['200, other token type', json(200, { access_token: 'x', token_type: 'mac' }), {}],
    ['200 with line feeds in the token', json(200, splitToken), {}],
  ]
  test.each<Case>([
    ...documented,
    ...withFastClock.map<Case>(([name, ...rest]) => [`fast clock, ${name}`, ...rest]),
    ...otherOAuth,
    ...trouble,
    ...noOAuth.map<Case>(([name, answer, rest]) => [
      name,
      answer,
      { class: 'foreign_answer', scope: 'host', retryable: true, ...rest },
    ]),
    ['empty, but Docusign', text(403, '', trace), { class: 'unknown', proof: 'unexpected' }],
    [
      'an unknown code of somebody else',
      json(403, { error: 'Forbidden', status: 403 }),
      {
        ...{ class: 'foreign_answer', proof: 'nothing', retryable: true, error: 'Forbidden' },
        message: /not Docusign's: an unknown error without its trace token \(HTTP 403, Forbidden\)/,
      },
    ],
  ])('%s', async (_, answer, expected) => {
    expect(await tokenFailure(answer)).toMatchObject({
      phase: 'response',
      ...Object.fromEntries(
        Object.entries(expected).map(([name, value]) => [
          name,
          value instanceof RegExp ? expect.stringMatching(value) : value,
        ]),
      ),
    })
  })

  test('keeps the trace token and a safe description, on one line', async () => {
    const error_description = `line\r\none \u202e two ${'long '.repeat(99)}`
    const failure = await tokenFailure(
      json(400, { error: 'odd\u001b[31m', error_description }, trace),
    )
    expect(failure.traceToken).toBe('c9a8a5c6-0b7e-4a52-9f6c-6f2d0b6a7e11')
    expect(failure.errorDescription).toMatch(/^line one two long [ -~]*\.\.\.$/)
    expect(failure.errorDescription?.length).toBeLessThanOrEqual(160)
    expect(failure.message).toMatch(/^[ -~]+$/)
  })
})

describe('below HTTP', () => {
  const tcpServers: Server[] = []
  const sockets = new Set<Socket>()
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    for (const server of tcpServers) server.close()
  })

  /** A TCP server that speaks no TLS. */
  async function tcp(onConnection: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      onConnection(socket)
    })
    tcpServers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new TypeError('no port')
    return `https://localhost:${address.port}`
  }

  const short = { connectMs: 40, headersMs: 40, bodyMs: 40 }
  const hang: RequestListener = () => {}

  test('a dead server: transient, since it may come back', async () => {
    const dead = await startStubServer()
    await dead.close()
    expect(await tokenFailure(hang, { origin: dead.url })).toMatchObject({
      class: 'transient',
      scope: 'host',
      retryable: true,
      phase: 'connect',
      networkCode: 'ECONNREFUSED',
      message: expect.stringContaining('nothing listens there'),
    })
  })

  test('a name that does not exist', async () => {
    const lookup: ClientOptions['lookup'] = (hostname, _, callback) => {
      const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`)
      callback(Object.assign(error, { code: 'ENOTFOUND' }), [])
    }
    const failure = await tokenFailure(hang, { origin: 'https://acount.docusign.example', lookup })
    expect(failure).toMatchObject({
      class: 'network_config',
      phase: 'dns',
      networkCode: 'ENOTFOUND',
    })
  })

  test('name resolution that hangs', async () => {
    const options = { origin: 'https://slow.example', lookup: () => {}, timeouts: short }
    expect(await tokenFailure(hang, options)).toMatchObject({
      class: 'transient',
      phase: 'dns',
      networkCode: 'UND_ERR_CONNECT_TIMEOUT',
    })
  })

  test('a TLS handshake that hangs', async () => {
    const failure = await tokenFailure(hang, { origin: await tcp(() => {}), timeouts: short })
    expect(failure).toMatchObject({
      class: 'transient',
      phase: 'tls',
      networkCode: 'UND_ERR_CONNECT_TIMEOUT',
    })
  })

  test.each([
    ['EADDRNOTAVAIL', 'transient', 'free port'],
    ['EMFILE', 'transient', 'file handle'],
    ['ENETUNREACH', 'transient', 'could not be reached'],
    ['EAI_AGAIN', 'transient', 'could not be resolved'],
    ['EACCES', 'network_config', 'may not be reached'],
    ['EAI_FAIL', 'network_config', 'could not be resolved'],
    ['ENEWLYINVENTED', 'transient', 'could not be'],
  ])('%s: %s', async (code, failureClass, says) => {
    const failure = await tokenFailure(hang, {
      lookup: (_, __, callback) => callback(Object.assign(new Error(code), { code }), []),
    })
    expect(failure).toMatchObject({ class: failureClass, proof: 'nothing', networkCode: code })
    expect(failure.message).toContain(says)
  })

  test('a certificate that is not trusted', async () => {
    const { certificate } = await createCertificateAuthority()
    expect(await tokenFailure(hang, { ca: certificate })).toMatchObject({
      class: 'network_config',
      phase: 'tls',
      retryable: false,
      networkCode: expect.stringMatching(/CERT|SIGNATURE/),
    })
  })

  test('a certificate for another name', async () => {
    const port = new URL(stub.url).port
    const lookup: ClientOptions['lookup'] = (_, __, callback) => {
      callback(null, [{ address: '127.0.0.1', family: 4 }])
    }
    const failure = await tokenFailure(hang, { origin: `https://other.example:${port}`, lookup })
    expect(failure).toMatchObject({
      class: 'network_config',
      phase: 'tls',
      networkCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
  })

  test('no TLS at all', async () => {
    const origin = await tcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const failure = await tokenFailure(hang, { origin })
    expect(failure).toMatchObject({ class: 'network_config', phase: 'tls' })
  })

  test('no answer in time', async () => {
    expect(await tokenFailure(hang, { timeouts: short })).toMatchObject({
      class: 'transient',
      phase: 'response',
      networkCode: 'UND_ERR_HEADERS_TIMEOUT',
    })
  })

  test('an answer that stops', async () => {
    const answer: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"access_token":')
    }
    expect(await tokenFailure(answer, { timeouts: short })).toMatchObject({
      class: 'transient',
      phase: 'body',
      networkCode: 'UND_ERR_BODY_TIMEOUT',
    })
  })

  test.each<[string, string, RequestListener]>([
    ['before the answer', 'response', (_, response) => response.socket?.destroy()],
    [
      'within the answer',
      'body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{', () => {
          response.socket?.destroy()
        })
      },
    ],
  ])('a connection lost %s', async (_, phase, answer) => {
    expect(await tokenFailure(answer)).toMatchObject({ class: 'transient', phase })
  })

  test('something that is not HTTP', async () => {
    const failure = await tokenFailure((_, response) => {
      response.socket?.end('220 mail.contoso.example ESMTP\r\n')
    })
    expect(failure).toMatchObject({ class: 'foreign_answer', phase: 'response' })
    expect(failure.message).toContain('not HTTP')
  })

  test('an answer without end', async () => {
    const failure = await tokenFailure((_, response) => {
      response.writeHead(200)
      const more = () => {
        if (response.destroyed) return
        if (response.write(Buffer.alloc(16_384, '{'))) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    })
    expect(failure).toMatchObject({
      class: 'foreign_answer',
      phase: 'body',
      networkCode: 'BODY_TOO_LONG',
    })
  })

  test('one signal for many requests raises no warning', async () => {
    const warnings: Error[] = []
    const collect = (warning: Error) => warnings.push(warning)
    process.on('warning', collect)
    stub.answer(json(200, { access_token: 'token', token_type: 'Bearer' }))
    const { signal } = new AbortController()
    const many = client({ connections: 4 })
    await Promise.all(Array.from({ length: 20 }, () => many.requestToken(assertion, { signal })))
    // Warnings are emitted in the next tick.
    await new Promise(setImmediate)
    process.off('warning', collect)
    expect(warnings).toEqual([])
  })

  test('the caller gets its own abort reason, also before and between requests', async () => {
    stub.answer(hang)
    const one = client({ connections: 1 })
    const stop = new AbortController()
    const reason = new Error('deadline of the run')
    const waiting = [1, 2].map(() => one.requestToken(assertion, { signal: stop.signal }))
    stop.abort(reason)
    for (const request of [...waiting, one.requestToken(assertion, { signal: stop.signal })]) {
      await expect(request).rejects.toBe(reason)
    }
    stub.answer(json(200, { access_token: 'token', token_type: 'Bearer' }))
    expect(await one.requestToken(assertion)).toMatchObject({ ok: true })
  })
})

describe('userInfo', () => {
  const body = {
    sub: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c',
    name: 'First Last',
    email: 'first.last@contoso.example',
    accounts: [
      {
        account_id: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
        is_default: true,
        account_name: 'Contoso',
        base_uri: 'https://na3.docusign.net',
      },
    ],
  }

  test('reads ids, accounts and addresses, and leaves out names of people', async () => {
    stub.answer((request, response) => {
      const good = request.method === 'GET' && request.url === '/oauth/userinfo'
      const right = request.headers.authorization === `Bearer ${accessToken}`
      sendJson(response, good && right ? 200 : 401, body, inStep)
    })
    expect(await client().userInfo(accessToken)).toEqual({
      ok: true,
      userInfo: {
        sub: body.sub,
        accounts: [
          {
            accountId: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
            name: 'Contoso',
            isDefault: true,
            baseUri: 'https://na3.docusign.net',
          },
        ],
      },
    })
  })

  const badToken = { error: 'internal_server_error', reference_id: body.sub }
  test.each<Case>([
    [
      'a refused token is no outage',
      json(401, badToken),
      { class: 'token_refused', retryable: true, message: expect.stringContaining('access token') },
    ],
    ['throttled', json(429, {}), { class: 'throttled' }],
    ['trouble', json(502, {}), { class: 'transient' }],
    ['no accounts', json(200, { sub: body.sub }), { class: 'foreign_answer' }],
    ['an account without id', json(200, { ...body, accounts: [{}] }), { class: 'foreign_answer' }],
    ['HTML', text(200, '<html>'), { class: 'foreign_answer' }],
    ['a login page with 401', text(401, '<html>'), { class: 'foreign_answer' }],
    ['a gateway with 401', json(401, { error: 'Unauthorized' }), { class: 'foreign_answer' }],
    ['RFC 6750', json(401, { error: 'invalid_token' }), { class: 'token_refused' }],
  ])('%s', async (_, answer, expected) => {
    stub.answer(answer)
    const result = await client().userInfo(accessToken)
    expect(result).toMatchObject({ ok: false, failure: expected })
  })
})

describe('what was sent never comes back', () => {
  /** Any 12 characters of a secret in a row would be too many. */
  const pieces = [assertion, accessToken].flatMap((secret) =>
    Array.from({ length: secret.length - 12 }, (_, i) => secret.slice(i, i + 12)),
  )
  const grant = (error_description: string) =>
    json(400, { error: 'invalid_grant', error_description })
  const wrongHost = (sent: string) => [{ account_id: '1', base_uri: `https://${sent}/x` }]

  const echoes: [string, (sent: string) => RequestListener][] = [
    ['in error_description', (sent) => grant(sent)],
    ['in a sentence', (sent) => grant(`bad assertion=${sent}.`)],
    ['in pieces', (sent) => grant(sent.replace(/.{16}/g, '$& '))],
    ['in error', (sent) => json(400, { error: sent })],
    ['percent-encoded', (sent) => json(400, { error: encodeURIComponent(`${sent}==`) })],
    ['in message', (sent) => json(500, { errorCode: sent, message: sent })],
    ['in HTML', (sent) => text(403, `<html><pre>${sent}</pre>`)],
    ['in broken JSON', (sent) => text(400, `{"error":"${sent}"`)],
    ['in headers', (sent) => json(400, {}, { 'x-docusign-tracetoken': sent, 'retry-after': sent })],
    [
      'in the status line',
      (sent) => (_, response) => {
        response.writeHead(400, sent).end()
      },
    ],
    ['as a wrong user', (sent) => json(200, { sub: sent, accounts: [] })],
    ['as a wrong base URI', (sent) => json(200, { sub: '1', accounts: wrongHost(sent) })],
    [
      'in a lost connection',
      (sent) => (_, response) => {
        response.writeHead(200, { 'content-length': '9999' })
        response.write(sent, () => response.socket?.destroy())
      },
    ],
  ]
  test.each(echoes)('%s', async (_, echo) => {
    const one = client()
    stub.answer(echo(assertion))
    const token = await one.requestToken(assertion)
    stub.answer(echo(accessToken))
    const info = await one.userInfo(accessToken)
    expect([token.ok, info.ok]).toEqual([false, false])
    for (const result of [token, info, one]) {
      const shown = [
        inspect(result, { depth: 9, showHidden: true }),
        JSON.stringify(result),
        String(result),
      ].join('\n')
      expect(pieces.filter((piece) => shown.includes(piece))).toEqual([])
    }
  })
})

test('takes nothing but an HTTPS origin', () => {
  for (const origin of ['http://localhost:1', 'https://localhost:1/', 'localhost', '']) {
    expect(() => createOAuthClient({ origin, connections: 1 })).toThrow(TypeError)
  }
})
