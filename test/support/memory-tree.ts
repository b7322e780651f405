import type { ConfigTree } from '../../src/config/config-tree.ts'

/** A configuration in memory: texts by path below the start folder. */
export function memoryTree(files: ReadonlyMap<string, string>): ConfigTree {
  return {
    files: () => [...files.keys()].sort(),
    read(path) {
      const text = files.get(path)
      if (text === undefined) throw new Error(`there is no file "${path}"`)
      return new TextEncoder().encode(text)
    },
  }
}
