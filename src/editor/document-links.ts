import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Position, Range } from '../findings/finding.ts'

/** Something in a file that leads to another one, or to an address. */
export interface LinkedText {
  range: Range
  /** An https address, or a path relative to the start folder. */
  target: string
  /** What is there. */
  title: string
}

/**
 * What in a file leads elsewhere: the id of a key pair to its public half, if there is one, and the ids of
 * keys and secrets to the vault.
 *
 * @param path the file, relative to the start folder, with `/`.
 * @param files all files of the configuration.
 */
export function documentLinks(
  path: string,
  text: string,
  files: ReadonlySet<string>,
): LinkedText[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const links: LinkedText[] = []
  const add = (node: unknown, target: string, title: string) => {
    if (!isScalar(node) || !node.range) return
    const [start, end] = node.range
    links.push({ range: { start: at(lines, start), end: at(lines, end) }, target, title })
  }
  if (path.endsWith('/key-pairs.yaml')) {
    const keyPairs = document.get('keyPairs')
    for (const { key } of isMap(keyPairs) ? keyPairs.items : []) {
      const pem = path.replace(
        /key-pairs\.yaml$/,
        `public-keys/${isScalar(key) ? key.value : ''}.pem`,
      )
      if (files.has(pem)) add(key, pem, 'the public half of this key pair')
    }
  }
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && vaultObject.test(node.value)) {
        add(node, node.value, 'the object in the vault')
      }
    },
  })
  return links
}

// --- internal ---

/** A key or a secret with its version, in any cloud of Azure. */
const vaultObject = /^https:\/\/[a-z0-9-]+\.vault\.[a-z.]+\/(?:keys|secrets)\/[\w-]+(?:\/\w+)?$/

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}
