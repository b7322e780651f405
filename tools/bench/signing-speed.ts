import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** RSA-2048 signatures of `openssl speed`: CPU time of one, and how many all cores make a second. */
export interface SigningSpeed {
  cpuSeconds: number
  perSecond: number
}

/** The best of some runs: what else the machine does only adds. */
export function measureSigning(runs = 3): SigningSpeed {
  const speeds = Array.from({ length: runs }, () => opensslSigns([]))
  return {
    cpuSeconds: 1 / Math.max(...speeds),
    perSecond: opensslSigns(['-multi', String(availableParallelism())]),
  }
}

// --- internal ---

/**
 * Signatures per second of `openssl speed`: of CPU time, so that neighbours on the machine hardly
 * matter; with `-multi`, of time on the clock.
 */
function opensslSigns(options: readonly string[]): number {
  const text = execFileSync('openssl', ['speed', '-seconds', '3', '-mr', ...options, 'rsa2048'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const found = /^\+F2:\d+:2048:([\d.]+):/m.exec(text)?.[1]
  if (found === undefined) throw new Error('openssl speed printed something unexpected')
  return Number(found)
}
