import type { Change } from '../change.ts'
import type { Judgement } from '../judgement.ts'
import { type Case, only } from './case.ts'
import { listed } from './listed.ts'
import { isServed } from './live-tenants.ts'

/** What happens to customers who can log in today. */
export function judgeTenants(subject: Case): Judgement[] {
  const found: Judgement[] = []
  const tell = (
    changes: readonly Change[],
    code: string,
    words: (tenants: string) => string,
    wayForward: string,
  ) => {
    const names = [...new Set(changes.map(({ tenant = '' }) => tenant))]
    if (names.length === 0) return
    found.push({ weight: 'danger', code, message: words(listed(names)), wayForward })
  }
  tell(
    subject.changes.filter(
      ({ kind, before, after, details }) =>
        (kind === 'tenant-removed' && isServed({ status: details?.status ?? '' })) ||
        (kind === 'tenant-status' && isServed({ status: before ?? '' }) && after !== 'live'),
    ),
    'plan/live-tenant-removed',
    (names) => `no longer live, so no longer proven to log in: ${names}`,
    'offboard a tenant before its file is removed: then it is proven that it cannot log in any more',
  )
  tell(
    only(subject, 'tenant-id'),
    'plan/tenant-renamed',
    (names) => `tenants with another id than before: ${names}`,
    'rename them in your product too: it asks for users by the id of the tenant',
  )
  tell(
    only(subject, 'tenant-account'),
    'plan/tenant-moved',
    (names) => `moved to another Docusign account: ${names}`,
    'see that the users are members of the new account: `ikctl smoke` proves it',
  )
  tell(
    only(subject, 'user-changed', 'user-removed'),
    'plan/users-changed',
    (names) => `other users than before, or fewer: ${names}`,
    'a new user has to consent before the merge; a removed role must not be in use any more',
  )
  tell(
    only(subject, 'tenant-unreadable'),
    'plan/tenant-unreadable',
    (names) => `cannot be compared, because the base's file has errors: ${names}`,
    'read these files in full',
  )
  return found
}
