import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { confusedValue, lookedUpValue, unconfused } from '../../src/config/confused-value.ts'

const guid = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'

describe('confusedValue', () => {
  test.each([
    ['10624587', '10624587, which looks like an account number'],
    ['#10624587', '"#10624587", which looks like an account number'],
    ['Account ID: 10 624 587', '"Account ID: 10 624 587", which looks like an account number'],
    ['jane@contoso.example', 'the e-mail address "jane@contoso.example"'],
    ['Jane <jane@contoso.example>', 'the e-mail address "Jane <jane@contoso.example>"'],
    ['mailto:jane@contoso.example', 'the e-mail address "mailto:jane@contoso.example"'],
    ['<account-id>', 'the placeholder "<account-id>"'],
    ['YOUR_ACCOUNT_ID', 'the placeholder "YOUR_ACCOUNT_ID"'],
    ['\u0024{ACCOUNT}', 'the placeholder "\u0024{ACCOUNT}"'],
    ['https://apps.docusign.com/send/home', 'the address "https://apps.docusign.com/send/home"'],
    [guid.slice(1), `"${guid.slice(1)}", which has 31 digits where a GUID has 32`],
    [`${guid}0`, `"${guid}0", which has 33 digits where a GUID has 32`],
    [`${guid.slice(0, -1)}O`, `"${guid.slice(0, -1)}O", in which "O" is not a hexadecimal digit`],
    [`a=${guid}&b=1`, `"a=${guid}&b=1", which has more in it than a GUID`],
    ['Jane Doe', '"Jane Doe"'],
  ])('%s is %s', (value, found) => {
    const confused = confusedValue('account', value)
    expect(confused.found).toBe(found)
    expect(confused.expected).toMatch(/^the API Account ID, a GUID/)
    expect(confused.help).toContain('"API Account ID"')
    expect(confused.meant?.safe ?? false).toBe(false)
  })

  test.each([
    [`${guid.slice(0, -1)}O`, guid],
    [`https://apps.docusign.com/api/${guid.toUpperCase()}/x`, guid],
    [`${guid} ${guid}`, undefined],
  ])('proposes, but does not assume: %s', (value, meant) => {
    expect(confusedValue('user', value).meant?.text).toBe(meant)
    expect(unconfused(['users', 'hr'], value)).toBe(value)
  })

  test.each([
    ['https://na3.docusign.net/restapi', 'https://na3.docusign.net', true],
    ['https://na3.docusign.net/restapi/v2.1/accounts/1?x#y', 'https://na3.docusign.net', true],
    ['HTTPS://NA3.DocuSign.net/', 'https://na3.docusign.net', true],
    ['http://eu.docusign.net', 'https://eu.docusign.net', true],
    ['demo.docusign.net/restapi', 'https://demo.docusign.net', true],
    ['https://eu.docusign.net:443', 'https://eu.docusign.net', true],
    ['eu.docusign.com', 'https://eu.docusign.net', false],
    ['NA3', 'https://na3.docusign.net', false],
    ['https://account-d.docusign.com', undefined, false],
    ['https://apps.docusign.com/send', undefined, false],
    ['https://na3.docusign.net.evil.example', 'https://na3.docusign.net.evil.example', false],
    ['https://jane@na3.docusign.net', undefined, false],
    ['n/a', undefined, false],
  ])('base URI %s', (value, meant, safe) => {
    const found = confusedValue('baseUri', value)
    expect([found.meant?.text, found.meant?.safe ?? false]).toEqual([meant, safe])
  })
})

test.each([
  [['account'], 'account'],
  [['managementAccount', 'id'], 'account'],
  [['managementAccount', 'canaryUser'], 'user'],
  [['users', 'account'], 'user'],
  [['legacy', 'integrationKey'], 'integrationKey'],
  [['keyPairs', '2026-05', 'docusignKeyPairId'], 'keyPair'],
  [['labels', 'region'], undefined],
  [['constructor'], undefined],
])('%j is looked up as %s', (pointer, kind) => {
  expect(lookedUpValue(pointer)).toBe(kind)
})

describe('unconfused', () => {
  const decorations: ((id: string) => string)[] = [
    (id) => `{${id}}`,
    (id) => `urn:uuid:${id}`,
    (id) => id.replaceAll('-', ''),
    (id) => `“${id}”`,
    (id) => id.replaceAll('-', '\u2011'),
    (id) => `{${id.toUpperCase()}}`,
    (id) => ` ${id}\u200b`,
  ]

  test('finds the id in every decoration, and leaves a right one alone', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...decorations), (id, decorate) => {
        expect(unconfused(['account'], decorate(id))).toBe(id)
        expect(unconfused(['account'], id.toUpperCase())).toBe(id.toUpperCase())
      }),
      { seed: 12 },
    )
  })

  test('never makes an id of what has not 32 digits', () => {
    const near = fc.stringMatching(/^[{"]?[\da-fA-F -]{20,44}[}"]?$/)
    fc.assert(
      fc.property(near, (value) => {
        const digits = value.replace(/[^\da-f]/gi, '')
        const result = unconfused(['users', 'default'], value)
        if (digits.length === 32) expect(result.replaceAll('-', '')).toBe(digits.toLowerCase())
        else expect(result).toBe(value)
      }),
      { seed: 12 },
    )
  })
})
