import type { EnvironmentRule } from '../rule.ts'
import { activeAge } from './active-age.ts'
import { inWords } from './in-words.ts'

export const due: EnvironmentRule = {
  id: 'rotation/due',
  severity: 'warning',
  summary:
    'A rotation starts "renewBefore" ahead of the "maxAge" of the active key pair, so that there is time for uploads, proofs and reviews.',
  help: 'Begin with `ikctl rotate start`; it says what comes next.',
  clock: true,
  *check(environment, { now }) {
    const active = activeAge(environment, now)
    if (active === undefined || active.dueAge <= 0) return
    const { id, age, dueAge, maxAge, place, staged } = active
    if (age <= dueAge || age > maxAge) return
    yield {
      place,
      message: `the key pair "${id}" has been active for ${inWords(age)}, a rotation is due from ${inWords(dueAge)} on`,
      ...(staged && { help: promote(environment.name) }),
    }
  },
}

/** What to do when the next key pair is ready. */
export function promote(environment: string): string {
  return `A key pair is staged: prove it with \`ikctl smoke ${environment} --candidate\`, then \`ikctl rotate promote ${environment}\`.`
}
