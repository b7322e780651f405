import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { failureAction } from '../../src/docusign/login-failure.ts'
import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'

const file = (name: string) => `config/${name}/integration.yaml`
const other: [string | RegExp, string] = [
  /^integrationKey: .*/m,
  'integrationKey: 0e7b2a44-6a55-4f0c-8f6e-2d8f3d4c1b97',
]
const inConsole: [string | RegExp, string] = [
  /^platform: /m,
  'managedIn: developer-console\nplatform: ',
]

const rulesOf = (edits: Parameters<typeof changedBase>[0]) =>
  validate(memoryTree(changedBase(edits)), { now: new Date('2026-06-01T00:00:00Z') }).findings.map(
    ({ ruleId }) => ruleId,
  )

describe('a key of the Developer Console', () => {
  test('may have another client id for demo; one of Apps and Keys may not', () => {
    expect(rulesOf({ [file('demo')]: [other] })).toContain('environment/integration-key')
    expect(rulesOf({ [file('demo')]: [other, inConsole] })).toEqual([])
    expect(rulesOf({ [file('demo')]: [other], [file('production')]: [inConsole] })).toEqual([])
  })

  const key = {
    integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
    managementAccount: { id: 'a1', canaryUser: 'u1', name: 'Contoso Integrations' },
  } as const

  test('is administered there, with words that are known', () => {
    const managed = { ...key, managedIn: 'developer-console' } as const
    const where = appsAndKeys({ ...managed, platform: 'demo' }, 'Redirect URIs')
    expect(where).toContain('apps.docusign.com/dev-console/integrations')
    expect(where).toContain(
      '> Demo > client ID 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90 > Redirect URI',
    )
    expect(
      appsAndKeys({ ...managed, platform: 'production' }, 'Service Integration > UPLOAD RSA'),
    ).toMatch(/> Production > client ID \S+ > its RSA key pairs: upload a public key$/)
    for (const managedIn of ['apps-and-keys', undefined] as const) {
      const place = { ...key, platform: 'demo', ...(managedIn && { managedIn }) } as const
      expect(appsAndKeys(place)).toContain('admindemo.docusign.com')
      expect(appsAndKeys(place)).toContain('Settings > Apps and Keys')
    }
    expect(appsAndKeys({ ...managed, platform: 'emulator' })).toContain('/emulator/admin')
  })

  test('is named in the help of a refused signature; where nothing is known, both places are', () => {
    const help = (context: Parameters<typeof failureAction>[1]) =>
      failureAction({ class: 'key_rejected' }, context)
    expect(help({ managedIn: 'developer-console' })).toContain(
      '(4) the Developer Console lists, for',
    )
    expect(help({ managedIn: 'apps-and-keys' })).toContain('(4) Apps and Keys lists, for')
    expect(help({})).toContain(
      '(4) Apps and Keys (or the Developer Console, if the integration key',
    )
  })
})
