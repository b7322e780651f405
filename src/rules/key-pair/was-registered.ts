import type { DeclaredKeyPair } from './declared-key-pairs.ts'

/** Whether the public half of a key pair is at Docusign and still has to be reckoned with. */
export function wasRegistered({ keyPair: { state, since } }: DeclaredKeyPair): boolean {
  switch (state) {
    case 'staged':
    case 'active':
    case 'retiring':
      return true
    case 'compromised':
      // A pending pair may be compromised before anything of it was uploaded.
      return (since?.staged ?? since?.active ?? since?.retiring) !== undefined
    default:
      return false
  }
}
