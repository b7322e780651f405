import type { Finding } from '../findings/finding.ts'
import type { RuleInfo } from '../findings/rule-info.ts'
import { shortHash, tenantHash } from '../text/short-hash.ts'
import { type Change, changeKinds } from './change.ts'

/**
 * A change without names and ids of tenants; hashes stand in their place, the same in every plan.
 */
export function redactChange(change: Change): Change {
  if (changeKinds[change.kind] !== 'tenants') return change
  const { kind, tenant, subject, before, after, details } = change
  const isPublic = kind === 'tenant-status'
  return {
    kind,
    ...(tenant !== undefined && { tenant: tenantHash(tenant) }),
    ...(subject !== undefined && { subject }),
    ...(before !== undefined && { before: isPublic ? before : shortHash(before) }),
    ...(after !== undefined && { after: isPublic ? after : shortHash(after) }),
    ...(details !== undefined && {
      details: {
        status: details.status,
        account: shortHash(details.account),
        users: details.users,
      },
    }),
  }
}

/** A finding that quotes nothing: its rule, and the file unless that names a tenant. */
export function redactFinding(finding: Finding, rules: ReadonlyMap<string, RuleInfo>): Finding {
  const { ruleId, severity, file, range, docUrl } = finding
  const info = rules.get(ruleId)
  return {
    ruleId,
    severity,
    message: info?.summary ?? 'the file has a problem',
    file: redactPath(file),
    ...(range !== undefined && { range }),
    related: [],
    help: info?.help ?? 'Run `ikctl validate`.',
    suggest: [],
    docUrl,
  }
}

/** A path that names no tenant. */
export function redactPath(path: string): string {
  const [, folder, id] = /^(config\/[^/]+\/tenants\/)(.*)\.yaml$/.exec(path) ?? []
  return id === undefined ? path : `${folder}${tenantHash(id)}.yaml`
}
