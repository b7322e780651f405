import { loginSet, type PromoteEvidence } from '../../src/rotation/evidence.ts'

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
    sample: { policy: 200, tenants: 12, liveTenants: 12 },
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
