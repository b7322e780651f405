import { availableParallelism } from 'node:os'
import type { SigningSpeed } from './signing-speed.ts'

/** What logins cost this process. */
export interface LoginCpu {
  cpuSeconds: number
  wallSeconds: number
  /** CPU time per login, in signatures. */
  ratio: number
  /** Logins per second, as a share of the signatures that all cores make. */
  signingShare: number
  /** How much of all cores' time the process used. */
  coresShare: number
}

/** The CPU time of this process per login: the best of some runs, after one to get warm. */
export async function measureCpu(
  signing: SigningSpeed,
  logins: number,
  runs: number,
  logIn: (logins: number) => Promise<unknown>,
): Promise<LoginCpu> {
  await logIn(Math.ceil(logins / 4))
  const measured: LoginCpu[] = []
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    const startedAt = performance.now()
    await logIn(logins)
    const { user, system } = process.cpuUsage(before)
    const total = (user + system) / 1e6
    const wallSeconds = (performance.now() - startedAt) / 1000
    measured.push({
      cpuSeconds: total / logins,
      wallSeconds,
      ratio: total / logins / signing.cpuSeconds,
      signingShare: logins / wallSeconds / signing.perSecond,
      coresShare: total / wallSeconds / availableParallelism(),
    })
  }
  return measured.reduce((best, run) => (run.ratio < best.ratio ? run : best))
}
