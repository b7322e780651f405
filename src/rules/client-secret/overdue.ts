import { valueAt } from '../../config/problem.ts'
import { inWords } from '../rotation/in-words.ts'
import { policyOf } from '../rotation/policy-of.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

export const overdue: EnvironmentRule = {
  id: 'client-secret/overdue',
  severity: 'warning',
  summary:
    'The active client secret is not older than "maxAge". Only a warning, since time alone must not block the change that cures it: `rotate status` and `drift` fail on it.',
  help: 'Add another one in Apps and Keys, and store it with `ikctl key client-secret`.',
  clock: true,
  *check(environment, { now }) {
    const { maxAge } = policyOf(environment)
    if (maxAge === undefined) return
    for (const { id, clientSecret, document, pointer } of declaredClientSecrets(environment)) {
      const since = readTime(clientSecret.since?.active)
      if (clientSecret.state !== 'active' || since === undefined) continue
      const age = now.getTime() - since
      if (age <= maxAge) continue
      yield {
        place: valueAt(document, ...pointer, 'since', 'active'),
        message: `the client secret "${id}" has been active for ${inWords(age)}, longer than its maximum age of ${inWords(maxAge)}`,
      }
    }
  },
}
