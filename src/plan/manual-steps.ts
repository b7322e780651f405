import type { Environment, Integration, KeyPair } from '../config/environment.ts'
import { type AppsAndKeysSection, appsAndKeys, managementPages } from '../key-pair/apps-and-keys.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import type { Change, ChangeKind } from './change.ts'
import { type ManualStep, type StepTime, stepTimes } from './manual-step.ts'

/** What the steps are made of. */
export interface StepsInput {
  name: string
  changes: readonly Change[]
  base: Environment | undefined
  head: Environment | undefined
  /** Redirect URIs that another environment of the same integration key and platform needs as well. */
  neededElsewhere: ReadonlySet<string>
}

/**
 * What is to be done by hand for a change, in a safe order. Without vaults nothing is: the emulators start
 * with what the configuration says.
 */
export function manualSteps(input: StepsInput): ManualStep[] {
  const { base, head } = input
  if ((head ?? base)?.integration.vaults === undefined) return []
  const steps =
    head === undefined
      ? []
      : [
          ...accountSteps(input, head),
          ...redirectUriSteps(input, head),
          ...keyPairSteps(input, head),
          ...clientSecretSteps(input, head),
          ...webhookSteps(input, head),
          ...consentSteps(input, head),
          ...offboardingSteps(input, head),
          ...legacySteps(input),
        ]
  const order = Object.keys(stepTimes)
  return steps.sort((a, b) => order.indexOf(a.when) - order.indexOf(b.when))
}

/** Distinct users that have to grant consent because of a change, and their tenants. */
export function consentNeeded({ base, head }: Pick<StepsInput, 'base' | 'head'>): {
  users: number
  tenants: number
} {
  const before = base?.integration
  const after = head?.integration
  if (head === undefined || after === undefined) return { users: 0, tenants: 0 }
  const everybody =
    before === undefined ||
    before.integrationKey !== after.integrationKey ||
    before.platform !== after.platform ||
    after.scopes.consent.some((scope) => !before.scopes.consent.includes(scope))
  // Consent belongs to the user and the integration key: who has given it for one tenant has given it.
  const known = new Set(everybody ? [] : base?.tenants.flatMap(({ users }) => Object.values(users)))
  const users = new Set<string>()
  let tenants = 0
  for (const tenant of head.tenants) {
    if (tenant.status !== 'live' && tenant.status !== 'onboarding') continue
    const missing = Object.values(tenant.users).filter((user) => !known.has(user))
    for (const user of missing) users.add(user)
    if (missing.length > 0) tenants += 1
  }
  return { users: users.size, tenants }
}

// --- internal ---

function only({ changes }: StepsInput, ...kinds: readonly ChangeKind[]): Change[] {
  return changes.filter(({ kind }) => kinds.includes(kind))
}

/** Where a step is done, and by whom. */
function page(integration: Integration, section?: AppsAndKeysSection) {
  const { contact } = integration.managementAccount
  return {
    where: appsAndKeys(integration, section),
    ...(contact !== undefined && { who: contact }),
  }
}

function step(
  when: StepTime,
  id: string,
  title: string,
  more: Partial<Omit<ManualStep, 'when' | 'id' | 'title'>>,
): ManualStep {
  return { when, id, title, values: [], commands: [], ...more }
}

function accountSteps(input: StepsInput, { integration }: Environment): ManualStep[] {
  const { managementAccount, integrationKey } = integration
  const steps: ManualStep[] = []
  if (only(input, 'management-account', 'integration-key', 'managed-in', 'platform').length > 0) {
    steps.push(
      step('before-merge', 'check-access', 'Check that the integration key is in the account', {
        ...page(integration),
        where: `${appsAndKeys(integration)} > it opens`,
        values: [
          { label: 'account', value: managementAccount.id },
          { label: 'integration key', value: integrationKey },
        ],
      }),
    )
  }
  if (only(input, 'canary-user').length > 0) {
    steps.push(
      step('before-merge', 'canary-consent', 'Let the new canary user grant consent', {
        values: [{ label: 'user', value: managementAccount.canaryUser }],
      }),
    )
  }
  return steps
}

function redirectUriSteps(input: StepsInput, head: Environment): ManualStep[] {
  const { integration } = head
  const isSameKey =
    input.base?.integration.integrationKey === integration.integrationKey &&
    input.base.integration.platform === integration.platform
  const added = isSameKey
    ? only(input, 'redirect-uri-added').flatMap(({ after }) => after ?? [])
    : // Nothing is registered yet with another integration key, or on another platform.
      [integration.redirectUris.consent, ...(integration.redirectUris.others ?? [])]
  const removed = isSameKey
    ? only(input, 'redirect-uri-removed')
        .flatMap(({ before }) => before ?? [])
        .filter((uri) => !input.neededElsewhere.has(uri))
    : []
  const redirectUris = page(integration, 'Redirect URIs')
  const values = (uris: readonly string[]) => uris.map((value) => ({ label: 'URI', value }))
  return [
    ...(added.length > 0
      ? [
          step('before-merge', 'add-redirect-uris', `Add ${count(added, 'redirect URI')}`, {
            ...redirectUris,
            values: values([...new Set(added)]),
          }),
        ]
      : []),
    ...(removed.length > 0
      ? [
          step(
            'after-deployment',
            'delete-redirect-uris',
            `Delete ${count(removed, 'redirect URI')}`,
            {
              ...redirectUris,
              values: values(removed),
            },
          ),
        ]
      : []),
  ]
}

