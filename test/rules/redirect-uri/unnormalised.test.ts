import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sourceFile } from '../../../src/config/source-file.ts'
import type { EnvironmentDraft, Workspace } from '../../../src/config/workspace.ts'
import { unnormalised } from '../../../src/rules/redirect-uri/unnormalised.ts'
import { ruleInfos } from '../../../src/rules/registry.ts'

/** The normal form that the rule asks for, or the address itself. */
function normalFormOf(consent: string): string {
  const workspace: Workspace = { environments: [], sources: [], otherSources: [] }
  const draft: EnvironmentDraft = {
    name: 'demo',
    path: 'config/demo',
    integration: {
      source: sourceFile('integration.yaml', ''),
      value: { redirectUris: { consent } },
    },
    tenants: [],
    publicKeys: new Map(),
    unread: new Set(),
    evidence: [],
  }
  const context = { workspace, now: new Date(0), rules: ruleInfos }
  const [problem] = unnormalised.check(draft, context)
  return problem === undefined
    ? consent
    : (/^Write "(.*)" here/.exec(problem.help ?? '')?.[1] ?? '')
}

test.each([
  ['https://a.example?x=/../y', 'https://a.example?x=/../y'],
  ['https://a.example', 'https://a.example'],
  ['https://a.example:443', 'https://a.example'],
  ['https://a.example:8443/b', 'https://a.example:8443/b'],
  ['http://127.1/b', 'http://127.0.0.1/b'],
  ['https:\\\\a.example\\b', 'https://a.example/b'],
  ['https://a.example/%7eb%2f', 'https://a.example/~b%2f'],
  ['https://a.example/%%36%35', 'https://a.example/e'],
])('the normal form of %s is %s', (text, expected) => {
  expect(normalFormOf(text)).toBe(expected)
})

const piece = fc.constantFrom(
  ...[
    'a',
    'B',
    '/',
    '//',
    '..',
    '.',
    '%41',
    '%2f',
    '%2e',
    '%',
    '?',
    ':443',
    ':80',
    ':1',
    '\\',
    'é',
    '~',
  ],
)

test('the normal form leads to the same place, and is accepted', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:', 'http:\\'),
      fc.array(piece, { maxLength: 12 }),
      (scheme, pieces) => {
        const text = `${scheme}h.example${pieces.join('')}`
        fc.pre(URL.canParse(text))
        const normal = normalFormOf(text)
        expect(normalFormOf(normal)).toBe(normal)
        const [before, after] = [new URL(text), new URL(normal)]
        expect(after.host).toBe(before.host.replace(/\.+(?=:|$)/, ''))
        expect(decode(after.pathname)).toBe(decode(new URL(decode(before.href)).pathname))
      },
    ),
    { seed: 20260601, numRuns: 2000 },
  )
})

/** Without any encoding that could stand for a character of its own. */
function decode(text: string): string {
  const decoded = text.replace(/%(41|7e|2e)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return decoded === text ? text : decode(decoded)
}
