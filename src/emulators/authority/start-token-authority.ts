import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose'
import type { CertificateAuthority } from '../certificate-authority.ts'
import { createControlApi, faultEndpoints } from '../control-api.ts'
import { createFaults, type Faults } from '../faults.ts'
import { listenOnLoopback, readBody, sendJson } from '../loopback-server.ts'

/** An app that may get tokens: by its secret, by a federated credential, or by both. */
export interface AuthorityClient {
  clientId: string
  clientSecret?: string
  federatedCredentials?: readonly FederatedCredential[]
}

/** A workload identity whose tokens stand for the app. */
export interface FederatedCredential {
  issuer: string
  subject: string
  /** Default: `api://AzureADTokenExchange`. */
  audience?: string
  /** The public keys of the issuer; the emulator does not fetch them. */
  keys: JSONWebKeySet
}

/** Whose token it is and what it is for. */
export interface TokenOwner {
  clientId: string
  /** The resource, such as `https://vault.azure.net`. */
  audience: string
}

/** A running stand-in for Microsoft Entra ID, as far as apps without a user need it. */
export interface TokenAuthority {
  /** `https://localhost:PORT`: the `authorityHost` of the credentials in `@azure/identity`. */
  readonly url: string
  readonly tenantId: string
  /** The apps by client id; add, change and remove them at will. */
  readonly clients: Map<string, AuthorityClient>
  /**
   * Faults; the operations are `openid-configuration`, `instance-discovery`, `keys` and `token`.
   */
  readonly faults: Faults
  /** The owner of an access token of this authority; undefined when unknown or expired. */
  verify(bearer: string): TokenOwner | undefined
  close(): Promise<void>
}

/**
 * Starts a token authority on loopback. It speaks the v2.0 endpoints of Microsoft Entra ID:
 *
 * - `GET /{tenant}/v2.0/.well-known/openid-configuration`
 * - `GET /common/discovery/instance`
 * - `GET /{tenant}/discovery/v2.0/keys`
 * - `POST /{tenant}/oauth2/v2.0/token` with `grant_type=client_credentials` and either
 *   `client_secret` or `client_assertion` (workload identity)
 *
 * so that `ClientSecretCredential` and `WorkloadIdentityCredential` work unchanged. Errors have
 * the shape and the AADSTS codes of Entra ID. Tokens are JSON Web Tokens signed with ES256 (Entra
 * ID uses RS256; clients must not look into them). `GET /emulator` lists what can be changed.
 *
 * @param clients the apps that exist at start.
 * @param tenantId a GUID; absent: a random one.
 * @param now epoch milliseconds, for the life of tokens.
 * @param tokenLifetime of access tokens, in seconds.
 */
