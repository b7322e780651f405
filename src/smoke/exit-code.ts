import type { SmokeReport, Verdict } from './smoke-report.ts'

/**
 * The exit code of a run: 0 everybody who should can log in, 1 some cannot, 3 the integration key
 * itself fails, 4 nothing proven.
 */
export function exitCode({ verdict }: Pick<SmokeReport, 'verdict'>): 0 | 1 | 3 | 4 {
  return exitCodes[verdict]
}

// --- internal ---

const exitCodes: Record<Verdict, 0 | 1 | 3 | 4> = {
  passed: 0,
  failed: 1,
  integration_key: 3,
  incomplete: 4,
}
