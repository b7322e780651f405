import { keyAt, type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { readTime } from '../time/read-time.ts'
import type { SecretFamily } from './secret-family.ts'

/** The secrets of a family whose times do not fit their state. */
export function* timesBesideState(
  { noun, declared }: SecretFamily,
  environment: EnvironmentDraft,
): Iterable<Problem> {
  for (const { id, secret, document, pointer } of declared(environment)) {
    const { state, since } = secret
    if (state === undefined || since === undefined) continue
    const { active, retiring } = since
    if (state === 'active' && retiring !== undefined) {
      yield {
        place: keyAt(document, ...pointer, 'since', 'retiring'),
        message: `the ${noun} "${id}" is active, but has a time for "retiring"`,
      }
    } else if (state === 'retiring' && retiring === undefined) {
      yield {
        place: keyAt(document, ...pointer, 'since'),
        message: `the ${noun} "${id}" is retiring, but "since" has no time for "retiring"`,
      }
    } else if ((readTime(retiring) ?? Infinity) < (readTime(active) ?? -Infinity)) {
      yield {
        place: valueAt(document, ...pointer, 'since', 'retiring'),
        message: `the ${noun} "${id}" is retiring since ${retiring}, before it was active (${active})`,
        related: [
          {
            place: valueAt(document, ...pointer, 'since', 'active'),
            message: `active since ${active}`,
          },
        ],
      }
    }
  }
}
