import { inflateRawSync } from 'node:zlib'

/**
 * One file of a ZIP archive; nothing is written, and no path of the archive is followed.
 *
 * @param {Buffer} archive
 * @param {string} name of the file.
 * @param {number} limit of its size, unpacked.
 * @returns {Buffer | undefined} undefined when it is not there, too large, or the archive is broken.
 */
export function unzip(archive, name, limit) {
  try {
    // The end record, then the directory, then the file: offsets as in the format's description (APPNOTE).
    const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
    let at = archive.readUInt32LE(end + 16)
    for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
      if (archive.toString('latin1', at, at + 4) !== 'PK\u0001\u0002') return undefined
      const nameLength = archive.readUInt16LE(at + 28)
      if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
        return readFile(archive, at, limit)
      }
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    }
  } catch {
    // Out of the buffer's range, not deflated, or larger than the limit.
  }
  return undefined
}

// --- internal ---

function readFile(archive, entry, limit) {
  const method = archive.readUInt16LE(entry + 10)
  const size = archive.readUInt32LE(entry + 20)
  const local = archive.readUInt32LE(entry + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + size)
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: limit })
  return method === 0 && packed.length <= limit ? packed : undefined
}
