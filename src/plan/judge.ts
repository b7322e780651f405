import { parseDuration } from '../config/duration.ts'
import type { Settings } from '../config/generated/settings.ts'
import { locate } from '../config/parse-yaml.ts'
import type { Pointer } from '../config/problem.ts'
import type { SourceFile } from '../config/source-file.ts'
import type { EnvironmentDraft } from '../config/workspace.ts'
import type { Severity } from '../findings/finding.ts'
import type { RuleInfo } from '../findings/rule-info.ts'
import type { KeyPairViolation } from '../rotation/check-key-pair-change.ts'
import { defaultEvidencePolicy, type EvidencePolicy } from '../rotation/evidence.ts'
import type { Change, ChangeKind } from './change.ts'
import { registeredRedirectUris, type Side } from './diff-environments.ts'
import type { Judgement } from './judgement.ts'
import { exceeds, type LimitName, limitsOf } from './limits.ts'
import { type Overrides, overrideOptions } from './overrides.ts'

/** What is judged. */
export interface Case {
  changes: readonly Change[]
  /** Its settings are the judge: those of the head are under review themselves. */
  base: Side
  head: Side
  /** What the rotation's own check says about the key pairs. */
  keyPairViolations: readonly KeyPairViolation[]
  overrides: Overrides
  /** The rules and their default severities. */
  rules: ReadonlyMap<string, RuleInfo>
  /** The head's files, to tell places. */
  draft?: EnvironmentDraft | undefined
}

/** What there is to say about a change, the gravest first. */
export function judge(subject: Case): Judgement[] {
  if (subject.changes.some(({ kind }) => kind === 'environment-removed')) {
    return [environmentRemoved(subject)]
  }
  const judgements = [
    ...keyPairs(subject),
    ...scopes(subject),
    ...consentRedirectUri(subject),
    ...identity(subject),
    ...limits(subject),
    ...tenants(subject),
    ...policies(subject),
    ...notes(subject),
  ]
  const order = ['refused', 'danger', 'warning']
  return judgements.sort((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight))
}

// --- internal ---

function has({ changes }: Case, ...kinds: readonly ChangeKind[]): boolean {
  return changes.some(({ kind }) => kinds.includes(kind))
}

function only({ changes }: Case, ...kinds: readonly ChangeKind[]): Change[] {
  return changes.filter(({ kind }) => kinds.includes(kind))
}

function place(
  document: { source: SourceFile } | undefined,
  pointer: Pointer,
  at: 'key' | 'value' = 'value',
): Pick<Judgement, 'file' | 'range'> {
  if (document === undefined) return {}
  const { source } = document
  const { start, end } = locate(source, pointer, at)
  return { file: source.path, range: source.range(start, end) }
}

/** Whether somebody could be locked out. */
function hasCustomers({ base }: Case): boolean {
  return (base.environment?.tenants ?? []).some(
    ({ status }) => status === 'live' || status === 'suspended',
  )
}

/** Refused, unless it was allowed by name: then it is a danger that says so. */
function switched(
  { overrides }: Case,
  name: 'integrationKeyChanged' | 'platformChanged' | 'environmentRemoved',
  judgement: Omit<Judgement, 'weight'>,
): Judgement {
  const option = overrideOptions[name]
  return overrides[name] === true
    ? {
        ...judgement,
        weight: 'danger',
        message: `${judgement.message} (allowed by ${option})`,
      }
    : {
        ...judgement,
        weight: 'refused',
        wayForward: `${judgement.wayForward}; if it is meant, say so with ${option}`,
      }
}

function environmentRemoved(subject: Case): Judgement {
  const { environment } = subject.base
  return switched(subject, 'environmentRemoved', {
    code: 'plan/environment-removed',
    message: `the environment "${environment?.name}" is removed with ${count(environment?.tenants.length ?? 0, 'tenant')} and ${count(environment?.keyPairs.size ?? 0, 'key pair')}`,
    wayForward: 'a stack without its folder can neither be checked nor rotated nor taken down',
  })
}

