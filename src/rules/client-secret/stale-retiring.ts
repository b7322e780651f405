import { valueAt } from '../../config/problem.ts'
import { inWords } from '../rotation/in-words.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

const limit = 14 * 86_400_000

export const staleRetiring: EnvironmentRule = {
  id: 'client-secret/stale-retiring',
  severity: 'warning',
  summary:
    'A client secret is retiring for at most 14 days: until it is deleted at Docusign, whoever has it can pass as your application.',
  help: 'See that nothing uses it, and take its entry out: `ikctl plan` lists what is to be deleted by hand.',
  clock: true,
  *check(environment, { now }) {
    for (const { id, clientSecret, document, pointer } of declaredClientSecrets(environment)) {
      const since = readTime(clientSecret.since?.retiring)
      if (clientSecret.state !== 'retiring' || since === undefined) continue
      if (now.getTime() - since <= limit) continue
      yield {
        place: valueAt(document, ...pointer, 'since', 'retiring'),
        message: `the client secret "${id}" has been retiring for ${inWords(now.getTime() - since)}, longer than ${inWords(limit)}`,
      }
    }
  },
}
