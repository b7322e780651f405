import type { Place } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import {
  PublicKeyRefused,
  parseRsaPublicKey,
  type RsaPublicKey,
} from '../../keys/rsa-public-key.ts'

/** The public key in a file, or why there is none. */
export function readPublicKey({ text }: SourceFile): RsaPublicKey | PublicKeyRefused {
  let key = known.get(text)
  if (key === undefined) {
    if (known.size >= maxKnown) known.clear()
    key = read(text)
    known.set(text, key)
  }
  return key
}

/** The first line of a file. */
export function firstLine(source: SourceFile): Place {
  const end = source.text.search(/\r?\n/)
  return { source, start: 0, end: end < 0 ? source.text.length : end }
}

// --- internal ---

/** Several rules look at each of the few public keys, at every validation again: reading them is what costs. */
const known = new Map<string, RsaPublicKey | PublicKeyRefused>()
const maxKnown = 100

function read(text: string): RsaPublicKey | PublicKeyRefused {
  try {
    return parseRsaPublicKey(text)
  } catch (error) {
    if (error instanceof PublicKeyRefused) return error
    throw error
  }
}
