import { keyAt, valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

export const times: EnvironmentRule = {
  id: 'client-secret/times',
  severity: 'error',
  summary:
    'The times of a client secret go with its state: an active one has been active only, a retiring one was active before.',
  help: 'Correct "state", or the times in "since".',
  *check(environment) {
    for (const { id, clientSecret, document, pointer } of declaredClientSecrets(environment)) {
      const { state, since } = clientSecret
      if (state === undefined || since === undefined) continue
      const { active, retiring } = since
      if (state === 'active' && retiring !== undefined) {
        yield {
          place: keyAt(document, ...pointer, 'since', 'retiring'),
          message: `the client secret "${id}" is active, but has a time for "retiring"`,
        }
      } else if (state === 'retiring' && retiring === undefined) {
        yield {
          place: keyAt(document, ...pointer, 'since'),
          message: `the client secret "${id}" is retiring, but "since" has no time for "retiring"`,
        }
      } else if ((readTime(retiring) ?? Infinity) < (readTime(active) ?? -Infinity)) {
        yield {
          place: valueAt(document, ...pointer, 'since', 'retiring'),
          message: `the client secret "${id}" is retiring since ${retiring}, before it was active (${active})`,
          related: [
            {
              place: valueAt(document, ...pointer, 'since', 'active'),
              message: `active since ${active}`,
            },
          ],
        }
      }
    }
  },
}
