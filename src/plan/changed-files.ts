import type { ConfigTree } from '../config/config-tree.ts'
import { IkctlError } from '../ikctl-error.ts'
import { blobId, type GitTree } from './git-tree.ts'

/** The files that are the same byte for byte: they need not be read from Git, nor parsed twice. */
export function unchangedFiles(base: GitTree, head: ConfigTree): Set<string> {
  const same = new Set<string>()
  for (const path of head.files()) {
    const id = base.blobs.get(path)
    if (id === undefined) continue
    try {
      if (blobId(head.read(path), id) === id) same.add(path)
    } catch (error) {
      if (error instanceof IkctlError) throw error
      // What cannot be read is not the same; the loader says why.
    }
  }
  return same
}

/**
 * Which files a change since a revision can have brought findings to: a tenant's file on its own; with
 * any other, or with one that is gone, its whole environment; with the settings, all.
 */
export function concernedBy(base: GitTree, head: ConfigTree): (file: string) => boolean {
  const same = unchangedFiles(base, head)
  const there = new Set(head.files())
  const changed = new Set([...there, ...base.blobs.keys()].filter((path) => !same.has(path)))
  if (changed.has('config/ikctl.yaml')) return () => true
  const folders = new Set<string>()
  for (const path of changed) {
    if (!isTenant.test(path) || !there.has(path)) folders.add(folderOf(path))
  }
  return (file) => changed.has(file) || folders.has(folderOf(file))
}

// --- internal ---

const isTenant = /^config\/[^/]+\/tenants\/[^/]+\.yaml$/

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}
