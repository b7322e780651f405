import type { Comparison, SmokeReport, Verdict } from './smoke-report.ts'

/**
 * The exit code of a run: 0 passed. Every expected login succeeded., 1 some cannot, 3 the integration key
 * itself fails, 4 nothing proven.
 *
 * @param options.comparison with an earlier run: only those who could log in then count as failed.
 * @param options.countsWarnings warnings count as failed as well.
 */
export function exitCode(
  { verdict, canary, summary }: Pick<SmokeReport, 'verdict' | 'canary' | 'summary'>,
  {
    comparison,
    countsWarnings = false,
  }: { comparison?: Pick<Comparison, 'regressed'> | undefined; countsWarnings?: boolean } = {},
): 0 | 1 | 3 | 4 {
  if (verdict === 'passed' && countsWarnings && summary.warnings !== undefined) return 1
  const isForgiven =
    verdict === 'failed' && canary.outcome !== 'failed' && comparison?.regressed.length === 0
  return isForgiven ? 0 : exitCodes[verdict]
}

// --- internal ---

const exitCodes: Record<Verdict, 0 | 1 | 3 | 4> = {
  passed: 0,
  failed: 1,
  integration_key: 3,
  incomplete: 4,
}
