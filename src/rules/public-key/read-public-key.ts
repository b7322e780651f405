import type { Place } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import {
  PublicKeyRefused,
  parseRsaPublicKey,
  type RsaPublicKey,
} from '../../keys/rsa-public-key.ts'

/** The public key in a file, or why there is none. */
export function readPublicKey(source: SourceFile): RsaPublicKey | PublicKeyRefused {
  let key = known.get(source)
  if (key === undefined) {
    key = read(source)
    known.set(source, key)
  }
  return key
}

/** The first line of a file. */
export function firstLine(source: SourceFile): Place {
  const end = source.text.search(/\r?\n/)
  return { source, start: 0, end: end < 0 ? source.text.length : end }
}

// --- internal ---

/** Several rules look at each of the few public keys. */
const known = new WeakMap<SourceFile, RsaPublicKey | PublicKeyRefused>()

function read({ text }: SourceFile): RsaPublicKey | PublicKeyRefused {
  try {
    return parseRsaPublicKey(text)
  } catch (error) {
    if (error instanceof PublicKeyRefused) return error
    throw error
  }
}
