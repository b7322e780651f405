import type { ConfigTree } from '../config/config-tree.ts'
import type { GitTree } from './git-tree.ts'

/** Reads files of `evidence/`; of a commit, nothing else. */
export function evidenceIn(tree: ConfigTree | GitTree, name: string) {
  return (file: string): string | undefined => {
    const path = `config/${name}/evidence/${file}`
    const files = 'only' in tree ? tree.only(tree.blobs.has(path) ? [path] : []) : tree
    if (!files.files().includes(path)) return undefined
    return Buffer.from(files.read(path)).toString('utf8')
  }
}
