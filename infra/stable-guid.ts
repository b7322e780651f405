import { createHash } from 'node:crypto'

/**
 * The same GUID for the same parts: RFC 9562, version 5. Role definitions and role assignments are
 * named by GUID in Azure, and a name that can be computed is known in a preview and found again.
 */
export function stableGuid(...parts: string[]): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace, 'hex'))
    .update(parts.map((part) => part.toLowerCase()).join('\n'))
    .digest()
    .subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// --- internal ---

/** Random, made once for ikctl: a change renames every role assignment. */
const namespace = 'b3f1c9d86a4e4f0f9d3ae2b0c4715a68'
