import { parseDuration } from '../../config/duration.ts'
import type { Settings } from '../../config/generated/settings.ts'
import type { Pointer } from '../../config/problem.ts'
import type { Severity } from '../../findings/finding.ts'
import { type EvidencePolicy, evidencePolicy } from '../../rotation/evidence.ts'
import { evidenceKeyFile, evidenceKeyFingerprint } from '../../rotation/evidence-key-file.ts'
import type { Judgement } from '../judgement.ts'
import { isLooserLimit, knownFailureDaysOf, type LimitName, limitsOf } from '../limits.ts'
import { type Case, has, only, place } from './case.ts'

/** Policies that get looser in the change that they would have judged. */
export function judgePolicies(subject: Case): Judgement[] {
  const { base, head, rules, draft } = subject
  const found: Judgement[] = []
  const danger = (code: string, message: string, at: Pick<Judgement, 'file' | 'range'> = {}) =>
    found.push({
      weight: 'danger',
      code,
      message,
      wayForward: "this change is still judged by the base's; the next one is not",
      ...at,
    })

  const [before, after] = [limitsOf(base.settings), limitsOf(head.settings)]
  const settingsFile = { file: 'config/ikctl.yaml' }
  for (const { subject: name = '' } of only(subject, 'limit')) {
    const isLooser =
      name === 'knownFailureDays'
        ? knownFailureDaysOf(head.settings) > knownFailureDaysOf(base.settings)
        : isLooserLimit(before[name as LimitName], after[name as LimitName])
    if (isLooser) {
      danger('plan/limit-loosened', `the safety limit "${name}" gets looser`, settingsFile)
    }
  }
  for (const { subject: rule = '' } of only(subject, 'rule-severity')) {
    const rank = (settings: Settings) =>
      severityOrder.indexOf(
        settings.rules?.[rule] ??
          (rules.get(rule)?.severity satisfies Severity | undefined) ??
          'error',
      )
    if (rank(head.settings) < rank(base.settings)) {
      danger('plan/rule-loosened', `the rule "${rule}" gets looser`, settingsFile)
    }
  }
  const hosts = head.settings.redirectHosts
  if (base.settings.redirectHosts !== undefined) {
    if (hosts === undefined || has(subject, 'redirect-host-added')) {
      danger('plan/redirect-hosts-widened', 'redirect URIs may use more hosts', settingsFile)
    }
  }

  found.push(...firstEvidenceKey(subject))

  const [old, now] = [
    base.environment?.integration.rotation,
    head.environment?.integration.rotation,
  ]
  if (old === undefined || now === undefined) return found
  const at = (...pointer: Pointer) => place(draft?.integration, ['rotation', ...pointer])
  if (parseDuration(now.overlap) < parseDuration(old.overlap)) {
    danger('plan/overlap-shortened', 'the overlap of a rotation gets shorter', at('overlap'))
  }
  if (parseDuration(now.maxAge) > parseDuration(old.maxAge)) {
    danger('plan/max-age-raised', 'key pairs may get older', at('maxAge'))
  }
  if (has(subject, 'evidence-policy') && isLooser(evidencePolicy(old), evidencePolicy(now))) {
    danger('plan/evidence-policy-loosened', 'a promotion needs less proof', at('evidence'))
  }
  if (only(subject, 'evidence-key').some((change) => change.before !== undefined)) {
    danger('plan/evidence-key-changed', 'the evidence key is replaced or removed', {
      file: `${draft?.path}/evidence/evidence.pem`,
    })
  }
  return found
}

// --- internal ---

const severityOrder = ['off', 'info', 'warning', 'error']

/** What nobody has compared with the vault yet: from the merge on, evidence counts by it. */
function firstEvidenceKey({ base, head }: Case): Judgement[] {
  const { environment, evidenceKey } = head
  if (environment === undefined || evidenceKey === undefined || base.evidenceKey !== undefined) {
    return []
  }
  const fingerprint = evidenceKeyFingerprint(evidenceKey)
  return [
    {
      weight: 'danger',
      code: 'plan/evidence-key-added',
      message:
        fingerprint === undefined
          ? 'the first evidence key of the environment is not a public key: no evidence could be verified'
          : `the first evidence key of the environment, SPKI SHA-256 ${fingerprint}: the holder of its private half can sign evidence that counts`,
      wayForward: `compare it with the key in the settings vault: \`ikctl key evidence ${environment.name}\` prints the vault's SPKI SHA-256`,
      file: evidenceKeyFile(environment),
    },
  ]
}

/** Where there is no policy, no proof is wanted. */
function isLooser(before?: EvidencePolicy, after?: EvidencePolicy): boolean {
  if (before === undefined || after === undefined) return before !== undefined
  const size = ({ sample }: EvidencePolicy) => (sample === 'all' ? Infinity : sample)
  return parseDuration(after.maxAge) > parseDuration(before.maxAge) || size(after) < size(before)
}
