import { type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { inWords } from '../rotation/in-words.ts'
import { policyOf } from '../rotation/policy-of.ts'
import { readTime } from '../time/read-time.ts'
import type { SecretFamily } from './secret-family.ts'

/** The active secrets of a family that are older than the policy's maximum age. */
export function* secretOverdue(
  { noun, declared }: SecretFamily,
  environment: EnvironmentDraft,
  now: Date,
): Iterable<Problem> {
  const { maxAge } = policyOf(environment)
  if (maxAge === undefined) return
  for (const { id, secret, document, pointer } of declared(environment)) {
    const since = readTime(secret.since?.active)
    if (secret.state !== 'active' || since === undefined) continue
    const age = now.getTime() - since
    if (age <= maxAge) continue
    yield {
      place: valueAt(document, ...pointer, 'since', 'active'),
      message: `the ${noun} "${id}" has been active for ${inWords(age)}, longer than its maximum age of ${inWords(maxAge)}`,
    }
  }
}
