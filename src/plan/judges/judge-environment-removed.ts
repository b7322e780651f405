import { plural } from '../../text/plural.ts'
import type { Judgement } from '../judgement.ts'
import { allowedByName } from './allowed-by-name.ts'
import { type Case, has } from './case.ts'

/** The whole environment goes: nothing else needs to be said then. */
export function judgeEnvironmentRemoved(subject: Case): Judgement[] {
  if (!has(subject, 'environment-removed')) return []
  const { environment } = subject.base
  return [
    allowedByName(subject, 'environmentRemoved', {
      code: 'plan/environment-removed',
      message: `the environment "${environment?.name}" is removed with ${plural(environment?.tenants.length ?? 0, 'tenant')} and ${plural(environment?.keyPairs.size ?? 0, 'key pair')}`,
      wayForward: 'a stack without its folder can neither be checked nor rotated nor taken down',
    }),
  ]
}
