/** What a file below `config/` is, by its path. */
export type FileKind =
  | 'settings'
  | 'integration'
  | 'key-pairs'
  | 'tenant'
  | 'public-key'
  | 'evidence'
  /** Notes and dot files: nobody's mistake, and only searched for secrets. */
  | 'note'
  /** What ikctl does not read. */
  | 'unknown'

/** @param path relative to the start folder, with `/`. */
export function fileKind(path: string): FileKind {
  // Nearly all are tenants.
  if (tenant.test(path)) return 'tenant'
  const [, , ...rest] = path.split('/')
  const inside = rest.join('/')
  if (/(?:^|\/)\./.test(path) || /\.md$/i.test(path)) return 'note'
  if (path === 'config/ikctl.yaml') return 'settings'
  if (inside === 'integration.yaml') return 'integration'
  if (inside === 'key-pairs.yaml') return 'key-pairs'
  if (/^public-keys\/[^/]+\.pem$/.test(inside)) return 'public-key'
  return /^evidence\/[^/]+\.(jws|pem)$/.test(inside) ? 'evidence' : 'unknown'
}

/** The environment's folder of a tenant's file: `config/<environment>`. */
export function tenantFolder(path: string): string | undefined {
  return fileKind(path) === 'tenant' ? path.slice(0, path.indexOf('/tenants/')) : undefined
}

// --- internal ---

const tenant = /^[^/.][^/]*\/[^/.][^/]*\/tenants\/[^/.][^/]*\.yaml$/
