import type { ConfigTree } from './config-tree.ts'

/** A tree of which only these files are looked at. */
export function withFiles(tree: ConfigTree, files: readonly string[]): ConfigTree {
  return {
    ...(tree.modes && { modes: tree.modes }),
    ...(tree.beside && { beside: tree.beside }),
    files: () => files,
    read: (path) => tree.read(path),
  }
}