function keyPairSteps(input: StepsInput, head: Environment): ManualStep[] {
  const { name, base } = input
  const keyPairs = page(head.integration, 'Service Integration')
  const upload = page(head.integration, 'Service Integration > UPLOAD RSA')
  const steps: ManualStep[] = []
  if (only(input, 'integration-key', 'platform').length > 0) {
    for (const [id, keyPair] of head.keyPairs) {
      if (keyPair.state !== 'staged' && keyPair.state !== 'active') continue
      steps.push(
        step('before-merge', 'upload-key-pair', `Upload the public half of key pair ${id}, too`, {
          ...upload,
          values: publicHalf(name, id, keyPair, head),
        }),
      )
    }
  }
  const changes = only(input, 'key-pair-state')
  const isEmergency = changes.some(({ after }) => after === 'compromised')
  for (const { subject: id = '', before, after } of changes) {
    const keyPair = head.keyPairs.get(id)
    const registered = keyPair?.docusignKeyPairId ?? base?.keyPairs.get(id)?.docusignKeyPairId
    const number = {
      label: 'key pair id',
      value: registered ?? '(not noted: compare the public key)',
    }
    if (after === 'pending' && before === undefined) {
      steps.push(
        step('after-deployment', 'upload-key-pair', `Upload the public half of key pair ${id}`, {
          ...upload,
          values: publicHalf(name, id, keyPair, head),
          commands: [
            `ikctl rotate stage ${name} ${id}`,
            `ikctl rotate stage ${name} ${id} --docusign-id ID`,
          ],
        }),
      )
    }
    if (after !== 'pending' && before === undefined) {
      steps.push(
        step(
          'before-merge',
          'compare-key-pair',
          `Compare key pair ${id} with the one at Docusign`,
          {
            ...keyPairs,
            values: [number, ...publicHalf(name, id, keyPair, head)],
          },
        ),
      )
    }
    // Nobody has compared it with the one that signs: deleted in the meantime, it locks out everybody.
    if (after === 'active' && (before === 'retiring' || (before === 'staged' && isEmergency))) {
      steps.push(
        step('before-merge', 'check-key-pair', `Check that key pair ${id} is still listed`, {
          ...keyPairs,
          values: [number, ...publicHalf(name, id, keyPair, head)],
        }),
      )
    }
    if (before === 'staged' && after === 'pending') {
      steps.push(
        step('after-deployment', 'delete-key-pair', `Delete key pair ${id}, which was taken back`, {
          ...keyPairs,
          values: [number],
        }),
      )
    }
    if (after === 'retiring') {
      steps.push(
        step('after-overlap', 'delete-key-pair', `Delete key pair ${id}, which was replaced`, {
          ...keyPairs,
          values: [
            number,
            ...publicHalf(name, id, keyPair, head),
            {
              label: 'not before',
              value: `${head.integration.rotation.overlap} after the new settings were published`,
            },
          ],
          commands: [`ikctl rotate status ${name}`, `ikctl rotate retire ${name} ${id}`],
        }),
      )
    }
    if (after === 'compromised') {
      steps.push(
        step(
          'after-deployment',
          'delete-key-pair',
          `Delete key pair ${id} at once: it is compromised, and accepted until it is deleted`,
          {
            ...keyPairs,
            values: [number, ...publicHalf(name, id, keyPair, head)],
            commands: [`ikctl rotate retire ${name} ${id}`, `ikctl key sync ${name} --yes`],
          },
        ),
      )
    }
    if (after === 'retired') {
      steps.push(
        step('after-deployment', 'disable-key-pair', `Disable key pair ${id} in the vault`, {
          commands: [`ikctl key sync ${name} --yes`],
        }),
      )
    }
  }
  return steps
}

/** What distinguishes the right public key from a wrong one. */
function publicHalf(
  environment: string,
  id: string,
  keyPair: KeyPair | undefined,
  head: Environment,
): ManualStep['values'] {
  const pem = head.publicKeys.get(id)
  const values: ManualStep['values'] = []
  if (pem !== undefined) {
    values.push({ label: 'file', value: `config/${environment}/public-keys/${id}.pem` })
  }
  try {
    const key = pem === undefined ? undefined : parseRsaPublicKey(pem)
    const thumbprint = keyPair?.thumbprint ?? key?.thumbprint
    if (thumbprint !== undefined) values.push({ label: 'thumbprint', value: thumbprint })
    if (key !== undefined) values.push({ label: 'SPKI SHA-256', value: key.spkiSha256 })
  } catch {
    // A file that holds no public key has its own finding.
  }
  return values
}