function keyPairs({ keyPairViolations, draft }: Case): Judgement[] {
  return keyPairViolations.map(({ code, id, message, wayForward }) => ({
    weight: 'refused',
    code,
    message,
    wayForward,
    ...place(draft?.keyPairs, id === undefined ? ['keyPairs'] : ['keyPairs', id], 'key'),
  }))
}

function scopes(subject: Case): Judgement[] {
  const { base, head, draft } = subject
  if (base.environment === undefined || !hasCustomers(subject)) return []
  const asked = base.environment.integration.scopes.consent
  return only(subject, 'login-scope-added').map(({ after = '' }) => {
    const at = place(draft?.integration, [
      'scopes',
      'login',
      head.environment?.integration.scopes.login.indexOf(after) ?? 0,
    ])
    return asked.includes(after)
      ? {
          weight: 'danger',
          code: 'plan/login-scope-added',
          message: `the login scope "${after}" is new: every user who has not consented again since it is asked for is locked out`,
          wayForward: 'log in as every tenant with the new scopes before the merge',
          ...at,
        }
      : {
          weight: 'refused',
          code: 'plan/login-scope-not-consented',
          message: `the login scope "${after}" was never asked for at consent: every login would fail with consent_required`,
          wayForward: `add it to "scopes.consent" alone and merge that, let every user consent again, then use it for logins in a change of its own`,
          ...at,
        }
  })
}

function consentRedirectUri(subject: Case): Judgement[] {
  const { base, head, draft } = subject
  const before = base.environment?.integration.redirectUris.consent
  if (before === undefined || !has(subject, 'consent-redirect-uri')) return []
  const at = place(draft?.integration, ['redirectUris', 'consent'])
  if (!registeredRedirectUris(head.environment?.integration).includes(before)) {
    return [
      {
        weight: 'refused',
        code: 'plan/consent-redirect-uri-removed',
        message: `the redirect URI of the consent flow, ${before}, is replaced and removed in one change: consent links that customers already have would break`,
        wayForward:
          'keep the old one in "redirectUris.others" in this change, and remove it in a later one',
        ...at,
      },
    ]
  }
  return [
    {
      weight: 'danger',
      code: 'plan/consent-redirect-uri',
      message: 'consent links will return to another redirect URI',
      wayForward: 'register it before the merge: Docusign shows an error page until it is there',
      ...at,
    },
  ]
}

/** What the environment is: everything else hangs on it. */
function identity(subject: Case): Judgement[] {
  const { draft } = subject
  const at = (...pointer: Pointer) => place(draft?.integration, pointer)
  const found: Judgement[] = []
  const danger = (code: string, message: string, wayForward: string, ...pointer: Pointer) =>
    found.push({ weight: 'danger', code, message, wayForward, ...at(...pointer) })

  for (const { before, after } of only(subject, 'integration-key')) {
    found.push(
      switched(subject, 'integrationKeyChanged', {
        code: 'plan/integration-key-changed',
        message: `the integration key changes in place from ${before} to ${after}: all consents and key pairs belong to the old one, so every tenant is locked out`,
        wayForward: 'make another environment for the new integration key and move tenants to it',
        ...at('integrationKey'),
      }),
    )
  }
  for (const { before, after } of only(subject, 'platform')) {
    found.push(
      switched(subject, 'platformChanged', {
        code: 'plan/platform-changed',
        message: `the platform changes in place from ${before} to ${after}: users, consents, redirect URIs and key pairs of one platform do not exist on the other`,
        wayForward: 'make another environment for the other platform',
        ...at('platform'),
      }),
    )
  }
  if (has(subject, 'management-account')) {
    danger(
      'plan/management-account-changed',
      'the management account changes: redirect URIs, key pairs and secrets are kept by hand in it',
      'see that its administrators can open the integration key there before the merge',
      'managementAccount',
      'id',
    )
  }
  if (has(subject, 'canary-user')) {
    danger(
      'plan/canary-user-changed',
      'the canary user changes: it protects the tenants by logging in first',
      'let the new one consent, and log in as it, before the merge',
      'managementAccount',
      'canaryUser',
    )
  }
  for (const kind of ['signing-vault', 'settings-vault'] as const) {
    if (!has(subject, kind)) continue
    danger(
      'plan/vault-changed',
      `the ${kind === 'signing-vault' ? 'signing' : 'settings'} vault changes: ${kind === 'signing-vault' ? 'keys cannot be moved to another vault' : 'applications read their settings from the old one until they are deployed again'}`,
      'read the preview of `pulumi up` for what it would make and let go',
      'vaults',
      kind === 'signing-vault' ? 'signing' : 'settings',
    )
  }
  return found
}

