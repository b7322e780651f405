import type { ConfigTree } from './config-tree.ts'

/** A tree with some files replaced or added: what it would be after a change. */
export function overlayTree(tree: ConfigTree, files: ReadonlyMap<string, string>): ConfigTree {
  return {
    files: () => [...new Set([...tree.files(), ...files.keys()])].sort(),
    read: (path) => {
      const text = files.get(path)
      return text === undefined ? tree.read(path) : Buffer.from(text)
    },
  }
}
