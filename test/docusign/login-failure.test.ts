import { describe, expect, test } from 'vitest'
import { failureAction, loginFailure } from '../../src/docusign/login-failure.ts'
import { type FailureClass, failureClasses } from '../../src/failure/failure-classes.ts'

const context = {
  integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  audience: 'account-d.docusign.com',
  userId: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c',
  accountId: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  spkiSha256: 'wKo8l6Q0tT7mFM6Ul7sGYvQzg5lNIFZTXdPs2o1S0Xk=',
  consentLink: 'https://account-d.docusign.com/oauth/auth?response_type=code',
}
const classes = Object.keys(failureClasses) as FailureClass[]

test.each(classes)('%s: an action with and without context', (failureClass) => {
  const plain = failureAction({ class: failureClass })
  const precise = failureAction({ class: failureClass, skewMs: 300_000 }, context)
  for (const action of [plain, precise]) expect(action).toMatch(/^[a-z][ -~]{20,}[^.]$/)
  expect(plain).not.toContain('undefined')
})

test('a class decides scope and retry, details may overrule retry', () => {
  const failure = loginFailure({ class: 'signer_error', message: 'm' })
  expect(failure).toMatchObject({ scope: 'app', proof: 'refusal', retryable: false })
  expect(loginFailure({ class: 'signer_error', message: 'm', retryable: true }).retryable).toBe(
    true,
  )
})

describe('actions name what helps', () => {
  test('a rejected key: audience, clock, platform, then fingerprints', () => {
    const action = failureAction({ class: 'key_rejected', skewMs: -2000 }, context)
    const order = [context.audience, 'clock', 'platform', context.integrationKey]
    const places = [...order, context.thumbprint, context.spkiSha256].map((s) => action.indexOf(s))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(action).toContain("agrees with Docusign's")
  })

  test.each<[FailureClass, string[]]>([
    ['consent_required', [context.consentLink, context.userId]],
    ['scope_missing', [context.consentLink]],
    ['user_not_found', [context.userId, 'account id']],
    ['account_mismatch', [context.accountId, context.userId]],
    ['app_unknown', [context.integrationKey, context.audience, 'go-live']],
  ])('%s', (failureClass, expected) => {
    const action = failureAction({ class: failureClass }, context)
    for (const text of expected) expect(action).toContain(text)
  })

  test('consent of an organization is offered first, and what is left for other domains', () => {
    const action = failureAction({ class: 'consent_required' }, { ...context, organization: true })
    expect(action).toMatch(/^an administrator of the customer's organization has to consent/)
    expect(action).toContain(`has claimed: open ${context.consentLink} signed in as`)
  })

  test('the clock: how far and which way', () => {
    const ahead = failureAction({ class: 'clock_skew', skewMs: -300_000 })
    const behind = failureAction({ class: 'clock_skew', skewMs: 90_400 })
    expect([ahead, behind]).toEqual([
      expect.stringContaining("about 300 s ahead of Docusign's"),
      expect.stringContaining("about 90 s behind Docusign's"),
    ])
  })

  test('the clock is right: then it was the queue', () => {
    expect(failureAction({ class: 'clock_skew', skewMs: 400 })).toContain('waited too long')
  })

  test('throttled: how long', () => {
    expect(failureAction({ class: 'throttled', retryAfterMs: 6_100 })).toContain('wait 7 s')
  })
})
