import { expect, test } from 'vitest'
import { checkUserInfo } from '../../src/docusign/check-user-info.ts'

const userInfo = {
  sub: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c',
  accounts: [
    {
      accountId: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
      isDefault: true,
      baseUri: 'https://na3.docusign.net',
    },
  ],
}
const expected = {
  userId: userInfo.sub.toUpperCase(),
  accountId: '5A0A2C1B-3C9E-4D7C-9A44-0B7D2E6F8C10',
  baseUri: 'https://NA3.docusign.net/',
}

test('the right user, account and base URI, however they are written', () => {
  expect(checkUserInfo(userInfo, expected)).toBeUndefined()
  const { baseUri, ...withoutBaseUri } = expected
  expect(checkUserInfo(userInfo, withoutBaseUri)).toBeUndefined()
})

const other = '2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b'
test.each([
  ['user_mismatch', { userId: other }, userInfo.sub],
  ['account_mismatch', { accountId: other }, other],
  ['base_uri_mismatch', { baseUri: 'https://eu.docusign.net' }, 'https://na3.docusign.net'],
])('%s', (failureClass, wrong, named) => {
  const failure = checkUserInfo(userInfo, { ...expected, ...wrong })
  expect(failure).toMatchObject({ class: failureClass, scope: 'tenant', retryable: false })
  expect(failure?.message).toContain(named)
})

test('of many accounts a few are named, in printable ASCII', () => {
  const accounts = Array.from({ length: 300 }, (_, n) => ({
    accountId: `${other.slice(0, -3)}${String(n).padStart(3, '0')}`,
    name: 'Müller GmbH',
    isDefault: n === 1,
    baseUri: 'https://eu.docusign.net',
  }))
  const { accountId } = expected
  const message = checkUserInfo({ ...userInfo, accounts }, { ...expected, accountId })?.message
  expect(message).toContain(`"M?ller GmbH" ${accounts[1]?.accountId} (default, https://eu.doc`)
  expect(message).toMatch(/^[ -~]{1,500} and 297 more$/)
})
