import type { KeyPair } from '../config/environment.ts'
import type { KeyPairMap } from '../key-pair/key-pair-map.ts'
import type { KeyPairViolation, PastKeyPair } from './key-pair-change.ts'

/**
 * What a change brings back from the past: ids and keys are used once, whether their entry is still there
 * or not.
 *
 * @param history of the base, the base itself included.
 */
export function reusedKeyPairs(
  base: KeyPairMap,
  head: KeyPairMap,
  history: () => readonly PastKeyPair[],
): KeyPairViolation[] {
  const violations: KeyPairViolation[] = []
  for (const [id, after] of head) {
    const before = base.get(id)
    if (before === undefined && history().some((past) => past.id === id)) {
      violations.push({
        code: 'key-pair/id-reused',
        id,
        message: `the id ${id} was that of an earlier key pair, whose entry was removed`,
        wayForward: 'an id is never used again, since proofs name it: choose another one',
      })
    }
    for (const [name, what] of identities) {
      const value = canonical(name, after[name])
      if (value === undefined || value === canonical(name, before?.[name])) continue
      const owner = history().find(
        (past) => past.id !== id && canonical(name, past[name]) === value,
      )
      if (owner === undefined) continue
      violations.push({
        code: 'key-pair/key-reused',
        id,
        message: `the ${what} of key pair ${id} was that of key pair ${owner.id}`,
        wayForward:
          'a key that was given up is not used again under another id: make a new key pair',
      })
      break
    }
  }
  return violations
}

/** Whether a key pair signed in some commit of the history, by the id and the key that it has now. */
export function wasActive(
  id: string,
  { thumbprint }: Pick<KeyPair, 'thumbprint'>,
  history: readonly PastKeyPair[],
): boolean {
  return history.some(
    (past) => past.id === id && past.state === 'active' && past.thumbprint === thumbprint,
  )
}

/** What names a key, besides its entry's id. */
const identities = [
  ['thumbprint', 'thumbprint'],
  ['key', 'vault key'],
  ['docusignKeyPairId', 'Docusign key pair id'],
] as const

// --- internal ---

/** GUIDs and vault ids are compared without regard to case; base64url is not. */
function canonical(name: string, value: string | undefined): string | undefined {
  return name === 'thumbprint' ? value : value?.toLowerCase()
}
