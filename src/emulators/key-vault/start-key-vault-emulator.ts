import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TokenAuthority } from '../authority/start-token-authority.ts'
import type { CertificateAuthority } from '../certificate-authority.ts'
import { type ControlEndpoint, createControlApi, faultEndpoints } from '../control-api.ts'
import { createFaults, type Faults } from '../faults.ts'
import { listenOnLoopback, readBody, sendJson } from '../loopback-server.ts'
import { type CreateKeyOptions, createKeys, type Keys } from './keys.ts'
import { checkObjectName } from './object-store.ts'
import { findOperation, operations } from './operations.ts'
import { azureDataActions, type DataAction, type Role } from './roles.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import type { VaultContext } from './vault-context.ts'
import { badParameter, VaultError } from './vault-error.ts'

/** A running stand-in for the data plane of one Azure Key Vault. */
export interface KeyVaultEmulator {
  /** `https://localhost:PORT`, also the start of the ids of its keys and secrets. */
  readonly url: string
  readonly name: string
  /** Faults by operation; `challenge` stands for requests without a valid token. */
  readonly faults: Faults
  /** The keys, without HTTP and without role checks: for tests, and for resource management. */
  readonly keys: Keys
  /** The secrets, likewise. */
  readonly secrets: Secrets
  /** Who may do what, by client id; `undefined` lets every client do all. */
  roles: ReadonlyMap<string, Role> | undefined
  /** How many requests of each operation came, refused ones included. */
  readonly requests: ReadonlyMap<string, number>
  /** How far the vault's clock is ahead of `now`, in milliseconds. */
  clockOffsetMs: number
  close(): Promise<void>
}

/**
 * Starts one vault on loopback: the data plane of Azure Key Vault for RSA and P-256 keys and secrets as the
 * unchanged `@azure/keyvault-keys` and `@azure/keyvault-secrets` use it. Several vaults are several
 * emulators, which can share one token authority; a backup of one can be restored in another.
 *
 * Requests without a valid token of `tokens` get the bearer challenge; then come api-version
 * (7.4 and later), the faults of the operation, the caller's role, and the operation itself.
 *
 * Faults meet an operation by its name: `sign`, `verify`, `encrypt`, `decrypt`, `wrap-key`,
 * `unwrap-key`, `create-key`, `import-key`, `get-key`, `update-key`, `list-keys`,
 * `list-key-versions`, `delete-key`, `backup-key`, `restore-key`, `rotate-key`, `recover-key`,
 * `purge-key`, ..., the same for secrets with `set-secret`, and `challenge`. A fault with a status
 * and no body has the service's error body. The control API: `GET /emulator` lists it and all
 * operations with their paths and data actions, `GET /emulator/state`, `GET` and `PUT
 * /emulator/faults`, `PUT /emulator/clock`, `PUT /emulator/roles`.
 *
 * Unlike the service: only RSA and P-256 keys, no certificates, no release; deleting and recovering are done
 * at once; a rotation policy is kept but time alone rotates nothing; role checks know no scope
 * smaller than the vault.
 *
 * @param tokens whose access tokens are taken.
 * @param name as messages show it.
 * @param now epoch milliseconds.
 * @param seed of the random numbers behind the faults' `probability`.
 * @param retentionDays of deleted objects, 7 to 90.
 * @param roles what each client may do, by client id; absent: every client may do all.
 * @throws TypeError for retention days out of range.
 *
 * @example
 * const vault = await startKeyVaultEmulator({ authority, tokens, roles: { [clientId]: 'all' } })
 * vault.faults.replace([
 *   { operation: 'sign', status: 429, headers: { 'retry-after': '1' }, times: 2 },
 * ])
 */
