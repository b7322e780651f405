import type { Finding } from '../findings/finding.ts'
import type { SuppressedFinding } from '../findings/suppressed-finding.ts'
import { inState, type KeyPairMap } from '../key-pair/key-pair-map.ts'

/** Something that should have been done by now. */
export interface Overdue {
  /** The rule that says so, or the key pair. */
  subject: string
  message: string
  help: string
}

/**
 * What should have been done by now: `rotate status` and `drift` fail on it. `validate` only warns,
 * since time alone must not block the change that fixes it.
 *
 * @param findings of the environment, as `validate` has them.
 */
export function overdue(keyPairs: KeyPairMap, findings: readonly Finding[]): Overdue[] {
  return [
    ...inState(keyPairs, 'compromised').map((id) => ({
      subject: id,
      message: `${id} is compromised, and it is not proven that Docusign refuses it`,
      help: 'Delete it at Docusign, then let `ikctl rotate retire` prove that it is refused.',
    })),
    ...findings
      .filter(({ ruleId }) => clockRules.has(ruleId))
      .map(({ ruleId, message, help }) => ({ subject: ruleId, message, help })),
  ]
}

/** What would be overdue, had not a reviewed comment with a reason said otherwise. */
export function suppressedOverdue(suppressed: readonly SuppressedFinding[]): SuppressedFinding[] {
  return suppressed.filter(({ finding }) => clockRules.has(finding.ruleId))
}

// --- internal ---

/** `rotation/stale-compromised` is not among them: a compromised key pair is overdue at once. */
const clockRules: ReadonlySet<string> = new Set([
  'client-secret/overdue',
  'client-secret/stale-retiring',
  'rotation/due',
  'rotation/overdue',
  'rotation/standby',
  'rotation/stale-pending',
  'rotation/stale-retiring',
  'webhook-key/overdue',
  'webhook-key/stale-retiring',
])
