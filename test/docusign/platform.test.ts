import { expect, test } from 'vitest'
import { oauthPlatform, restOrigin } from '../../src/docusign/platform.ts'

test.each([
  ['demo', 'https://account-d.docusign.com', 'account-d.docusign.com'],
  ['production', 'https://account.docusign.com', 'account.docusign.com'],
] as const)('%s', (name, origin, audience) => {
  expect(oauthPlatform(name)).toEqual({ name, origin, audience })
})

test('the audience of an emulator is its host and port', () => {
  expect(oauthPlatform('emulator', 'https://localhost:4443')).toEqual({
    name: 'emulator',
    origin: 'https://localhost:4443',
    audience: 'localhost:4443',
  })
})

test.each([undefined, '', 'localhost:4443', 'http://localhost:4443', 'https://localhost/oauth'])(
  'refuses the emulator address %s',
  (url) => {
    expect(() => oauthPlatform('emulator', url)).toThrow(TypeError)
  },
)

test.each([
  ['production', 'https://na3.docusign.net', 'https://na3.docusign.net'],
  ['production', 'https://NA3.docusign.net/', 'https://na3.docusign.net'],
  ['production', 'https://demo.docusign.net', undefined],
  ['production', 'https://na3.docusign.net.evil.example', undefined],
  ['production', 'https://docusign.net', undefined],
  ['demo', 'https://demo.docusign.net', 'https://demo.docusign.net'],
  ['demo', 'https://na3.docusign.net', undefined],
] as const)('a token for %s may be sent to %s: %s', (name, baseUri, origin) => {
  expect(restOrigin(oauthPlatform(name), baseUri)).toBe(origin)
})

test('a token of the emulator goes to the emulator alone', () => {
  const platform = oauthPlatform('emulator', 'https://localhost:4443')
  expect(restOrigin(platform, 'https://na3.docusign.net')).toBe('https://localhost:4443')
})