export async function startTokenAuthority(options: {
  authority: CertificateAuthority
  clients: readonly AuthorityClient[]
  tenantId?: string
  now?: () => number
  port?: number
  tokenLifetime?: number
}): Promise<TokenAuthority> {
  const { tenantId = randomUUID(), now = Date.now, tokenLifetime = 3599 } = options
  const clients = new Map(options.clients.map((client) => [client.clientId, client]))
  const faults = createFaults()
  const keys = await generateKeyPair('ES256')
  const jwk = await exportJWK(keys.publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  const issued = new Map<string, TokenOwner & { expires: number }>()

  const issue = async (clientId: string, audience: string): Promise<string> => {
    for (const [token, { expires }] of issued) if (expires <= now()) issued.delete(token)
    const seconds = Math.floor(now() / 1000)
    const token = await new SignJWT({ appid: clientId, oid: clientId, tid: tenantId, ver: '1.0' })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
      .setIssuer(`https://sts.windows.net/${tenantId}/`)
      .setSubject(clientId)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + tokenLifetime)
      .setJti(randomUUID())
      .sign(keys.privateKey)
    issued.set(token, { clientId, audience, expires: now() + tokenLifetime * 1000 })
    return token
  }

  const routes: Record<string, { operation: string; answer: (url: URL) => unknown }> = {
    'GET /v2.0/.well-known/openid-configuration': {
      operation: 'openid-configuration',
      answer: ({ origin }) => openidConfiguration(origin, tenantId),
    },
    'GET /discovery/v2.0/keys': {
      operation: 'keys',
      answer: () => ({ keys: [{ ...jwk, kid, use: 'sig', alg: 'ES256' }] }),
    },
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await control(request, response)) return
    const url = new URL(request.url ?? '/', server.url)
    if (url.pathname === '/common/discovery/instance') {
      if (await faults.happen('instance-discovery', response)) return
      return sendJson(response, 200, instanceDiscovery(url.host, server.url, tenantId))
    }
    const [, tenant = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? []
    const route = routes[`${request.method} ${path}`]
    const isToken = request.method === 'POST' && path === '/oauth2/v2.0/token'
    if (route === undefined && !isToken) return sendJson(response, 404, {})
    if (await faults.happen(route?.operation ?? 'token', response)) return
    if (tenant !== tenantId) {
      throw new EntraError(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`)
    }
    if (route !== undefined) return sendJson(response, 200, route.answer(url))
    const form = new URLSearchParams(await readBody(request))
    const { clientId, audience } = await grant(form, { clients, tenantId, now })
    const token = await issue(clientId, audience)
    sendJson(
      response,
      200,
      {
        token_type: 'Bearer',
        expires_in: tokenLifetime,
        ext_expires_in: tokenLifetime,
        access_token: token,
      },
      { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    )
  }

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy()
      if (error instanceof EntraError) {
        return sendJson(response, error.status, error.body(server.url, now()))
      }
      sendJson(response, 500, { error: 'server_error', error_description: 'emulator failure' })
    })
  }
  const server = await listenOnLoopback(listener, options)
  const operations = ['openid-configuration', 'instance-discovery', 'keys', 'token']
  const control = createControlApi(
    { emulator: 'token authority', url: server.url, tenantId, operations },
    [
      {
        method: 'GET',
        path: '/state',
        description: 'The client ids, and how many access tokens are valid.',
        handle: () => ({ clients: [...clients.keys()], tokens: issued.size }),
      },
      {
        method: 'PUT',
        path: '/clients/{clientId}/federated-credentials',
        description:
          'Replaces the federated credentials of an app: a list of {issuer, subject, audience?, keys: ' +
          "the issuer's JSON Web Key Set}.",
        handle: (body, { clientId = '' }) => {
          const client = clients.get(clientId)
          if (client === undefined) throw new TypeError(`there is no app "${clientId}"`)
          clients.set(clientId, { ...client, federatedCredentials: readCredentials(body) })
        },
      },
      {
        method: 'POST',
        path: '/revoke',
        description: 'Forgets all access tokens: the next requests with them get 401.',
        handle: () => issued.clear(),
      },
      ...faultEndpoints(faults, operations),
    ],
  )

  return {
    url: server.url,
    tenantId,
    clients,
    faults,
    verify(bearer) {
      const owner = issued.get(bearer)
      if (owner === undefined || owner.expires <= now()) return undefined
      return { clientId: owner.clientId, audience: owner.audience }
    },
    close: () => server.close(),
  }
}

// --- internal ---

class EntraError extends Error {
  readonly status: number
  readonly error: string
  readonly code: number

  constructor(status: number, error: string, code: number, message: string) {
    super(message)
    this.status = status
    this.error = error
    this.code = code
  }

  body(url: string, now: number): object {
    const trace = randomUUID()
    const correlation = randomUUID()
    const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
    return {
      error: this.error,
      error_description:
        `AADSTS${this.code}: ${this.message} Trace ID: ${trace} ` +
        `Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [this.code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `${url}/error?code=${this.code}`,
    }
  }
}

function readCredentials(body: unknown): FederatedCredential[] {
  if (!Array.isArray(body)) throw new TypeError('federated credentials have to be a list')
  for (const credential of body as (Partial<FederatedCredential> | null)[]) {
    if (
      typeof credential?.issuer !== 'string' ||
      typeof credential.subject !== 'string' ||
      !['undefined', 'string'].includes(typeof credential.audience) ||
      !Array.isArray(credential.keys?.keys)
    ) {
      throw new TypeError(
        'a federated credential has {issuer, subject, audience?, keys: {keys: [...]}}',
      )
    }
  }
  return body as FederatedCredential[]
}

/** Client credentials: RFC 6749, section 4.4; assertions: RFC 7523, section 2.2. */
async function grant(
  form: URLSearchParams,
  context: { clients: Map<string, AuthorityClient>; tenantId: string; now: () => number },
): Promise<TokenOwner> {
  const { clients, tenantId } = context
  const required = (name: string) => {
    const value = form.get(name)
    if (value) return value
    const message = `The request body must contain the following parameter: '${name}'.`
    throw new EntraError(400, 'invalid_request', 900144, message)
  }
  const grantType = required('grant_type')
  if (grantType !== 'client_credentials') {
    const message = `The app requested an unsupported grant type '${grantType}'.`
    throw new EntraError(400, 'unsupported_grant_type', 70003, message)
  }
  const clientId = required('client_id')
  const client = clients.get(clientId)
  if (client === undefined) {
    const message =
      `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. ` +
      'This can happen if the application has not been installed by the administrator of the ' +
      'tenant or consented to by any user in the tenant. You may have sent your authentication ' +
      'request to the wrong tenant.'
    throw new EntraError(400, 'unauthorized_client', 700016, message)
  }
  const scope = required('scope')
  const scopes = scope.split(' ').filter((s) => !/^(openid|profile|offline_access)$/.test(s))
  const [, audience] = /^(\S+)\/\.default$/.exec(scopes.join(' ')) ?? []
  if (audience === undefined) {
    const message =
      `The provided value for scope ${scope} is not valid. Client credential flows must have a ` +
      'scope value with /.default suffixed to the resource identifier (application ID URI).'
    throw new EntraError(400, 'invalid_scope', 1002012, message)
  }
  const assertion = form.get('client_assertion')
  const secret = form.get('client_secret')
  if (assertion) await checkAssertion(assertion, client, context.now)
  else if (secret) checkSecret(secret, client)
  else {
    const message =
      "'client_assertion', 'client_secret' or 'request' is required for the " +
      "'client_credentials' grant type."
    throw new EntraError(401, 'invalid_client', 7000216, message)
  }
  return { clientId, audience }
}

function checkSecret(secret: string, { clientId, clientSecret }: AuthorityClient): void {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (clientSecret && timingSafeEqual(digest(secret), digest(clientSecret))) return
  const message =
    'Invalid client secret provided. Ensure the secret being sent in the request is the client ' +
    `secret value, not the client secret ID, for a secret added to app '${clientId}'.`
  throw new EntraError(401, 'invalid_client', 7000215, message)
}

async function checkAssertion(
  assertion: string,
  { clientId, federatedCredentials = [] }: AuthorityClient,
  now: () => number,
): Promise<void> {
  let claims: ReturnType<typeof decodeJwt>
  try {
    claims = decodeJwt(assertion)
  } catch {
    throw new EntraError(401, 'invalid_client', 50027, 'JWT token is invalid or malformed.')
  }
  const credential = federatedCredentials.find(
    ({ issuer, subject }) => issuer === claims.iss && subject === claims.sub,
  )
  if (credential === undefined) {
    const message =
      'No matching federated identity record found for presented assertion subject ' +
      `'${claims.sub}' and issuer '${claims.iss}' on app '${clientId}'.`
    throw new EntraError(401, 'invalid_client', 700213, message)
  }
  const { audience = 'api://AzureADTokenExchange', issuer, keys } = credential
  try {
    await jwtVerify(assertion, createLocalJWKSet(keys), {
      issuer,
      audience,
      currentDate: new Date(now()),
    })
  } catch (error) {
    const { code, claim } = error as { code?: string; claim?: string }
    if (claim === 'aud') {
      const message = `No matching federated identity record found for presented assertion audience. Expected '${audience}'.`
      throw new EntraError(401, 'invalid_client', 700212, message)
    }
    if (code === 'ERR_JWT_EXPIRED' || claim === 'nbf') {
      const message = 'Client assertion is not within its valid time range.'
      throw new EntraError(401, 'invalid_client', 700024, message)
    }
    const message = 'Client assertion failed signature validation.'
    throw new EntraError(401, 'invalid_client', 700027, message)
  }
}

function openidConfiguration(origin: string, tenantId: string): object {
  const tenant = `${origin}/${tenantId}`
  return {
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${tenant}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: 'WW',
    cloud_instance_name: 'localhost',
  }
}

function instanceDiscovery(host: string, url: string, tenantId: string): object {
  return {
    tenant_discovery_endpoint: `${url}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  }
}
