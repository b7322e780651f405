import type { SmokeReport } from './smoke-report.ts'

/**
 * Why a run proves nothing in which another key pair signed at its end than at its beginning: a login that
 * passed says nothing about the other one.
 *
 * @param thumbprints RFC 7638, in the order of time.
 * @param details which logins each of them signed, where that is known.
 */
export function keyPairChanged(
  thumbprints: readonly string[],
  details = `${thumbprints.join(', then ')}`,
): NonNullable<SmokeReport['stopped']> {
  return {
    reason: 'key_pair_changed',
    message: `the key pair changed during the run: ${details}; run it again`,
    thumbprints,
  }
}
