import { type KeyObject, sign } from 'node:crypto'

/** A JWS in compact form made without any library under test: RS256, header `typ` JWT by default. */
export function signAssertion(
  claims: object,
  privateKey: KeyObject,
  header: object = { alg: 'RS256', typ: 'JWT' },
): string {
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}
