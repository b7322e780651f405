import { optionalObject } from './attributes.ts'
import type { CreateKeyOptions, Keys } from './keys.ts'
import type { DataAction } from './roles.ts'
import type { Secrets } from './secrets.ts'
import { badParameter } from './vault-error.ts'

/** One operation of the service's data plane. */
export interface Operation {
  /** As faults and request counts name it. */
  name: string
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** Segments; `{version}` may be left out, which means the newest one. */
  path: string
  action: DataAction
  /** Returns what is answered with 200; undefined is answered with 204. */
  run: (vault: { keys: Keys; secrets: Secrets }, call: Call) => unknown
}

/** What a request says. */
export interface Call {
  name: string
  version: string | undefined
  url: URL
  body: unknown
}

/** All operations; where two paths fit a request, the first one is meant. */
export const operations: readonly Operation[] = [
  // Signing first: it is what is asked for all the time.
  key('sign', 'POST', '{name}/{version}/sign', 'keys/sign', 'sign'),
  key('verify', 'POST', '{name}/{version}/verify', 'keys/verify', 'verify'),
  key('encrypt', 'POST', '{name}/{version}/encrypt', 'keys/encrypt', 'encrypt'),
  key('decrypt', 'POST', '{name}/{version}/decrypt', 'keys/decrypt', 'decrypt'),
  key('wrap-key', 'POST', '{name}/{version}/wrapkey', 'keys/wrap', 'wrapKey'),
  key('unwrap-key', 'POST', '{name}/{version}/unwrapkey', 'keys/unwrap', 'unwrapKey'),
  {
    name: 'list-keys',
    method: 'GET',
    path: 'keys',
    action: 'keys/read',
    run: ({ keys }, { url }) => keys.list(url),
  },
  {
    name: 'restore-key',
    method: 'POST',
    path: 'keys/restore',
    action: 'keys/restore',
    run: ({ keys }, { body }) => keys.restore(body),
  },
  {
    name: 'create-key',
    method: 'POST',
    path: 'keys/{name}/create',
    action: 'keys/create',
    run: ({ keys }, { name, body }) => keys.create(name, createKeyBody(body)),
  },
  {
    name: 'import-key',
    method: 'PUT',
    path: 'keys/{name}',
    action: 'keys/import',
    run: ({ keys }, { name, body }) => keys.import(name, body),
  },
  {
    name: 'delete-key',
    method: 'DELETE',
    path: 'keys/{name}',
    action: 'keys/delete',
    run: ({ keys }, { name }) => keys.remove(name),
  },
  {
    name: 'list-key-versions',
    method: 'GET',
    path: 'keys/{name}/versions',
    action: 'keys/read',
    run: ({ keys }, { name, url }) => keys.listVersions(name, url),
  },
  {
    name: 'backup-key',
    method: 'POST',
    path: 'keys/{name}/backup',
    action: 'keys/backup',
    run: ({ keys }, { name }) => keys.backup(name),
  },
  {
    name: 'rotate-key',
    method: 'POST',
    path: 'keys/{name}/rotate',
    action: 'keys/rotate',
    run: ({ keys }, { name }) => keys.rotate(name),
  },
  {
    name: 'get-rotation-policy',
    method: 'GET',
    path: 'keys/{name}/rotationpolicy',
    action: 'keyrotationpolicies/read',
    run: ({ keys }, { name }) => keys.getRotationPolicy(name),
  },
  {
    name: 'set-rotation-policy',
    method: 'PUT',
    path: 'keys/{name}/rotationpolicy',
    action: 'keyrotationpolicies/write',
    run: ({ keys }, { name, body }) => keys.setRotationPolicy(name, body),
  },
  {
    name: 'get-key',
    method: 'GET',
    path: 'keys/{name}/{version}',
    action: 'keys/read',
    run: ({ keys }, { name, version }) => keys.get(name, version),
  },
  key('update-key', 'PATCH', '{name}/{version}', 'keys/update', 'update'),
  ...deleted('key', 'keys', (vault) => vault.keys),
  {
    name: 'list-secrets',
    method: 'GET',
    path: 'secrets',
    action: 'secrets/readMetadata',
    run: ({ secrets }, { url }) => secrets.list(url),
  },
  {
    name: 'restore-secret',
    method: 'POST',
    path: 'secrets/restore',
    action: 'secrets/restore',
    run: ({ secrets }, { body }) => secrets.restore(body),
  },
  {
    name: 'set-secret',
    method: 'PUT',
    path: 'secrets/{name}',
    action: 'secrets/set',
    run: ({ secrets }, { name, body }) => secrets.set(name, body),
  },
  {
    name: 'delete-secret',
    method: 'DELETE',
    path: 'secrets/{name}',
    action: 'secrets/delete',
    run: ({ secrets }, { name }) => secrets.remove(name),
  },
  {
    name: 'list-secret-versions',
    method: 'GET',
    path: 'secrets/{name}/versions',
    action: 'secrets/readMetadata',
    run: ({ secrets }, { name, url }) => secrets.listVersions(name, url),
  },
  {
    name: 'backup-secret',
    method: 'POST',
    path: 'secrets/{name}/backup',
    action: 'secrets/backup',
    run: ({ secrets }, { name }) => secrets.backup(name),
  },
  {
    name: 'get-secret',
    method: 'GET',
    path: 'secrets/{name}/{version}',
    action: 'secrets/get',
    run: ({ secrets }, { name, version }) => secrets.get(name, version),
  },
  {
    name: 'update-secret',
    method: 'PATCH',
    path: 'secrets/{name}/{version}',
    action: 'secrets/update',
    run: ({ secrets }, { name, version, body }) => secrets.update(name, version, body),
  },
  ...deleted('secret', 'secrets', (vault) => vault.secrets),
]

