import { docusigns, type WireAnswer, type WireStep } from './wire-docusign.ts'

/**
 * Everything that proves nothing, by name: answers of gateways and proxies, broken connections, limits.
 * It may come as often as it likes.
 *
 * @param now epoch milliseconds.
 */
export const troubles: Readonly<Record<string, (now: number) => WireAnswer>> = {
  'web page, 200': () => page(200),
  'web page, 401': () => page(401),
  'web page, 403': () => page(403),
  'web page, 404': () => page(404),
  'web page, 502': () => page(502),
  redirect: () => ({ status: 302, body: '', headers: { location: 'https://login.example/' } }),
  'redirect with a page': () => ({ ...page(307), headers: { location: 'https://login.example/' } }),
  'empty, 200': () => ({ status: 200, body: '' }),
  'empty, 204': () => ({ status: 204, body: '' }),
  'empty, 401': () => ({ status: 401, body: '' }),
  'empty, 403': () => ({ status: 403, body: '' }),
  'empty, 500': () => ({ status: 500, body: '' }),
  'text, 200': () => ({ status: 200, body: 'OK' }),
  'a page far too long': () => ({ status: 200, body: `<html>${'x'.repeat(70_000)}` }),
  'JSON {}': () => json(200, {}),
  'JSON []': () => json(200, []),
  'JSON null': () => json(200, null),
  'JSON of a health check': () => json(200, { status: 'ok', version: '1.2' }),
  'JSON with an error object': () => json(200, { error: { code: 42 } }),
  'JSON cut off': () => ({ status: 200, body: '{"access_token":"abc' }),
  'JSON of a gateway, 401': () => json(401, { statusCode: 401, message: 'Access denied' }),
  'JSON of a gateway, 403': () => json(403, { message: 'Forbidden' }),
  'JSON with a gateway code, 401': () => json(401, { error: 'Unauthorized', status: 401 }),
  'JSON with a gateway code, 403': () => json(403, { error: 'Forbidden', path: '/oauth/token' }),
  'JSON with a gateway code, 200': () => json(200, { errorCode: 'LOGIN', message: 'Log in.' }),
  'connection reset': () => ({ code: 'ECONNRESET', phase: 'response' }),
  'connection reset in the body': () => ({ code: 'UND_ERR_SOCKET', phase: 'body', body: '{"acc' }),
  'connection refused': () => ({ code: 'ECONNREFUSED', phase: 'connect' }),
  'no name': () => ({ code: 'EAI_AGAIN', phase: 'dns' }),
  'handshake cut': () => ({ code: 'ECONNRESET', phase: 'tls' }),
  'not HTTP': () => ({ code: 'HPE_INVALID_CONSTANT', phase: 'response' }),
  'no answer in time': () => timeout('UND_ERR_HEADERS_TIMEOUT', 'response'),
  'body that does not end': () => timeout('UND_ERR_BODY_TIMEOUT', 'body'),
  slow: () => ({ headers: {}, afterMs: 9_000 }),
  'server error': () => docusigns(500, { error: 'server_error' }),
  'unavailable for 3 s': () => ({ ...page(503), headers: { 'retry-after': '3' } }),
  'throttled, no header': () => docusigns(429, {}),
  'throttled for 2 s': () => ({ status: 429, body: '', headers: { 'retry-after': '2' } }),
  'throttled until a reset': (now) => ({ ...docusigns(429, {}), headers: reset(now, 20) }),
  'burst, 400': () => limit('BURST_APIINVOCATION_LIMIT_EXCEEDED', 400),
  'burst, 429': () => limit('Burst_ApiInvocation_Limit_Exceeded', 429),
  'hour, 400, with a reset': (now) => ({
    ...limit('HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 400),
    headers: reset(now, 30),
  }),
  'parallel calls': () => limit('API_REQUEST_IS_THROTTLED', 400),
  'limit used up': (now) => ({ headers: reset(now, 15) }),
  'burst used up': () => ({ headers: { 'x-burstlimit-remaining': '0' } }),
}

/** As {@link troubles}, but the run gives up on the request, or on everything. */
export const endings: typeof troubles = {
  'hour, no header': () => limit('HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 429),
  blocked: () => ({ status: 444, body: 'blocked due to excess usage' }),
  'blocked, with a trace': () => docusigns(444, {}),
  'login of a proxy': () => ({ ...page(407), headers: { 'proxy-authenticate': 'Basic' } }),
  'certificate not trusted': () => ({ code: 'SELF_SIGNED_CERT_IN_CHAIN', phase: 'tls' }),
}

const badToken = docusigns(401, { errorCode: 'AUTHORIZATION_INVALID_TOKEN', message: 'No.' })

/**
 * Refusals by Docusign that a login can meet although it works. Twice in a row they are believed, as long
 * as the canary user is not refused, so a login meets one at most.
 */
export const strayRefusals: Readonly<Record<WireStep, readonly WireAnswer[]>> = {
  token: [
    docusigns(400, { error: 'invalid_grant' }),
    docusigns(400, { error: 'invalid_request' }),
    docusigns(400, { error: 'invalid_grant', error_description: 'no_valid_keys_or_signatures' }),
    docusigns(400, { error: 'no_such_error' }),
    docusigns(403, {}),
  ],
  userinfo: [
    docusigns(401, { error: 'internal_server_error', reference_id: 'x' }),
    docusigns(400, { error: 'no_such_error' }),
  ],
  account: [badToken, docusigns(400, { errorCode: 'NO_SUCH_ERROR', message: 'No.' })],
  connect: [badToken],
  failures: [badToken],
  user: [docusigns(401, { errorCode: 'USER_AUTHENTICATION_FAILED', message: 'No.' })],
}

// --- internal ---

function page(status: number): WireAnswer & { status: number } {
  return { status, body: '<html>Access denied</html>', headers: { 'content-type': 'text/html' } }
}

function json(status: number, value: unknown): WireAnswer {
  const headers = { 'content-type': 'application/json' }
  return { status, body: JSON.stringify(value), headers }
}

function limit(errorCode: string, status: number): WireAnswer & { status: number } {
  return docusigns(status, { errorCode, message: 'The maximum has been exceeded.' })
}

function timeout(code: string, phase: 'response' | 'body'): WireAnswer {
  return { code, phase, afterMs: 10_000 }
}

function reset(now: number, seconds: number): Record<string, string> {
  return {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(now / 1000) + seconds),
  }
}