export async function startKeyVaultEmulator(options: {
  authority: CertificateAuthority
  tokens: Pick<TokenAuthority, 'url' | 'tenantId' | 'verify'>
  name?: string
  now?: () => number
  port?: number
  seed?: number
  purgeProtection?: boolean
  retentionDays?: number
  roles?: Readonly<Record<string, Role>>
}): Promise<KeyVaultEmulator> {
  const { tokens, now = Date.now, name = 'emulated', retentionDays = 90 } = options
  if (!Number.isInteger(retentionDays) || retentionDays < 7 || retentionDays > 90) {
    throw new TypeError(`retentionDays has to be a whole number from 7 to 90, not ${retentionDays}`)
  }
  const server = await listenOnLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error))
  }, options)

  const context: VaultContext = {
    url: server.url,
    name,
    now: () => Math.floor((now() + emulator.clockOffsetMs) / 1000),
    retentionDays,
    purgeProtection: options.purgeProtection ?? false,
  }
  const requests = new Map<string, number>()
  const emulator: KeyVaultEmulator = {
    url: server.url,
    name,
    faults: createFaults(options.seed, faultBody),
    keys: createKeys(context),
    secrets: createSecrets(context),
    roles: options.roles && new Map(Object.entries(options.roles)),
    requests,
    clockOffsetMs: 0,
    close: () => server.close(),
  }
  const control = createControlApi(
    {
      emulator: 'Azure Key Vault, data plane',
      url: server.url,
      name,
      apiVersions: '7.4 and later',
      operations: [
        { name: 'challenge', request: 'any request without a valid access token' },
        ...operations.map(({ name, method, path, action }) => ({
          name,
          request: `${method} /${path}`,
          dataAction: action,
        })),
      ],
    },
    controlEndpoints(emulator, context),
  )

  /** Counts the request and lets a fault happen; true when it has been dealt with. */
  const meet = (operation: string, response: ServerResponse): Promise<boolean> => {
    requests.set(operation, (requests.get(operation) ?? 0) + 1)
    return emulator.faults.happen(operation, response)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await control(request, response)) return
    setCommonHeaders(request, response)

    const owner = authenticate(request, tokens)
    if (owner instanceof VaultError) {
      if (await meet('challenge', response)) return
      response.setHeader(
        'www-authenticate',
        `Bearer authorization="${tokens.url}/${tokens.tenantId}", resource="${resource}"`,
      )
      throw owner
    }
    const url = new URL(request.url ?? '/', server.url)
    checkApiVersion(url.searchParams.get('api-version'))
    const method = request.method ?? 'GET'
    const found = findOperation(method, url.pathname)
    if (found === undefined) {
      const [, , ...rest] = url.pathname.split('/')
      throw badParameter(`Method ${method} does not allow operation '${rest.at(-1) ?? ''}'`)
    }
    const { operation, ...target } = found
    if (await meet(operation.name, response)) return
    authorize(owner.clientId, operation.action, url.pathname)
    if (operation.path.includes('{name}')) checkObjectName(target.name)
    const result = await operation.run(emulator, { ...target, url, body: await body(request) })
    if (result === undefined) response.writeHead(204).end()
    else sendJson(response, 200, result)
  }

  const authorize = (clientId: string, action: DataAction, pathname: string): void => {
    const role = emulator.roles === undefined ? 'all' : (emulator.roles.get(clientId) ?? [])
    if (role === 'all' || role.includes(action)) return
    throw new VaultError(
      403,
      'Forbidden',
      [
        'Caller is not authorized to perform action on resource.',
        'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
        `Caller: appid=${clientId};oid=${clientId};iss=https://sts.windows.net/${tokens.tenantId}/`,
        `Action: '${azureDataActions[action]}'`,
        `Resource: '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/local/providers/microsoft.keyvault/vaults/${name}${pathname.split('/').slice(0, 3).join('/')}'`,
        'Assignment: (not found)',
        'DenyAssignmentId: null',
        'DecisionReason: null ',
        `Vault: ${name};location=local`,
        '',
      ].join('\r\n'),
      'ForbiddenByRbac',
    )
  }

  return emulator
}

// --- internal ---

const resource = 'https://vault.azure.net'
const operationNames = ['challenge', ...operations.map(({ name }) => name)]

/** What the service says with a status that comes from the faults. */
function faultBody(status: number): VaultError {
  if (status === 429) {
    const message =
      'Request was not processed because too many requests were received. ' +
      'Reason: VaultRequestTypeLimitReached'
    return new VaultError(429, 'Throttled', message)
  }
  const code = codes[status] ?? (status < 500 ? 'BadParameter' : 'InternalServerError')
  return new VaultError(status, code, 'This answer is a fault of the emulator.')
}

const codes: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  503: 'ServiceUnavailable',
}

