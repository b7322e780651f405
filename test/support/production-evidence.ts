import { type CanaryEvidence, loginSet, type PromoteEvidence } from '../../src/rotation/evidence.ts'

/**
 * What a run of `smoke production --candidate 2026-11` would say of the example, as long as nobody
 * would be locked out.
 *
 * @param endedAt epoch milliseconds.
 * @param changes replace members.
 */
export function productionEvidence(
  endedAt: number,
  changes: Partial<PromoteEvidence> = {},
): PromoteEvidence {
  return {
    kind: 'promote',
    product: 'contoso-sign',
    integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
    platform: 'production',
    candidate: { id: '2026-11', thumbprint: 'ajf2BBXV5oyCFri-OE9AzSJypEuOVEcUi5BIvPUUqHY' },
    active: { id: '2026-09', thumbprint: 'RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM' },
    commit: null,
    startedAt: new Date(endedAt - 60_000).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    canary: 'passed',
    sample: { policy: 200, tenants: 11, liveTenants: 11 },
    logins: {
      passing: loginSet(Array.from({ length: 12 }, (_, index) => `tenant-${index}/default`)),
      regressed: loginSet([]),
      fixed: loginSet([]),
      failing: loginSet([]),
      unproven: loginSet([]),
    },
    ...changes,
  }
}

/** What `rotate stage production 2026-11` would prove of the example. */
export function productionCanary(endedAt: number): CanaryEvidence {
  const { product, integrationKey, platform, candidate, commit, startedAt } =
    productionEvidence(endedAt)
  return {
    kind: 'canary',
    ...{ product, integrationKey, platform, candidate, commit, startedAt },
    endedAt: new Date(endedAt).toISOString(),
    login: {
      user: '9abd7815-5bd9-46cd-9750-c443fa0dbdf0',
      account: 'ec454c12-c6fe-4b0a-9730-0b569c5669c4',
    },
  }
}
