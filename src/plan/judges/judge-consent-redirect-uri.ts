import { registeredRedirectUris } from '../diff-environments.ts'
import type { Judgement } from '../judgement.ts'
import { type Case, has, place } from './case.ts'

/** Where consent links return to. */
export function judgeConsentRedirectUri(subject: Case): Judgement[] {
  const { base, head, draft } = subject
  const before = base.environment?.integration.redirectUris.consent
  if (before === undefined || !has(subject, 'consent-redirect-uri')) return []
  const at = place(draft?.integration, ['redirectUris', 'consent'])
  if (!registeredRedirectUris(head.environment?.integration).includes(before)) {
    return [
      {
        weight: 'refused',
        code: 'plan/consent-redirect-uri-removed',
        message: `the redirect URI of the consent flow, ${before}, is replaced and removed in one change: consent links that customers already have would break`,
        wayForward:
          'keep the old one in "redirectUris.others" in this change, and remove it in a later one',
        ...at,
      },
    ]
  }
  return [
    {
      weight: 'danger',
      code: 'plan/consent-redirect-uri',
      message: 'consent links will return to another redirect URI',
      wayForward: 'register it before the merge: Docusign shows an error page until it is there',
      ...at,
    },
  ]
}
