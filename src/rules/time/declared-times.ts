import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'

/** A time that something happened, as it stands in the configuration. */
export interface DeclaredTime {
  text: string
  place: Place
}

/** When key pairs and client secrets of an environment reached their states. */
export function declaredTimes(environment: EnvironmentDraft): DeclaredTime[] {
  const times: DeclaredTime[] = []
  for (const { keyPair, document, pointer } of declaredKeyPairs(environment)) {
    for (const [state, text] of Object.entries(keyPair.since ?? {})) {
      if (text !== undefined) {
        times.push({ text, place: valueAt(document, ...pointer, 'since', state) })
      }
    }
  }
  const { integration } = environment
  if (integration === undefined) return times
  for (const [id, secret] of Object.entries(integration.value.clientSecrets ?? {})) {
    for (const [state, text] of Object.entries(secret?.since ?? {})) {
      if (text === undefined) continue
      times.push({ text, place: valueAt(integration, 'clientSecrets', id, 'since', state) })
    }
  }
  return times
}
