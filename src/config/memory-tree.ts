import type { ConfigTree } from './config-tree.ts'

/** A configuration in memory: contents by path below the start folder. */
export function memoryTree(files: ReadonlyMap<string, string | Uint8Array>): ConfigTree {
  return {
    files: () => [...files.keys()].sort(),
    read(path) {
      const content = files.get(path)
      if (content === undefined) throw new Error(`there is no file "${path}"`)
      return typeof content === 'string' ? Buffer.from(content) : content
    },
  }
}
