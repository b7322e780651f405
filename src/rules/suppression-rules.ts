import type { RuleInfo } from '../findings/rule-info.ts'

/** What can be wrong with the comments that suppress findings; none can be suppressed itself. */
export const suppressionRules: readonly RuleInfo[] = [
  {
    id: 'suppression/malformed',
    severity: 'error',
    summary:
      'A suppression names one rule and gives a reason: reviewers decide by it, and anyone who comes after them wants to know.',
    help: 'Write "# ikctl-ignore rule-id: reason", or with a last day "# ikctl-ignore rule-id until 2027-01-31: reason".',
    locked: true,
  },
  {
    id: 'suppression/unknown-rule',
    severity: 'error',
    summary: 'A suppression names a rule that exists: a mistyped id suppresses nothing.',
    help: 'Correct the id; it stands in brackets beside the finding.',
    locked: true,
  },
  {
    id: 'suppression/not-allowed',
    severity: 'error',
    summary:
      'Rules that guard secrets, keys, tokens, authorization codes or the form of the files cannot be suppressed.',
    help: 'Remove the comment, and fix what the rule finds.',
    locked: true,
  },
  {
    id: 'suppression/expired',
    severity: 'warning',
    summary:
      'A suppression ends after its last day. What it suppressed is found again, as a warning at most: time alone never blocks a change.',
    help: 'Fix the finding and remove the comment, or agree on a new day.',
    guard: true,
  },
  {
    id: 'suppression/unused',
    severity: 'warning',
    summary:
      'A suppression suppresses something: one that is left over would hide the next mistake at its place.',
    help: 'Remove the comment.',
    guard: true,
    fix: 'Removes the comment.',
  },
]
