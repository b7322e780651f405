import { demoBaseUri } from '../config/base-uri.ts'
import type { Environment, Tenant } from '../config/environment.ts'
import type { FailureClass } from '../failure/failure-classes.ts'
import type { DocusignState, EmulatedConnect, EmulatedUser } from './docusign/docusign-state.ts'

/**
 * The Docusign that an environment describes: its integration key, redirect URIs, users, accounts and
 * consents. Users of `onboarding`, `migrating` and `offboarded` tenants have not given consent; those of
 * migrating ones have given it to their old integration keys; and a tenant with a
 * known failure fails in just that way. Where webhooks are declared, each account has them as declared.
 * Key pairs are registered later, when they exist.
 */
export function emulatedState(environment: Environment): DocusignState {
  const { integrationKey, managementAccount, redirectUris, scopes } = environment.integration
  const users = new Map<string, EmulatedUser>()
  const consents: DocusignState['consents'] = []

  const { webhooks } = environment.integration
  const isAdmin = webhooks !== undefined
  const add = (id: string, name: string, account: EmulatedUser['accounts'][number] | undefined) => {
    const user = users.get(id) ?? {
      id,
      name,
      email: `${id.slice(0, 8)}@docusign.example`,
      active: true,
      accounts: [],
    }
    users.set(id, user)
    if (account !== undefined && !user.accounts.some((known) => known.id === account.id)) {
      user.accounts.push({ ...account, isDefault: user.accounts.length === 0, isAdmin })
    }
  }
  const consent = (userId: string, consented: string[], to = integrationKey) => {
    if (!consents.some((known) => known.userId === userId && known.integrationKey === to)) {
      consents.push({ integrationKey: to, userId, scopes: consented })
    }
  }
  const legacyKeys = new Set<string>()

  add(managementAccount.canaryUser, 'Canary', {
    id: managementAccount.id,
    name: managementAccount.name ?? environment.integration.product,
    baseUri: demoBaseUri,
    isDefault: true,
  })
  consent(managementAccount.canaryUser, scopes.consent)

  const accounts: NonNullable<DocusignState['accounts']> = []
  const connect: NonNullable<DocusignState['connect']> = []
  for (const tenant of environment.tenants) {
    const failure = tenant.knownFailure?.class
    const details = failure && failingAccount[failure]
    if (details !== undefined) accounts.push({ id: tenant.account, details })
    if (webhooks !== undefined && tenant.status !== 'offboarded') {
      connect.push({ account: tenant.account, ...connectOf(webhooks, failure), failures: [] })
    }
    for (const [role, userId] of Object.entries(tenant.users)) {
      if (failure === 'user_not_found') continue
      add(userId, `${tenant.name} (${role})`, accountOf(tenant))
      if (tenant.legacy !== undefined) {
        legacyKeys.add(tenant.legacy.integrationKey)
        consent(userId, scopes.login, tenant.legacy.integrationKey)
      }
      if (!hasConsent(tenant)) continue
      consent(userId, failure === 'scope_missing' ? scopes.consent.slice(0, 1) : scopes.consent)
    }
  }
  return {
    integrationKeys: [
      {
        id: integrationKey,
        redirectUris: [redirectUris.consent, ...(redirectUris.others ?? [])],
        keyPairs: [],
      },
      ...[...legacyKeys].map((id) => ({ id, redirectUris: [], keyPairs: [] })),
    ],
    users: [...users.values()],
    consents,
    ...(accounts.length > 0 && { accounts }),
    ...(connect.length > 0 && { connect }),
  }
}

// --- internal ---

/** What accounts and users say, at the depth `account`, that shows a known failure. */
const failingAccount: Partial<Record<FailureClass, Readonly<Record<string, unknown>>>> = {
  sending_blocked: { envelopeSendingBlocked: 'true' },
  plan_ended: { planEndDate: '2020-01-01T00:00:00Z' },
}
const failingUser: typeof failingAccount = {
  user_inactive: { userStatus: 'Disabled' },
  user_may_not_send: { userSettings: { canSendEnvelope: 'false' } },
  user_not_allowed: { userSettings: { canSendAPIRequests: 'false' } },
}

/** A Connect configuration as declared, or as a known failure says. */
function connectOf(
  { url, events, hmac }: NonNullable<Environment['integration']['webhooks']>,
  failure: FailureClass | undefined,
): Pick<EmulatedConnect, 'configurations'> {
  if (failure === 'webhook_missing') return { configurations: [] }
  const configuration = {
    connectId: '1',
    name: 'ikctl',
    urlToPublishTo: url,
    allowEnvelopePublish: 'true',
    configurationType: 'custom',
    deliveryMode: 'SIM',
    eventData: { version: 'restv2.1', format: 'json', includeData: [] },
    events,
    includeHMAC: `${hmac !== 'none'}`,
    integratorManaged: `${hmac === 'integrator'}`,
    requiresAcknowledgement: 'true',
    ...(failure && failingConnect[failure]),
  }
  return { configurations: [configuration] }
}

const failingConnect: typeof failingAccount = {
  webhook_disabled: { allowEnvelopePublish: 'false' },
  webhook_unsigned: { includeHMAC: 'false' },
  webhook_differs: { events: [] },
}

function hasConsent({ status, knownFailure }: Tenant): boolean {
  if (status !== 'live' && status !== 'suspended') return false
  return knownFailure?.class !== 'consent_required'
}

function accountOf(tenant: Tenant): EmulatedUser['accounts'][number] | undefined {
  const failure = tenant.knownFailure?.class
  if (failure === 'account_mismatch') return undefined
  const baseUri = tenant.baseUri ?? demoBaseUri
  const details = failure && failingUser[failure]
  return {
    id: tenant.account,
    name: tenant.name,
    baseUri: failure === 'base_uri_mismatch' ? 'https://moved.docusign.net' : baseUri,
    isDefault: false,
    ...(details && { details }),
  }
}
