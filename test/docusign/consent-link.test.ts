import { expect, test } from 'vitest'
import { consentLink } from '../../src/docusign/consent-link.ts'

const options = {
  origin: 'https://account-d.docusign.com',
  integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  scopes: ['signature', 'impersonation'],
  redirectUri: 'https://app.contoso.example/docusign/consented',
}

test('README example for a consent link', () => {
  expect(consentLink(options)).toBe(
    'https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90&redirect_uri=https%3A%2F%2Fapp.contoso.example%2Fdocusign%2Fconsented',
  )
})

test('every value arrives as it was given', () => {
  const redirectUri = 'http://localhost:3000/a b?x=1&y=+%20#'
  const state = 'acme/default&scope=evil +'
  const link = consentLink({ ...options, redirectUri, state, prompt: 'login' })
  expect(link).not.toContain('+')
  expect([...new URL(link).searchParams]).toEqual([
    ['response_type', 'code'],
    ['scope', 'signature impersonation'],
    ['client_id', options.integrationKey],
    ['redirect_uri', redirectUri],
    ['state', state],
    ['prompt', 'login'],
  ])
})

test.each([[[]], [['signature impersonation']], [['signature+impersonation']], [['']]])(
  'refuses the scopes %j',
  (scopes) => {
    expect(() => consentLink({ ...options, scopes })).toThrow(TypeError)
  },
)
