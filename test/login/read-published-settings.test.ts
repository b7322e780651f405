import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishedSettings as validator } from '../../src/config/generated/validators.js'
import { readPublishedSettings } from '../../src/login/read-published-settings.ts'
import { caught } from '../support/caught.ts'
import { settingsFor } from './support/simulate-login.ts'

const consent = {
  redirectUri: 'https://app.contoso.example/docusign/consented',
  scopes: ['signature', 'impersonation'],
}
const settings = { ...settingsFor('2026-11'), consent }

function isRead(value: unknown): boolean {
  try {
    readPublishedSettings(value)
    return true
  } catch {
    return false
  }
}

test('reads the JSON text, and leaves out what it does not know', () => {
  expect(readPublishedSettings(JSON.stringify({ ...settings, later: true }))).toEqual(settings)
  expect(readPublishedSettings(settings)).toEqual(settings)
})

test('agrees with the schema about every change of a member', () => {
  const paths = [
    [],
    ...Object.keys(settings).map((name) => [name]),
    ...Object.keys(settings.keyPair).map((name) => ['keyPair', name]),
    ['scopes', '0'],
    ...Object.keys(consent).map((name) => ['consent', name]),
    ['consent', 'scopes', '1'],
  ]
  const texts = [
    settings.integrationKey,
    settings.integrationKey.toUpperCase(),
    settings.oauthHost,
    'account.docusign.com:443',
    'https://account.docusign.com',
    'signature',
    'Signature',
    'two scopes',
    '2026-11',
    '-a',
    settings.keyPair.key,
    settings.keyPair.key.replace('/keys/', '/secrets/'),
    settings.keyPair.key.slice(0, -1),
    `${settings.keyPair.key}\n`,
    settings.keyPair.thumbprint,
    `${settings.keyPair.thumbprint.slice(0, -1)}B`,
  ]
  const value = fc.oneof(fc.constantFrom(...texts), fc.jsonValue(), fc.constant(undefined))
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, changed) => {
      // Undefined stands for a member that is missing: JSON has no such value.
      const text = JSON.stringify(replace(settings, path, changed))
      if (text === undefined) return
      expect(isRead(text)).toBe(validator(JSON.parse(text)))
    }),
    { numRuns: 3_000, seed: 1 },
  )
})

test.each([
  ['CANARY', 'are not JSON'],
  ['[]', 'are not a JSON object'],
  ['{"version": 2}', 'version'],
  [JSON.stringify({ ...settings, scopes: ['CANARY'] }), '"scopes[0]"'],
  [
    JSON.stringify({ ...settings, keyPair: { ...settings.keyPair, key: 'CANARY' } }),
    '"keyPair.key"',
  ],
])('says what is wrong without quoting it: %s', async (text, what) => {
  const error = await caught(() => readPublishedSettings(text))
  expect(error).toMatchObject({ code: 'ERR_LOGIN_SETTINGS_REFUSED' })
  expect(String(error)).toContain(what)
  expect(String(error)).not.toContain('CANARY')
})

function replace(value: unknown, [name, ...rest]: string[], changed: unknown): unknown {
  if (name === undefined) return changed
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === name ? changed : item))
  const object = value as Record<string, unknown>
  return { ...object, [name]: replace(object[name], rest, changed) }
}
