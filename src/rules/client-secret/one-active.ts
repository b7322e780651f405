import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

export const oneActive: EnvironmentRule = {
  id: 'client-secret/one-active',
  severity: 'error',
  summary: 'At most one client secret is active: with two, nobody knows which one is in use.',
  help: 'Set the replaced one to "retiring", with the time of the change.',
  *check(environment) {
    const [first, ...others] = declaredClientSecrets(environment).filter(
      ({ clientSecret }) => clientSecret.state === 'active',
    )
    if (first === undefined) return
    for (const { id, document, pointer } of others) {
      yield {
        place: valueAt(document, ...pointer, 'state'),
        message: `the client secret "${id}" is active beside "${first.id}"`,
        related: [
          {
            place: valueAt(first.document, ...first.pointer, 'state'),
            message: `"${first.id}" is active here`,
          },
        ],
      }
    }
  },
}