function clientSecretSteps(input: StepsInput, { integration }: Environment): ManualStep[] {
  const secretKeys = page(integration, 'Authentication > Secret Keys')
  const kept = (side: Environment | undefined, id: string) =>
    side?.integration.clientSecrets?.[id]?.secret ?? ''
  return [
    ...only(input, 'client-secret-added').map(({ subject = '' }) =>
      step(
        'before-merge',
        'add-client-secret',
        `Check that the client secret ${subject} is there`,
        {
          ...secretKeys,
          values: [{ label: 'kept as', value: kept(input.head, subject) }],
        },
      ),
    ),
    ...only(input, 'client-secret-removed').map(({ subject = '' }) =>
      step('after-deployment', 'delete-client-secret', `Delete the client secret ${subject}`, {
        ...secretKeys,
        values: [{ label: 'then disable', value: kept(input.base, subject) }],
      }),
    ),
  ]
}

/** HMAC keys are those of the account that owns the integration key: it signs the messages of all tenants. */
function webhookSteps(input: StepsInput, { integration }: Environment): ManualStep[] {
  const connectKeys = {
    where: `${managementPages(integration)}: Settings > Connect > Connect Keys`,
  }
  const kept = (side: Environment | undefined, id: string) =>
    side?.integration.webhooks?.hmacKeys?.[id]?.secret ?? ''
  const isOtherAddress = only(input, 'webhook').some(({ subject }) => subject === 'URL')
  const needed = [...only(input, 'webhook'), ...only(input, 'webhook-event-added')]
  return [
    ...only(input, 'webhook-key-added').map(({ subject = '' }) =>
      step(
        'before-merge',
        'add-webhook-key',
        `Check that the HMAC key ${subject} is in Connect Keys`,
        {
          ...connectKeys,
          values: [{ label: 'kept as', value: kept(input.head, subject) }],
        },
      ),
    ),
    ...(needed.length > 0 && integration.webhooks !== undefined
      ? [
          step(
            'after-deployment',
            'update-connect',
            isOtherAddress
              ? 'Point the Connect configuration of every tenant at the webhook URL'
              : 'Update the Connect configuration of every tenant',
            {
              values: [{ label: 'webhook URL', value: integration.webhooks.url }],
              commands: [`ikctl drift ${input.name}`],
            },
          ),
        ]
      : []),
    ...only(input, 'webhook-key-removed').map(({ subject = '' }) =>
      step('after-deployment', 'delete-webhook-key', `Delete the HMAC key ${subject}`, {
        ...connectKeys,
        values: [{ label: 'then disable', value: kept(input.base, subject) }],
      }),
    ),
  ]
}

function consentSteps(input: StepsInput, head: Environment): ManualStep[] {
  const { users, tenants } = consentNeeded(input)
  if (users === 0) return []
  const { scopes, redirectUris } = head.integration
  return [
    step(
      'before-merge',
      'consent',
      `Get the consent of ${users} user${users === 1 ? '' : 's'} of ${tenants} tenant${tenants === 1 ? '' : 's'}`,
      {
        values: [
          { label: 'scopes', value: scopes.consent.join(' ') },
          { label: 'returns to', value: redirectUris.consent },
        ],
        commands: [`ikctl consent ${input.name}`],
      },
    ),
  ]
}

function offboardingSteps(input: StepsInput, { integration }: Environment): ManualStep[] {
  const gone = input.changes.filter(
    ({ kind, after, details }) =>
      (kind === 'tenant-status' && after === 'offboarded') ||
      (kind === 'tenant-removed' && details?.status !== 'offboarded'),
  )
  if (gone.length === 0) return []
  return [
    step(
      'after-deployment',
      'revoke-consent',
      `Ask ${count(gone, 'tenant')} to revoke the consent: until then the integration key can log in`,
      { values: [{ label: 'integration key', value: integration.integrationKey }] },
    ),
  ]
}

/** The old keys of tenants that log in with the shared one. */
function legacySteps(input: StepsInput): ManualStep[] {
  const gone = only(input, 'tenant-legacy').filter(({ after }) => after === undefined)
  if (gone.length === 0) return []
  return [
    step(
      'after-overlap',
      'delete-legacy-keys',
      `Delete the old key pairs of ${count(gone, 'tenant')}`,
      {
        where:
          'Apps and Keys of the account of each old integration key: delete the key pair, and the integration key where nothing else uses it',
        values: gone.map(({ tenant = '', before = '' }) => ({ label: tenant, value: before })),
        commands: [`ikctl key sync ${input.name} --yes --disable-legacy`],
      },
    ),
  ]
}

function count(items: readonly unknown[], word: string): string {
  return `${items.length} ${word}${items.length === 1 ? '' : 's'}`
}
