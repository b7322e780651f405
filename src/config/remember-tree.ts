import type { ConfigTree } from './config-tree.ts'

/** A tree whose files are read once: they are looked at several times. */
export function rememberTree(tree: ConfigTree): ConfigTree {
  const files = tree.files()
  const contents = new Map<string, Uint8Array>()
  return {
    ...(tree.modes && { modes: tree.modes }),
    ...(tree.beside && { beside: tree.beside }),
    files: () => files,
    read(path) {
      let content = contents.get(path)
      if (content === undefined) {
        content = tree.read(path)
        contents.set(path, content)
      }
      return content
    },
  }
}
