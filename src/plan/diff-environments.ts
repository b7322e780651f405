import { parseDuration } from '../config/duration.ts'
import type { Environment, Integration, KeyPair, Tenant } from '../config/environment.ts'
import type { Settings } from '../config/generated/settings.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import type { Change, ChangeKind } from './change.ts'
import { knownFailureDaysOf, limitsOf } from './limits.ts'
import { shownValue } from './shown-value.ts'

/** One side of a comparison. */
export interface Side {
  /** Absent when the revision has no such environment. */
  environment?: Environment | undefined
  settings: Settings
  /** Digests of the files in `evidence/`, by name. */
  evidence: ReadonlyMap<string, string>
  /** The text of `evidence/evidence.pem`; absent when there is none. */
  evidenceKey?: string | undefined
  /** Tenants whose file is there but cannot be read. */
  unreadable?: ReadonlySet<string>
}

/**
 * What differs in meaning: comments, order, quoting, the case of GUIDs and the ways to write the same
 * duration do not. Private keys and tokens that somebody put into a value are masked.
 *
 * @returns by area, the tenants sorted by id.
 */
export function diffEnvironments(base: Side, head: Side): Change[] {
  const before = base.environment
  const after = head.environment
  return [
    ...(before === undefined && after !== undefined
      ? [{ kind: 'environment-added' as const }]
      : []),
    ...(before !== undefined && after === undefined
      ? [{ kind: 'environment-removed' as const }]
      : []),
    ...diffIntegration(before?.integration, after?.integration),
    ...diffKeyPairs(before, after),
    ...diffEvidence(base.evidence, head.evidence),
    ...diffSettings(base.settings, head.settings),
    ...diffTenants(before?.tenants ?? [], after?.tenants ?? [], base.unreadable ?? new Set()),
  ]
}

/** All redirect URIs that have to be registered. */
export function registeredRedirectUris(integration: Integration | undefined): string[] {
  if (integration === undefined) return []
  const { consent, others = [] } = integration.redirectUris
  return [...new Set([consent, ...others])]
}

// --- internal ---

type Value = string | number | boolean | undefined

/** A difference of one value, or nothing. */
function difference(
  kind: ChangeKind,
  before: Value,
  after: Value,
  more: Pick<Change, 'tenant' | 'subject'> = {},
  canonical: (value: string) => string | number = (value) => value,
): Change[] {
  const same = (value: Value) => (value === undefined ? undefined : canonical(String(value)))
  if (same(before) === same(after)) return []
  return [
    {
      kind,
      ...more,
      ...(before !== undefined && { before: shownValue(String(before)) }),
      ...(after !== undefined && { after: shownValue(String(after)) }),
    },
  ]
}

const lowerCase = (value: string) => value.toLowerCase()

function diffSets(
  [added, removed]: readonly [ChangeKind, ChangeKind],
  before: readonly string[],
  after: readonly string[],
): Change[] {
  return [
    ...after
      .filter((item) => !before.includes(item))
      .flatMap((i) => difference(added, undefined, i)),
    ...before
      .filter((item) => !after.includes(item))
      .flatMap((item) => difference(removed, item, undefined)),
  ]
}

/** Every name of two maps, those of the second that are new at the end. */
function names(before: object = {}, after: object = {}): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
}

/** A property of a map whose names people choose: `toString` is not one of its own. */
function own<T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined
}

function diffIntegration(before?: Integration, after?: Integration): Change[] {
  return [
    // A new environment is reported by its own values: there is nothing to compare them with.
    ...(before && after ? diffProperties(before, after) : []),
    ...diffSets(
      ['consent-scope-added', 'consent-scope-removed'],
      before?.scopes.consent ?? [],
      after?.scopes.consent ?? [],
    ),
    ...diffSets(
      ['login-scope-added', 'login-scope-removed'],
      before?.scopes.login ?? [],
      after?.scopes.login ?? [],
    ),
    ...diffSets(
      ['redirect-uri-added', 'redirect-uri-removed'],
      registeredRedirectUris(before),
      registeredRedirectUris(after),
    ),
    ...difference(
      'consent-redirect-uri',
      before?.redirectUris.consent,
      after?.redirectUris.consent,
    ),
    ...diffVaultSecrets('client-secret', before?.clientSecrets, after?.clientSecrets),
    ...diffWebhooks(before?.webhooks, after?.webhooks),
  ]
}

function diffProperties(before: Integration, after: Integration): Change[] {
  const a = before.managementAccount
  const b = after.managementAccount
  return [
    ...difference('product', before.product, after.product),
    ...difference('integration-key', before.integrationKey, after.integrationKey),
    ...difference('managed-in', before.managedIn, after.managedIn),
    ...difference('platform', before.platform, after.platform),
    ...difference('management-account', a.id, b.id),
    ...difference('management-account-name', a.name, b.name),
    ...difference('management-account-contact', a.contact, b.contact),
    ...difference('canary-user', a.canaryUser, b.canaryUser),
    ...difference('signing-vault', before.vaults?.signing, after.vaults?.signing, {}, lowerCase),
    ...difference('settings-vault', before.vaults?.settings, after.vaults?.settings, {}, lowerCase),
    ...diffRotation(before.rotation, after.rotation),
  ]
}

