import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive as streaming writers make it: sizes are in the directory only. */
export function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const sums = numbers([crc32(plain), 4], [packed.length, 4], [plain.length, 4])
    const names = numbers([Buffer.byteLength(name), 2], [0, 2])
    const common = numbers([20, 2], [0x808, 2], [8, 2], [0, 4])
    const local = [Buffer.from('PK\x03\x04'), common, Buffer.alloc(12), names, Buffer.from(name)]
    const entry = Buffer.concat([...local, packed, Buffer.from('PK\x07\x08'), sums])
    const attributes = numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4])
    directory.push(
      ...[Buffer.from('PK\x01\x02'), numbers([20, 2]), common, sums, names, attributes],
      Buffer.from(name),
    )
    parts.push(entry)
    at += entry.length
  }
  const size = directory.reduce((total, part) => total + part.length, 0)
  const count = Object.keys(files).length
  const end = numbers([0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end])
}

// --- internal ---

function numbers(...values: [value: number, bytes: number][]): Buffer {
  const total = values.reduce((sum, [, bytes]) => sum + bytes, 0)
  const buffer = Buffer.alloc(total)
  let at = 0
  for (const [value, bytes] of values) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}
