import { expect, test } from 'vitest'
import { oauthPlatform } from '../../src/docusign/platform.ts'

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