/** The operation that a request means, with the name and the version in its path. */
export function findOperation(
  method: string,
  pathname: string,
): { operation: Operation; name: string; version: string | undefined } | undefined {
  // Clients that name no version leave its segment empty: /keys/NAME/ and /keys/NAME//sign.
  const segments = pathname.split('/').filter((segment) => segment !== '')
  for (const { operation, pattern } of patterns) {
    if (operation.method !== method) continue
    const found = matchPath(pattern, segments)
    if (found !== undefined) return { operation, ...found }
  }
  return undefined
}

// --- internal ---

/** The service has no default type of a key, unlike `create` in process. */
function createKeyBody(body: unknown): CreateKeyOptions {
  const { kty } = optionalObject(body, 'body')
  if (typeof kty !== 'string') throw badParameter('Property kty is missing or invalid.')
  return body as CreateKeyOptions
}

const patterns = operations.map((operation) => ({
  operation,
  pattern: operation.path.split('/'),
}))

/** Fits the segments to the pattern, with or without its version. */
function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): { name: string; version: string | undefined } | undefined {
  const shortened =
    pattern.length === segments.length + 1
      ? pattern.filter((part) => part !== '{version}')
      : pattern
  if (shortened.length !== segments.length) return undefined
  const found: { name: string; version: string | undefined } = { name: '', version: undefined }
  for (const [at, part] of shortened.entries()) {
    const segment = segments[at] ?? ''
    if (part === '{name}') found.name = segment
    else if (part === '{version}') found.version = segment
    else if (part !== segment.toLowerCase()) return undefined
  }
  return found
}

function key(
  name: string,
  method: Operation['method'],
  path: string,
  action: DataAction,
  run: 'sign' | 'verify' | 'encrypt' | 'decrypt' | 'wrapKey' | 'unwrapKey' | 'update',
): Operation {
  return {
    name,
    method,
    path: `keys/${path}`,
    action,
    run: ({ keys }, { name, version, body }) => keys[run](name, version, body),
  }
}

/** What can be done with deleted keys or secrets. */
function deleted(
  noun: 'key' | 'secret',
  type: 'keys' | 'secrets',
  of: (vault: { keys: Keys; secrets: Secrets }) => Keys | Secrets,
): Operation[] {
  const read = type === 'keys' ? 'keys/read' : 'secrets/readMetadata'
  return [
    {
      name: `list-deleted-${noun}s`,
      method: 'GET',
      path: `deleted${type}`,
      action: read,
      run: (vault, { url }) => of(vault).listDeleted(url),
    },
    {
      name: `get-deleted-${noun}`,
      method: 'GET',
      path: `deleted${type}/{name}`,
      action: read,
      run: (vault, { name }) => of(vault).getDeleted(name),
    },
    {
      name: `purge-${noun}`,
      method: 'DELETE',
      path: `deleted${type}/{name}`,
      action: `${type}/purge`,
      run: (vault, { name }) => of(vault).purge(name),
    },
    {
      name: `recover-${noun}`,
      method: 'POST',
      path: `deleted${type}/{name}/recover`,
      action: `${type}/recover`,
      run: (vault, { name }) => of(vault).recover(name),
    },
  ]
}