/** The tenants that the limits count. */
function touchedTenants(changes: readonly Change[]): {
  removed: Set<string>
  moved: Set<string>
} {
  const removed = new Set<string>()
  const moved = new Set<string>()
  for (const { kind, tenant = '', before, after, details } of changes) {
    if (kind === 'tenant-removed' && details?.status !== 'offboarded') removed.add(tenant)
    if (kind === 'tenant-status') {
      if (after === 'offboarded' || (before === 'live' && after !== 'live')) removed.add(tenant)
    }
    if (
      kind === 'tenant-account' ||
      kind === 'user-changed' ||
      kind === 'user-removed' ||
      kind === 'tenant-unreadable'
    ) {
      moved.add(tenant)
    }
  }
  return { removed, moved }
}

function limits(subject: Case): Judgement[] {
  const { base, changes } = subject
  const served = (base.environment?.tenants ?? []).filter(({ status }) => status !== 'offboarded')
  const population = served.length + (base.unreadable?.size ?? 0)
  const { removed, moved } = touchedTenants(changes)
  return [
    ...limited(subject, 'tenantsRemoved', removed.size, population, {
      what: 'tenants',
      verb: 'would be removed, offboarded, suspended or set back to onboarding',
    }),
    ...limited(subject, 'tenantsMoved', moved.size, population, {
      what: 'tenants',
      verb: 'would get another account or other users',
    }),
    ...limited(
      subject,
      'redirectUrisRemoved',
      only(subject, 'redirect-uri-removed').length,
      registeredRedirectUris(base.environment?.integration).length,
      { what: 'redirect URIs', verb: 'would be removed' },
    ),
  ]
}

