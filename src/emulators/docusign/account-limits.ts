import type { DocusignSettings } from './docusign-settings.ts'

/** Counts calls to the REST API by account, as Docusign's limits do. */
export interface AccountLimits {
  /**
   * Counts one call.
   *
   * @returns the rate headers of its answer, and the error when a limit was used up already.
   */
  count(accountId: string): { headers: Record<string, string>; exceeded: LimitError | undefined }
}

export type LimitError =
  | 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'
  | 'BURST_APIINVOCATION_LIMIT_EXCEEDED'

/**
 * Hours begin on the hour, bursts are counted over 30 seconds
 * (https://developers.docusign.com/platform/resource-limits/).
 *
 * @param now epoch milliseconds of the emulator's own clock.
 */
export function createAccountLimits(
  now: () => number,
  settings: Pick<DocusignSettings, 'hourlyLimit' | 'burstLimit'>,
): AccountLimits {
  const counts = new Map<string, { hour: number; calls: number; window: number; burst: number }>()
  return {
    count(accountId) {
      const hour = Math.floor(now() / hourMs)
      const window = Math.floor(now() / burstMs)
      const before = counts.get(accountId)
      const calls = before?.hour === hour ? before.calls : 0
      const burst = before?.window === window ? before.burst : 0
      const { hourlyLimit, burstLimit } = settings
      const exceeded = exceededLimit(calls >= hourlyLimit, burst >= burstLimit)
      const taken = exceeded === undefined ? 1 : 0
      counts.set(accountId, { hour, calls: calls + taken, window, burst: burst + taken })
      const left = (limit: number, used: number) => String(Math.max(0, limit - used - taken))
      return {
        exceeded,
        headers: {
          'X-RateLimit-Limit': String(hourlyLimit),
          'X-RateLimit-Remaining': left(hourlyLimit, calls),
          'X-RateLimit-Reset': String(((hour + 1) * hourMs) / 1000),
          'X-BurstLimit-Limit': String(burstLimit),
          'X-BurstLimit-Remaining': left(burstLimit, burst),
        },
      }
    },
  }
}

// --- internal ---

const hourMs = 3_600_000
const burstMs = 30_000

function exceededLimit(isHourly: boolean, isBurst: boolean): LimitError | undefined {
  if (isHourly) return 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'
  return isBurst ? 'BURST_APIINVOCATION_LIMIT_EXCEEDED' : undefined
}
