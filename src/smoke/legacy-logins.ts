import type { Tenant } from '../config/environment.ts'
import type { AssertionFactory } from '../docusign/assertion.ts'
import { createAssertionFactory } from '../docusign/assertion.ts'
import type { LoginFailure } from '../docusign/login-failure.ts'
import { failureClasses } from '../failure/failure-classes.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import type { LoginEnd } from './log-in.ts'

/** The key of its own that a migrating tenant logs in with. */
export type Legacy = NonNullable<Tenant['legacy']>

/**
 * Assertions of migrating tenants: each signed by the old key. A key is opened when the first of its
 * users logs in.
 *
 * @param options.open opens the vault key or secret of a tenant.
 */
export function legacyAssertions(options: {
  open: (legacy: Legacy) => Promise<AssertionSigner>
  audience: string
  scopes: readonly string[]
  now: () => number
}): (legacy: Legacy) => AssertionFactory {
  const { open, ...settings } = options
  const factories = new Map<string, Promise<AssertionFactory>>()
  return (legacy) => {
    const { integrationKey, key } = legacy
    const id = `${integrationKey} ${key}`
    return async (userId, signing) => {
      let factory = factories.get(id)
      if (factory === undefined) {
        factory = open(legacy).then((signer) =>
          createAssertionFactory({ ...settings, integrationKey, signer }),
        )
        factories.set(id, factory)
        // A vault that did not answer is asked again by the next try.
        factory.catch(() => factories.delete(id))
      }
      return (await factory)(userId, signing)
    }
  }
}

/**
 * What the end of a login with an old key says: a key or an integration key that fails there concerns
 * its own tenant and nobody else.
 */
export function endOfLegacy(end: LoginEnd, { integrationKey }: Legacy): LoginEnd {
  if (end.kind !== 'out' || !isAboutKey(end.failure)) return end
  const message = `legacy integration key ${integrationKey}: ${end.failure.message}`
  return { ...end, failure: { ...end.failure, scope: 'tenant', message } }
}

/** What to do about it; undefined where the key makes no difference. */
export function legacyAction(
  failure: Pick<LoginFailure, 'class'>,
  { integrationKey, key }: Legacy,
): string | undefined {
  const about = `legacy integration key ${integrationKey}`
  if (isAboutKey(failure)) {
    return `check in this order: (1) "legacy" in the tenant's file names the vault key of ${about}; (2) this identity may sign with ${key}, and it is enabled; (3) Apps and Keys still lists its public half for that integration key`
  }
  return failure.class === 'consent_required' || failure.class === 'scope_missing'
    ? `the user's consent to ${about} is gone: let the user consent to it again, or to the shared key and cut over`
    : undefined
}

// --- internal ---

function isAboutKey({ class: name }: Pick<LoginFailure, 'class'>): boolean {
  return failureClasses[name].scope === 'app' || name.startsWith('signer_')
}
