import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { EvidenceSigner } from '../../src/rotation/evidence.ts'

/** An evidence key that no vault holds. */
export function evidenceSigner(): EvidenceSigner & { privateKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    alg: 'ES256',
    privateKey,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
    sign: async (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
}
