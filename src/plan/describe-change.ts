import { type Area, type Change, type ChangeKind, changeKinds } from './change.ts'

/** A change in words. */
export interface DescribedChange {
  area: Area
  sign: '+' | '-' | '~'
  /** What changes: a tenant, a key pair, a property. */
  what: string
  text: string
}

/**
 * A change in words.
 *
 * @param quote how a value of the configuration is written.
 */
export function describeChange(
  change: Change,
  quote: (value: string) => string = (value) => value,
): DescribedChange {
  const { kind, tenant, subject, before, after, details } = change
  return {
    area: changeKinds[kind],
    sign: sign(change),
    what: tenant ?? names[kind] ?? kind,
    text:
      details === undefined
        ? [properties[kind], subject && quote(subject), values(before, after, quote)]
            .filter((part) => part !== undefined)
            .join(' ')
        : `${kind === 'tenant-unreadable' ? "cannot be compared, the base's file has errors: " : ''}${told(details, quote)}`,
  }
}

// --- internal ---

/** The name in front of the text, where it is not the subject itself. */
const names: Partial<Record<ChangeKind, string>> = {
  'environment-added': 'environment',
  'environment-removed': 'environment',
  product: 'product',
  'integration-key': 'integration key',
  'managed-in': 'place where the integration key is managed',
  platform: 'platform',
  'management-account': 'management account',
  'management-account-name': 'management account',
  'management-account-contact': 'management account',
  'canary-user': 'canary user',
  'login-scope-added': 'login scope',
  'login-scope-removed': 'login scope',
  'consent-scope-added': 'consent scope',
  'consent-scope-removed': 'consent scope',
  'redirect-uri-added': 'redirect URI',
  'redirect-uri-removed': 'redirect URI',
  'consent-redirect-uri': 'consent returns to',
  'signing-vault': 'signing vault',
  'settings-vault': 'settings vault',
  'rotation-policy': 'rotation',
  'evidence-policy': 'evidence policy',
  'client-secret-added': 'client secret',
  'client-secret-removed': 'client secret',
  'client-secret-changed': 'client secret',
  webhook: 'webhook',
  'webhook-event-added': 'webhook event',
  'webhook-event-removed': 'webhook event',
  'webhook-key-added': 'HMAC key',
  'webhook-key-removed': 'HMAC key',
  'webhook-key-changed': 'HMAC key',
  'key-pair-state': 'key pair',
  'key-pair-property': 'key pair',
  'public-key': 'public key',
  'evidence-key': 'evidence key',
  'evidence-file': 'evidence',
  limit: 'limit',
  'rule-severity': 'rule',
  'redirect-host-added': 'redirect host',
  'redirect-host-removed': 'redirect host',
}

/** What of a tenant changes, where the kind has a subject or needs a word. */
const properties: Partial<Record<ChangeKind, string>> = {
  'environment-added': 'is new',
  'environment-removed': 'is removed',
  'management-account-name': 'name',
  'management-account-contact': 'contact',
  'tenant-id': 'id',
  'tenant-status': 'status',
  'tenant-account': 'account',
  'tenant-name': 'name',
  'tenant-consent': 'who consents',
  'base-uri': 'base URI',
  'user-added': 'user',
  'user-removed': 'user',
  'user-changed': 'user',
  label: 'label',
  'tenant-legacy': 'legacy key',
  'known-failure': 'known failure',
}

function sign({ kind, before, after, details }: Change): DescribedChange['sign'] {
  if (/-added$/.test(kind)) return '+'
  if (/-removed$/.test(kind)) return '-'
  if (details !== undefined) return '~'
  if (before === undefined && after !== undefined) return '+'
  return after === undefined && before !== undefined ? '-' : '~'
}

function values(
  before: string | undefined,
  after: string | undefined,
  quote: (value: string) => string,
): string | undefined {
  if (before !== undefined && after !== undefined) return `${quote(before)} -> ${quote(after)}`
  const value = after ?? before
  return value === undefined ? undefined : quote(value)
}

function told(
  { status, name, account, users }: NonNullable<Change['details']>,
  quote: (value: string) => string,
): string {
  const people = `${users} user${users === 1 ? '' : 's'}`
  return `${name === undefined ? '' : `${quote(name)}, `}${status}, account ${quote(account)}, ${people}`
}
