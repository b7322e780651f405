import { expect, test } from 'vitest'
import { undeliverable } from '../../src/rules/webhook/undeliverable.ts'

const findings = (url: string, platform = 'production') => {
  const source = { path: 'integration.yaml', text: '' }
  const draft = { integration: { source, value: { platform, webhooks: { url } } } }
  return [...undeliverable.check(draft as never, {} as never)].map(({ message }) => message)
}

test.each([
  'https://hooks.contoso.example/docusign',
  'https://hooks.contoso.example/docusign?tenant=all&v=2',
  'https://hooks.contoso.example:443/docusign',
  'https://hooks.contoso.example:1443/',
  'https://hooks.contoso.example:8443/',
  'https://hooks.contoso.example:9443/',
  'https://local.contoso.example/',
])('%s can be delivered to', (url) => {
  expect(findings(url)).toEqual([])
})

test.each([
  ['http://hooks.contoso.example/', /begins with "http:/],
  ['hooks.contoso.example/docusign', /not an absolute address/],
  ['hooks.contoso.example:443/docusign', /not an absolute address/],
  ['https://hooks.contoso.example:8444/', /port 8444/],
  ['https://hooks.contoso.example:10443/', /port 10443/],
  ['https://hooks.contoso.example:80/', /port 80/],
  ['https://user:pw@hooks.contoso.example/', /user name or password/],
  ['https://hooks.contoso.example/#part', /fragment/],
  ['https://localhost/', /not a public host/],
  ['https://hooks/', /not a public host/],
  ['https://hooks.corp/', /not a public host/],
  ['https://hooks.contoso.internal./', /not a public host/],
  ['https://10.0.0.8/', /not a public host/],
  ['https://203.0.113.8/', /not a public host/],
  ['https://[2001:db8::1]/', /not a public host/],
  ['https://2130706433/', /not a public host/],
  [`https://hooks.contoso.example/${'ü'.repeat(2100)}`, /more than 4096 bytes/],
])('%s', (url, message) => {
  expect(findings(url)).toEqual([expect.stringMatching(message)])
})

test('a password in the URL is not shown', () => {
  expect(findings('https://user:canary@hooks.contoso.example/').join()).not.toContain('canary')
})

test('the emulator platform may use this machine', () => {
  expect(findings('https://localhost:8443/', 'emulator')).toEqual([])
})
