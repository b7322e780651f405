import { parseDuration } from '../../config/duration.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** The rotation policy of an environment in milliseconds, as far as it could be read. */
export interface RotationPolicy {
  maxAge?: number
  renewBefore?: number
  overlap?: number
}

export function policyOf({ integration }: EnvironmentDraft): RotationPolicy {
  const { maxAge, renewBefore, overlap } = integration?.value.rotation ?? {}
  return {
    ...(maxAge !== undefined && { maxAge: parseDuration(maxAge) }),
    ...(renewBefore !== undefined && { renewBefore: parseDuration(renewBefore) }),
    ...(overlap !== undefined && { overlap: parseDuration(overlap) }),
  }
}
