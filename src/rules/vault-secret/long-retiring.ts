import { type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { inWords } from '../rotation/in-words.ts'
import { readTime } from '../time/read-time.ts'
import type { SecretFamily } from './secret-family.ts'

const limit = 14 * 86_400_000

/** The secrets of a family that have been retiring for more than 14 days. */
export function* longRetiring(
  { noun, declared }: SecretFamily,
  environment: EnvironmentDraft,
  now: Date,
): Iterable<Problem> {
  for (const { id, secret, document, pointer } of declared(environment)) {
    const since = readTime(secret.since?.retiring)
    if (secret.state !== 'retiring' || since === undefined) continue
    if (now.getTime() - since <= limit) continue
    yield {
      place: valueAt(document, ...pointer, 'since', 'retiring'),
      message: `the ${noun} "${id}" has been retiring for ${inWords(now.getTime() - since)}, longer than ${inWords(limit)}`,
    }
  }
}
