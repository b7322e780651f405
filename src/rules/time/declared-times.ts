import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import { secretFamilies } from '../vault-secret/secret-family.ts'

/** A time that something happened, as it stands in the configuration. */
export interface DeclaredTime {
  text: string
  place: Place
}

/** When key pairs, client secrets and HMAC keys of an environment reached their states. */
export function declaredTimes(environment: EnvironmentDraft): DeclaredTime[] {
  const times: DeclaredTime[] = []
  for (const { keyPair, document, pointer } of declaredKeyPairs(environment)) {
    for (const [state, text] of Object.entries(keyPair.since ?? {})) {
      if (text !== undefined) {
        times.push({ text, place: valueAt(document, ...pointer, 'since', state) })
      }
    }
  }
  for (const { secret, document, pointer } of secretFamilies.flatMap(({ declared }) =>
    declared(environment),
  )) {
    for (const [state, text] of Object.entries(secret.since ?? {})) {
      if (text === undefined) continue
      times.push({ text, place: valueAt(document, ...pointer, 'since', state) })
    }
  }
  return times
}