function diffRotation(before: Integration['rotation'], after: Integration['rotation']): Change[] {
  const duration = (name: 'maxAge' | 'renewBefore' | 'overlap') =>
    difference('rotation-policy', before[name], after[name], { subject: name }, parseDuration)
  return [
    ...duration('maxAge'),
    ...duration('renewBefore'),
    ...duration('overlap'),
    ...difference('rotation-policy', before.standby ?? false, after.standby ?? false, {
      subject: 'standby',
    }),
    ...diffEvidencePolicy(before.evidence, after.evidence),
  ]
}

function diffEvidencePolicy(
  before: Integration['rotation']['evidence'],
  after: Integration['rotation']['evidence'],
): Change[] {
  if (before === 'none' || after === 'none') {
    const words = (policy: typeof before) =>
      typeof policy === 'object' ? `maxAge ${policy.maxAge}, sample ${policy.sample}` : policy
    return difference('evidence-policy', words(before), words(after))
  }
  return [
    ...difference(
      'evidence-policy',
      before?.maxAge,
      after?.maxAge,
      { subject: 'maxAge' },
      parseDuration,
    ),
    ...difference('evidence-policy', before?.sample, after?.sample, { subject: 'sample' }),
  ]
}

function diffWebhooks(before: Integration['webhooks'], after: Integration['webhooks']): Change[] {
  return [
    ...difference('webhook', before?.url, after?.url, { subject: 'URL' }),
    ...difference('webhook', before?.hmac, after?.hmac, { subject: 'HMAC' }),
    ...diffSets(
      ['webhook-event-added', 'webhook-event-removed'],
      before?.events ?? [],
      after?.events ?? [],
    ),
    ...diffVaultSecrets('webhook-key', before?.hmacKeys, after?.hmacKeys),
  ]
}

function diffVaultSecrets(
  kind: 'client-secret' | 'webhook-key',
  before: Integration['clientSecrets'] = {},
  after: Integration['clientSecrets'] = {},
): Change[] {
  return names(before, after).flatMap((id): Change[] => {
    const a = own(before, id)
    const b = own(after, id)
    if (a === undefined) return difference(`${kind}-added`, undefined, b?.state, { subject: id })
    if (b === undefined) return difference(`${kind}-removed`, a.state, undefined, { subject: id })
    const property = (name: string) => ({ subject: `${id} ${name}` })
    return [
      ...difference(`${kind}-changed`, a.state, b.state, property('state')),
      ...difference(`${kind}-changed`, a.secret, b.secret, property('secret'), lowerCase),
      ...(['active', 'retiring'] as const).flatMap((state) =>
        difference(
          `${kind}-changed`,
          a.since[state],
          b.since[state],
          property(`since.${state}`),
          Date.parse,
        ),
      ),
    ]
  })
}

function diffKeyPairs(before?: Environment, after?: Environment): Change[] {
  const ids = new Set([...(before?.keyPairs.keys() ?? []), ...(after?.keyPairs.keys() ?? [])])
  return [
    ...[...ids].flatMap((id) => diffKeyPair(id, before?.keyPairs.get(id), after?.keyPairs.get(id))),
    ...names(
      Object.fromEntries(before?.publicKeys ?? []),
      Object.fromEntries(after?.publicKeys ?? []),
    ).flatMap((id) =>
      difference(
        'public-key',
        thumbprintOf(before?.publicKeys.get(id)),
        thumbprintOf(after?.publicKeys.get(id)),
        { subject: id },
      ),
    ),
  ]
}

function diffKeyPair(id: string, before?: KeyPair, after?: KeyPair): Change[] {
  const subject = (name: string) => ({ subject: `${id} ${name}` })
  const times = names(before?.since, after?.since) as (keyof KeyPair['since'])[]
  return [
    ...difference('key-pair-state', before?.state, after?.state, { subject: id }),
    ...(before === undefined || after === undefined
      ? []
      : [
          ...(['origin', 'custody', 'thumbprint', 'reason'] as const).flatMap((name) =>
            difference('key-pair-property', before[name], after[name], subject(name)),
          ),
          ...(['key', 'docusignKeyPairId'] as const).flatMap((name) =>
            difference('key-pair-property', before[name], after[name], subject(name), lowerCase),
          ),
          ...times
            // The time of the state that was just reached belongs to the change of state.
            .filter((state) => before.state === after.state || state !== after.state)
            .flatMap((state) =>
              difference(
                'key-pair-property',
                before.since[state],
                after.since[state],
                subject(`since.${state}`),
                Date.parse,
              ),
            ),
        ]),
  ]
}

function thumbprintOf(pem: string | undefined): string | undefined {
  if (pem === undefined) return undefined
  try {
    return parseRsaPublicKey(pem).thumbprint
  } catch {
    return '(no RSA public key)'
  }
}

