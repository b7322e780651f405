import type { ConfigTree } from './config-tree.ts'

/** A configuration in memory: contents by path below the start folder, of files beside `config/` as well. */
export function memoryTree(files: ReadonlyMap<string, string | Uint8Array>): ConfigTree {
  const bytes = (path: string) => {
    const content = files.get(path)
    return typeof content === 'string' ? Buffer.from(content) : content
  }
  return {
    files: () => [...files.keys()].filter((path) => path.startsWith('config/')).sort(),
    read(path) {
      const content = bytes(path)
      if (content === undefined) throw new Error(`there is no file "${path}"`)
      return content
    },
    beside: bytes,
  }
}
