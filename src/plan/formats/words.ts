import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import type { Judgement, Weight } from '../judgement.ts'
import type { Plan, PlannedRevision } from '../plan.ts'

/** The headings of what there is to say, the most severe first. */
export const weightHeadings: Readonly<Record<Weight, string>> = {
  refused: 'Refused',
  danger: 'Dangerous: look at these before you approve',
  warning: 'Worth knowing',
}

/** `origin/main (1a2b3c4d5e6f)`, or `working tree`. */
export function revisionWords({ revision, commit }: PlannedRevision): string {
  const short = commit?.slice(0, 12)
  if (revision === null) return 'working tree'
  return short === undefined || revision.startsWith(short) ? revision : `${revision} (${short})`
}

/** One sentence about what changes. */
export function summaryWords({ verdict, counts, changes, findings, steps }: Plan): string {
  if (findings.length > 0 && changes.length === 0) return plural(findings.length, 'error')
  if (verdict === 'unchanged') return 'no changes'
  const { added, removed, changed, head } = counts.tenants
  const touched = [
    ...(added > 0 ? [`${added} added`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
  ]
  const { users } = counts.consent
  return [
    plural(changes.length, 'change'),
    touched.length > 0 ? `tenants: ${touched.join(', ')}` : 'no tenant changes',
    `${plural(head, 'tenant')} afterwards`,
    ...(users > 0 ? [`${plural(users, 'user')} to consent`] : []),
    ...(steps.length > 0 ? [`${plural(steps.length, 'step')} by hand`] : []),
  ].join('; ')
}

/** `file:line:column`, as far as it is known. */
export function placeWords({ file, range }: Pick<Judgement, 'file' | 'range'>): string | undefined {
  if (file === undefined) return undefined
  if (range === undefined) return printable(file)
  return `${printable(file)}:${range.start.line}:${range.start.column}`
}