function limited(
  { base, overrides }: Case,
  name: LimitName,
  touched: number,
  population: number,
  { what, verb }: { what: string; verb: string },
): Judgement[] {
  const limit = limitsOf(base.settings)[name]
  if (!exceeds(limit, touched, population)) return []
  const share = Math.round((touched * 1000) / population) / 10
  const option = `${overrideOptions[name]} ${touched}`
  const message = `${touched} of ${population} ${what} (${share} %) ${verb}; the base's limit is ${limit.percent} %, from ${limit.from} on`
  const code = `plan/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  if (touched <= (overrides[name] ?? -1)) {
    return [
      {
        weight: 'danger',
        code,
        message: `${message} (allowed by ${overrideOptions[name]} ${overrides[name]})`,
        wayForward: 'read the list of changes to its end before you approve',
      },
    ]
  }
  return [
    {
      weight: 'refused',
      code,
      message,
      wayForward: `split the change; if so much at once is meant, say so with ${option}`,
    },
  ]
}

/** What happens to customers who can log in today. */
function tenants(subject: Case): Judgement[] {
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
        (kind === 'tenant-removed' && details?.status === 'live') ||
        (kind === 'tenant-status' && before === 'live' && after !== 'live'),
    ),
    'plan/live-tenant-removed',
    (names) => `no longer live, so no longer proven to log in: ${names}`,
    'offboard a tenant before its file is removed: then it is proven that it cannot log in any more',
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

const severityOrder = ['off', 'info', 'warning', 'error']

/** Policies that get looser in the change that they would have judged. */
function policies(subject: Case): Judgement[] {
  const { base, head, rules, draft } = subject
  const found: Judgement[] = []
  const danger = (code: string, message: string, at: Pick<Judgement, 'file' | 'range'> = {}) =>
    found.push({
      weight: 'danger',
      code,
      message,
      wayForward: "this change is still judged by the base's; the next one is not",
      ...at,
    })

  const [before, after] = [limitsOf(base.settings), limitsOf(head.settings)]
  const settingsFile = { file: 'config/ikctl.yaml' }
  for (const { subject: name = '' } of only(subject, 'limit')) {
    const [a, b] = [before[name as LimitName], after[name as LimitName]]
    if (b.percent > a.percent || b.from > a.from) {
      danger('plan/limit-loosened', `the safety limit "${name}" gets looser`, settingsFile)
    }
  }
  for (const { subject: rule = '' } of only(subject, 'rule-severity')) {
    const rank = (settings: Settings) =>
      severityOrder.indexOf(
        settings.rules?.[rule] ??
          (rules.get(rule)?.severity satisfies Severity | undefined) ??
          'error',
      )
    if (rank(head.settings) < rank(base.settings)) {
      danger('plan/rule-loosened', `the rule "${rule}" gets looser`, settingsFile)
    }
  }
  const hosts = head.settings.redirectHosts
  if (base.settings.redirectHosts !== undefined) {
    if (hosts === undefined || has(subject, 'redirect-host-added')) {
      danger('plan/redirect-hosts-widened', 'redirect URIs may use more hosts', settingsFile)
    }
  }

  const [old, now] = [
    base.environment?.integration.rotation,
    head.environment?.integration.rotation,
  ]
  if (old === undefined || now === undefined) return found
  const at = (...pointer: Pointer) => place(draft?.integration, ['rotation', ...pointer])
  if (parseDuration(now.overlap) < parseDuration(old.overlap)) {
    danger('plan/overlap-shortened', 'the overlap of a rotation gets shorter', at('overlap'))
  }
  if (parseDuration(now.maxAge) > parseDuration(old.maxAge)) {
    danger('plan/max-age-raised', 'key pairs may get older', at('maxAge'))
  }
  if (has(subject, 'evidence-policy') && isLooser(old.evidence, now.evidence)) {
    danger('plan/evidence-policy-loosened', 'a promotion needs less proof', at('evidence'))
  }
  if (only(subject, 'evidence-key').some((change) => change.before !== undefined)) {
    danger('plan/evidence-key-changed', 'the evidence key is replaced or removed', {
      file: `${draft?.path}/evidence/evidence.pem`,
    })
  }
  return found
}

function isLooser(
  before: EvidencePolicy = defaultEvidencePolicy,
  after: EvidencePolicy = defaultEvidencePolicy,
): boolean {
  const size = ({ sample }: EvidencePolicy) => (sample === 'all' ? Infinity : sample)
  return parseDuration(after.maxAge) > parseDuration(before.maxAge) || size(after) < size(before)
}

function notes(subject: Case): Judgement[] {
  const found: Judgement[] = []
  const changesTenants = has(
    subject,
    'tenant-added',
    'tenant-removed',
    'tenant-status',
    'tenant-account',
    'user-added',
    'user-removed',
    'user-changed',
  )
  if (has(subject, 'key-pair-state') && changesTenants && subject.base.environment !== undefined) {
    found.push({
      weight: 'warning',
      code: 'plan/key-and-tenants-mixed',
      message:
        'a key pair changes its state and tenants change in the same change: the evidence for the one was made without the other',
      wayForward: 'make two changes of it',
    })
  }
  if (has(subject, 'product')) {
    found.push({
      weight: 'warning',
      code: 'plan/product-changed',
      message:
        "the product's name changes: evidence made under the old one does not count any more",
      wayForward: 'do not rename it while a rotation is in flight',
    })
  }
  return found
}

/** Some names and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ')
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