function setCommonHeaders({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('cache-control', 'no-cache')
  response.setHeader('x-ms-keyvault-region', 'local')
  response.setHeader('x-ms-keyvault-service-version', '1.9.0.0')
  response.setHeader('x-ms-request-id', randomUUID())
  const id = headers['x-ms-client-request-id']
  if (id !== undefined) response.setHeader('x-ms-client-request-id', id)
}

/** The token's owner, or why the request gets a challenge. */
function authenticate(
  { headers }: IncomingMessage,
  tokens: Pick<TokenAuthority, 'verify'>,
): { clientId: string } | VaultError {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  const unauthorized = (message: string) => new VaultError(401, 'Unauthorized', message)
  if (token === undefined) {
    return unauthorized('AKV10000: Request is missing a Bearer or PoP token.')
  }
  const owner = tokens.verify(token)
  if (owner === undefined) {
    return unauthorized('[TokenExpired] Error validating token: it is unknown or has expired.')
  }
  if (owner.audience !== resource) {
    return unauthorized(
      `AKV10022: Invalid audience. Expected ${resource}, found: ${owner.audience}.`,
    )
  }
  return owner
}

/** Takes 7.4 and later: numbered versions up to 7.6 and all dated ones. */
function checkApiVersion(version: string | null): void {
  if (version === null || version === '') {
    throw badParameter('The api-version query parameter is missing.')
  }
  if (/^(7\.[4-6](-preview\.\d)?|20(2[5-9]|[3-9]\d)-\d\d-\d\d(-preview)?)$/.test(version)) return
  throw badParameter(`The specified version (${version}) is not recognized.`)
}

async function body(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request)
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says may quote its input.
    throw badParameter('The request body is not JSON.')
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
  } else if (error instanceof VaultError) {
    sendJson(response, error.status, error)
  } else if (error instanceof RangeError) {
    sendJson(response, 413, new VaultError(413, 'RequestEntityTooLarge', 'The body is too large.'))
  } else {
    sendJson(response, 500, new VaultError(500, 'InternalServerError', 'The emulator failed.'))
  }
}

function controlEndpoints(emulator: KeyVaultEmulator, context: VaultContext): ControlEndpoint[] {
  return [
    {
      method: 'GET',
      path: '/state',
      description: 'Keys and secrets without their values, roles, clock, counts of requests.',
      handle: () => ({
        ...context,
        now: context.now(),
        clockOffsetMs: emulator.clockOffsetMs,
        ...Object.fromEntries(
          (['keys', 'secrets'] as const).map((type) => [
            type,
            { live: emulator[type].names('live'), deleted: emulator[type].names('deleted') },
          ]),
        ),
        roles: emulator.roles === undefined ? 'all' : Object.fromEntries(emulator.roles),
        requests: Object.fromEntries(emulator.requests),
        faults: emulator.faults.list(),
      }),
    },
    {
      method: 'POST',
      path: '/keys',
      description:
        'What resource management does to make a key: {name, kty, key_size, crv, key_ops, attributes, tags}. A key that is there comes back as it is.',
      handle: (input) => {
        const { name, ...options } = (input ?? {}) as CreateKeyOptions & { name?: unknown }
        if (typeof name !== 'string') throw new TypeError('name has to be a string')
        return emulator.keys.status(name) === 'live'
          ? emulator.keys.get(name)
          : emulator.keys.create(name, options)
      },
    },
    {
      method: 'POST',
      path: '/secrets',
      description:
        'What resource management does to set a secret: {name, value, contentType, attributes, tags}. The answer is without the value.',
      handle: (input) => {
        const { name, ...options } = (input ?? {}) as { name?: unknown }
        if (typeof name !== 'string') throw new TypeError('name has to be a string')
        const { value: _, ...shown } = emulator.secrets.set(name, options)
        return shown
      },
    },
    ...(['keys', 'secrets'] as const).map(
      (type): ControlEndpoint => ({
        method: 'DELETE',
        path: `/${type}/{name}`,
        description: 'Deletes it, as far as soft delete goes. What is not there is fine.',
        handle: (_, { name = '' }) => {
          if (emulator[type].status(name) === 'live') emulator[type].remove(name)
        },
      }),
    ),
    {
      method: 'PUT',
      path: '/clock',
      description: 'Sets how far the vault is ahead of the real clock: {offsetMs}.',
      handle: (input) => {
        const { offsetMs } = (input ?? {}) as { offsetMs?: unknown }
        if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) {
          throw new TypeError('offsetMs has to be a number of milliseconds')
        }
        emulator.clockOffsetMs = offsetMs
        return { now: context.now(), clockOffsetMs: offsetMs }
      },
    },
    {
      method: 'PUT',
      path: '/roles',
      description:
        'Replaces who may do what: {CLIENT_ID: "all" | [data action, ...], ...}, or "all".',
      handle: (input) => {
        emulator.roles = parseRoles(input)
        return input
      },
    },
    ...faultEndpoints(emulator.faults, operationNames),
  ]
}

function parseRoles(input: unknown): Map<string, Role> | undefined {
  if (input === 'all') return undefined
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new TypeError('roles have to be "all" or an object by client id')
  }
  const roles = new Map<string, Role>()
  for (const [clientId, role] of Object.entries(input)) {
    const unknown =
      role === 'all' ? [] : [role].flat().filter((a) => !Object.hasOwn(azureDataActions, a))
    if (unknown.length > 0) {
      throw new TypeError(
        `unknown data action ${JSON.stringify(unknown[0])}: use "all" or some of ${Object.keys(azureDataActions).join(', ')}`,
      )
    }
    roles.set(clientId, role)
  }
  return roles
}