function diffEvidence(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Change[] {
  const files = [...new Set([...before.keys(), ...after.keys()])].sort()
  return files.flatMap((file) => {
    const short = (digest: string | undefined) => digest?.slice(0, 12)
    return difference(
      file === 'evidence.pem' ? 'evidence-key' : 'evidence-file',
      short(before.get(file)),
      short(after.get(file)),
      { subject: file },
    )
  })
}

function diffSettings(before: Settings, after: Settings): Change[] {
  const [a, b] = [limitsOf(before), limitsOf(after)]
  const words = ({ percent, from }: { percent: number; from: number }) =>
    `${percent} % from ${from} on`
  return [
    ...(Object.keys(a) as (keyof typeof a)[]).flatMap((name) =>
      difference('limit', words(a[name]), words(b[name]), { subject: name }),
    ),
    ...difference(
      'limit',
      `${knownFailureDaysOf(before)} days`,
      `${knownFailureDaysOf(after)} days`,
      { subject: 'knownFailureDays' },
    ),
    ...names(before.rules, after.rules).flatMap((rule) =>
      difference('rule-severity', own(before.rules, rule), own(after.rules, rule), {
        subject: rule,
      }),
    ),
    ...diffSets(
      ['redirect-host-added', 'redirect-host-removed'],
      before.redirectHosts ?? [],
      after.redirectHosts ?? [],
    ),
  ]
}

function diffTenants(
  base: readonly Tenant[],
  head: readonly Tenant[],
  unreadable: ReadonlySet<string>,
): Change[] {
  const before = new Map(base.map((tenant) => [tenant.id, tenant]))
  const after = new Map(head.map((tenant) => [tenant.id, tenant]))
  const renamed = renames(before, after)
  const ids = [...new Set([...before.keys(), ...after.keys(), ...unreadable])].sort()
  return ids.flatMap((id): Change[] => {
    const old = before.get(renamed.get(id) ?? id)
    const now = after.get(id)
    if (unreadable.has(id)) {
      return [{ kind: 'tenant-unreadable', tenant: id, ...(now && { details: details(now) }) }]
    }
    if (now !== undefined && old !== undefined) {
      return old === now ? [] : diffTenant(old, now)
    }
    if (now !== undefined) return [{ kind: 'tenant-added', tenant: id, details: details(now) }]
    // The other name of a tenant is reported where it is now.
    if (old === undefined || [...renamed.values()].includes(id)) return []
    return [{ kind: 'tenant-removed', tenant: id, details: details(old) }]
  })
}

/** New ids of tenants whose file was renamed: the same account and users, nobody else has them. */
function renames(
  before: ReadonlyMap<string, Tenant>,
  after: ReadonlyMap<string, Tenant>,
): Map<string, string> {
  const identity = ({ account, users }: Tenant) =>
    JSON.stringify([account, Object.entries(users).sort()])
  const gone = new Map<string, string[]>()
  for (const [id, tenant] of before) {
    if (after.has(id)) continue
    gone.set(identity(tenant), [...(gone.get(identity(tenant)) ?? []), id])
  }
  const found = new Map<string, string>()
  if (gone.size === 0) return found
  const taken = new Set<string>()
  for (const [id, tenant] of after) {
    const [old, second] = gone.get(identity(tenant)) ?? []
    if (before.has(id) || old === undefined || second !== undefined || taken.has(old)) continue
    taken.add(old)
    found.set(id, old)
  }
  return found
}

function details({ status, name, account, users }: Tenant): NonNullable<Change['details']> {
  return { status, name: shownValue(name), account, users: Object.keys(users).length }
}

function legacyWords({ legacy }: Tenant): string | undefined {
  return legacy && `integration key ${legacy.integrationKey}, ${legacy.key}`
}

function diffTenant(before: Tenant, after: Tenant): Change[] {
  const tenant = after.id
  const known = ({ knownFailure: failure }: Tenant) =>
    failure && `${failure.class} until ${failure.until}: ${failure.reason}`
  return [
    ...difference('tenant-id', before.id, after.id, { tenant }),
    ...difference('tenant-status', before.status, after.status, { tenant }),
    ...difference('tenant-account', before.account, after.account, { tenant }),
    ...difference('tenant-name', before.name, after.name, { tenant }),
    ...difference('tenant-consent', before.consent, after.consent, { tenant }),
    ...difference('base-uri', before.baseUri, after.baseUri, { tenant }, lowerCase),
    ...names(before.users, after.users)
      .sort()
      .flatMap((role) => {
        const [a, b] = [own(before.users, role), own(after.users, role)]
        const kind =
          a === undefined ? 'user-added' : b === undefined ? 'user-removed' : 'user-changed'
        return difference(kind, a, b, { tenant, subject: role })
      }),
    ...names(before.labels, after.labels)
      .sort()
      .flatMap((name) =>
        difference('label', own(before.labels, name), own(after.labels, name), {
          tenant,
          subject: name,
        }),
      ),
    ...difference('tenant-legacy', legacyWords(before), legacyWords(after), { tenant }),
    ...difference('known-failure', known(before), known(after), { tenant }),
  ]
}
