import type { ConfigTree } from './config-tree.ts'

/** A tree with some files replaced or added: what it would be after a change. */
export function overlayTree(
  tree: ConfigTree,
  files: ReadonlyMap<string, string | Uint8Array>,
): ConfigTree {
  return {
    ...(tree.modes && { modes: tree.modes }),
    ...(tree.beside && { beside: tree.beside }),
    files: () => [...new Set([...tree.files(), ...files.keys()])].sort(),
    read: (path) => {
      const content = files.get(path)
      if (content === undefined) return tree.read(path)
      return typeof content === 'string' ? Buffer.from(content) : content
    },
  }
}
