import type { KeyPair } from '../../config/environment.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import type { RuleInfo } from '../../findings/rule-info.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'
import { inWords } from './in-words.ts'

interface StaleState extends Omit<RuleInfo, 'severity'> {
  state: KeyPair['state']
  /** How long a key pair may stay in that state, in milliseconds. */
  limit: (environment: EnvironmentDraft) => number | undefined
}

/** A rule that warns of key pairs that are in a state for too long. */
export function staleState({ state, limit, ...info }: StaleState): EnvironmentRule {
  return {
    ...info,
    severity: 'warning',
    clock: true,
    *check(environment, { now }) {
      const longest = limit(environment)
      if (longest === undefined) return
      for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
        if (keyPair.state !== state) continue
        const since = readTime(keyPair.since?.[state])
        if (since === undefined || now.getTime() - since <= longest) continue
        yield {
          place: valueAt(document, ...pointer, 'since', state),
          message: `the key pair "${id}" has been ${state} for ${inWords(now.getTime() - since)}, longer than ${inWords(longest)}`,
        }
      }
    },
  }
}
