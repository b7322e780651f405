/** What a change is about, in the order in which changes are reported. */
export const areas = ['environment', 'integration', 'key-pairs', 'settings', 'tenants'] as const

export type Area = (typeof areas)[number]

/** Every kind of change, with the area it belongs to. The names are stable. */
export const changeKinds = {
  'environment-added': 'environment',
  'environment-removed': 'environment',
  product: 'integration',
  'integration-key': 'integration',
  'managed-in': 'integration',
  platform: 'integration',
  'management-account': 'integration',
  'management-account-name': 'integration',
  'management-account-contact': 'integration',
  'canary-user': 'integration',
  'login-scope-added': 'integration',
  'login-scope-removed': 'integration',
  'consent-scope-added': 'integration',
  'consent-scope-removed': 'integration',
  'redirect-uri-added': 'integration',
  'redirect-uri-removed': 'integration',
  'consent-redirect-uri': 'integration',
  'signing-vault': 'integration',
  'settings-vault': 'integration',
  'rotation-policy': 'integration',
  'evidence-policy': 'integration',
  'client-secret-added': 'integration',
  'client-secret-removed': 'integration',
  'client-secret-changed': 'integration',
  webhook: 'integration',
  'webhook-event-added': 'integration',
  'webhook-event-removed': 'integration',
  'webhook-key-added': 'integration',
  'webhook-key-removed': 'integration',
  'webhook-key-changed': 'integration',
  'key-pair-state': 'key-pairs',
  'key-pair-property': 'key-pairs',
  'public-key': 'key-pairs',
  'evidence-key': 'key-pairs',
  'evidence-file': 'key-pairs',
  limit: 'settings',
  'rule-severity': 'settings',
  'redirect-host-added': 'settings',
  'redirect-host-removed': 'settings',
  'tenant-added': 'tenants',
  'tenant-removed': 'tenants',
  'tenant-id': 'tenants',
  'tenant-unreadable': 'tenants',
  'tenant-status': 'tenants',
  'tenant-account': 'tenants',
  'tenant-name': 'tenants',
  'tenant-consent': 'tenants',
  'base-uri': 'tenants',
  'user-added': 'tenants',
  'user-removed': 'tenants',
  'user-changed': 'tenants',
  label: 'tenants',
  'tenant-legacy': 'tenants',
  'known-failure': 'tenants',
} as const satisfies Record<string, Area>

export type ChangeKind = keyof typeof changeKinds

/** One difference of meaning between two revisions. */
export interface Change {
  kind: ChangeKind
  /** Of a change to a tenant: its id in the head, else in the base. */
  tenant?: string
  /** What of it: a key pair's id, a role, the name of a label, a limit, a property. */
  subject?: string
  /** The value in the base; absent when there is none. */
  before?: string
  /** The value in the head; absent when there is none. */
  after?: string
  /** Of a tenant that comes or goes: what it has. */
  details?: { status: string; name?: string; account: string; users: number }
}
