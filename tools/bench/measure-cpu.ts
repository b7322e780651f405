import { availableParallelism } from 'node:os'
import type { SigningSpeed } from './signing-speed.ts'

/** What logins cost this process. */
export interface LoginCpu {
  /** CPU time of one login, in seconds and in signatures. */
  cpuSeconds: number
  ratio: number
  /** Logins per second, and as a share of the signatures that all cores make. */
  perSecond: number
  signingShare: number
  /** How much of all cores' time the process used. */
  coresShare: number
}

/**
 * The CPU time of this process for ways to log in that take turns, so that a slow moment of the machine
 * meets all of them: of each the best round, after one to get warm.
 */
export async function measureCpu<Name extends string>(
  signing: SigningSpeed,
  ways: Record<Name, (logins: number) => Promise<unknown>>,
  { logins, rounds }: { logins: number; rounds: number },
): Promise<Record<Name, LoginCpu>> {
  const best = {} as Record<Name, LoginCpu>
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(ways) as Name[]) {
      const cpu = await measureOnce(signing, logins, ways[name])
      if (round === 1 || cpu.ratio < best[name]?.ratio) best[name] = cpu
    }
  }
  return best
}

// --- internal ---

async function measureOnce(
  signing: SigningSpeed,
  logins: number,
  logIn: (logins: number) => Promise<unknown>,
): Promise<LoginCpu> {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await logIn(logins)
  const { user, system } = process.cpuUsage(before)
  const wallSeconds = (performance.now() - startedAt) / 1000
  const cpuSeconds = (user + system) / 1e6 / logins
  const perSecond = logins / wallSeconds
  return {
    cpuSeconds,
    ratio: cpuSeconds / signing.cpuSeconds,
    perSecond,
    signingShare: perSecond / signing.perSecond,
    coresShare: (cpuSeconds * perSecond) / availableParallelism(),
  }
}
