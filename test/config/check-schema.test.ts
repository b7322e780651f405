import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkSchema, type SchemaName } from '../../src/config/check-schema.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { toFinding } from '../../src/rules/to-finding.ts'

/** `line:column message` of everything that is wrong with a file. */
function messages(schema: SchemaName, text: string): string[] {
  const source = sourceFile('a.yaml', text)
  const { value = null, problems } = parseYaml(source)
  return [...problems, ...checkSchema({ source, value }, schema)].map((problem) => {
    const { range, message } = toFinding(problem, ruleInfos, {})
    return `${range?.start.line}:${range?.start.column} ${message}`
  })
}

const full = (schema: SchemaName) =>
  readFileSync(join(import.meta.dirname, `../schemas/${schema}/full.yaml`), 'utf8')

/** A valid file with one stretch of text replaced. */
function changed(schema: SchemaName, before: string | RegExp, after: string): string[] {
  const text = full(schema)
  expect(text).toMatch(before)
  return messages(schema, text.replace(before, after))
}

describe('messages name the property, what is wrong, and what is right', () => {
  test.each<[SchemaName, string | RegExp, string, string]>([
    ['tenant', 'baseUri:', 'baseURL:', '5:1 unknown property "baseURL", did you mean "baseUri"?'],
    [
      'tenant',
      'baseUri:',
      'x-note:',
      '5:1 unknown property "x-note" (known here: name, status, account, baseUri, users, labels, consent, legacy and 1 more)',
    ],
    [
      'integration',
      'product: contoso-sign',
      'product: contoso-sign\nsomething: else',
      '3:1 unknown property "something" (known here: product, integrationKey, platform, managedIn, managementAccount, scopes, redirectUris, vaults and 3 more)',
    ],
    ['tenant', /^name.*\n/m, '', '2:1 the property "name" is missing'],
    ['tenant', /^ {2}reason.*\n/m, '', '14:1 the property "reason" is missing in "knownFailure"'],
    [
      'tenant',
      'Acme Corporation',
      '012',
      '2:7 "name" must be a string, but YAML reads 012 as the number 12',
    ],
    [
      'tenant',
      'Acme Corporation',
      '1e3',
      '2:7 "name" must be a string, but YAML reads 1e3 as the number 1000',
    ],
    [
      'tenant',
      'Acme Corporation',
      '0x10',
      '2:7 "name" must be a string, but YAML reads 0x10 as the number 16',
    ],
    [
      'tenant',
      'Acme Corporation',
      '1.0',
      '2:7 "name" must be a string, but YAML reads 1.0 as the number 1',
    ],
    [
      'tenant',
      'Acme Corporation',
      'true',
      '2:7 "name" must be a string, but YAML reads true as the truth value true',
    ],
    [
      'tenant',
      'Acme Corporation',
      '~',
      '2:7 "name" must be a string, but YAML reads ~ as no value',
    ],
    [
      'tenant',
      'Acme Corporation',
      'null',
      '2:7 "name" must be a string, but YAML reads null as no value',
    ],
    ['tenant', ' Acme Corporation', '', '2:1 "name" must be a string, not empty'],
    ['tenant', 'Acme Corporation', '""', '2:7 "name" must not be empty'],
    ['tenant', 'Acme Corporation', '[a]', '2:7 "name" must be a string, not a list'],
    ['tenant', 'Acme Corporation', '{a: b}', '2:7 "name" must be a string, not a map'],
    [
      'tenant',
      'live',
      'Live',
      '3:9 "status" is "Live", but must be one of onboarding, migrating, live, suspended, offboarded; did you mean "live"?',
    ],
    [
      'tenant',
      'live',
      'zzzzzzz',
      '3:9 "status" is "zzzzzzz", but must be one of onboarding, migrating, live, suspended, offboarded',
    ],
    [
      'tenant',
      'live',
      '[live]',
      '3:9 "status" is a list, but must be one of onboarding, migrating, live, suspended, offboarded; did you mean "live"?',
    ],
    [
      'tenant',
      '8f5d0c2a-',
      '',
      '7:12 "users.default" is "1e7b-4c39-b6a5-7d9e3f1a2b4c", which has 24 digits where a GUID has 32, but must be the User ID, a GUID such as 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
    ],
    [
      'tenant',
      'default:',
      'HR:',
      '7:3 the name "HR" in "users" must be lower-case letters, digits and hyphens, at most 63, beginning and ending with a letter or digit',
    ],
    ['tenant', /\n {2}default.*/, ' {}', '6:8 "users" must have at least 1 entry'],
    ['tenant', 'Acme Corporation', 'x'.repeat(201), '2:7 "name" must have at most 200 characters'],
    [
      'integration',
      '200',
      '0',
      '32:13 "rotation.evidence.sample" is 0, but must be a whole number from 1 on or "all"',
    ],
    [
      'integration',
      '200',
      'none',
      '32:13 "rotation.evidence.sample" is "none", but must be a whole number or "all"',
    ],
    [
      'integration',
      '    - signature',
      '    - Signature',
      '13:7 item 1 of "scopes.login" is "Signature", but must be an OAuth scope such as signature',
    ],
    [
      'integration',
      '    - impersonation',
      '    - signature',
      '14:7 "scopes.login" lists the same value twice',
    ],
    [
      'integration',
      'standby: true',
      'standby: yes',
      '29:12 "rotation.standby" must be true or false, not "yes"',
    ],
    [
      'integration',
      /others:\n.*/,
      `others: [${'a,'.repeat(101)}]`,
      '20:11 "redirectUris.others" must have at most 100 entries',
    ],
    [
      'settings',
      'percent: 20',
      'percent: 101',
      '8:14 "limits.tenantsRemoved.percent" must be <= 100',
    ],
    ['settings', 'percent: 20', 'percent: -1', '8:14 "limits.tenantsRemoved.percent" must be >= 0'],
    [
      'settings',
      'percent: 20',
      'percent: 20%',
      '8:14 "limits.tenantsRemoved.percent" must be a whole number, not "20%"',
    ],
    // A number as the name of a key pair is no place in a list.
    [
      'key-pairs',
      '"2026-05":',
      '"2026":\n    status: active',
      '4:5 unknown property "status", did you mean "state"?',
    ],
    [
      'key-pairs',
      /"2026-05":[\s\S]*/,
      '"2026": {}',
      '3:3 the property "state" is missing in "keyPairs.2026"',
    ],
    // A compromised pair needs a reason.
    [
      'key-pairs',
      /^ {4}reason.*\n/m,
      '',
      '3:3 the property "reason" is missing in "keyPairs.2026-05"',
    ],
  ])('%s: %s -> %s', (schema, before, after, expected) => {
    expect(changed(schema, before, after)[0]).toBe(expected)
  })

  test('a property under a wrong name is one mistake', () => {
    expect(changed('tenant', 'account:', 'acount:')).toEqual([
      '4:1 unknown property "acount", did you mean "account"?',
    ])
  })

  test('legal names are those of the place, also below names from the prototype of objects', () => {
    const extra = '{state: pending, origin: vault, custody: key, since: {}, orgin: x}'
    expect(messages('key-pairs', `keyPairs:\n  constructor: ${extra}\n`)).toContain(
      '2:73 unknown property "orgin", did you mean "origin"?',
    )
  })

  test('values that look like secrets are not repeated', () => {
    const secrets = [
      '"-----BEGIN PRIVATE KEY----- c4n4ry"',
      'eyJhbGciOiJSUzI1NiJ9.c4n4ry',
      `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKc4n4ry${'A'.repeat(60)}`,
    ]
    for (const secret of secrets) {
      const all = [
        ...changed('tenant', 'live', secret),
        ...changed('tenant', /5a0a2c1b.*/, secret),
        ...changed('tenant', 'region: eu', `region: ${secret}`),
        ...changed('tenant', 'region:', `${secret}:`),
        ...changed('tenant', 'labels:', `${secret}:`),
        ...changed('integration', '200', secret),
      ]
      expect(all.length).toBeGreaterThanOrEqual(5)
      expect(all.join('\n')).not.toContain('c4n4ry')
    }
  })

  test('a message is one line without control characters, whatever a value holds', () => {
    const evil = '"\\n::error::\\e[31m\\u202e"'
    const all = [
      ...changed('tenant', 'live', evil),
      ...changed('tenant', /5a0a2c1b.*/, evil),
      ...changed('tenant', 'region:', `${evil}:`),
      ...changed('tenant', 'labels:', `${evil}:`),
    ]
    expect(all).toHaveLength(4)
    for (const message of all) expect(message).not.toMatch(/\p{Cc}|\p{Cf}/u)
  })

  test('at most 50 problems of a file are told, and every wrong value is left out', () => {
    const source = sourceFile('a.yaml', '')
    const value = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`k${i}`, 'error']))
    expect(checkSchema({ source, value }, 'settings')).toHaveLength(50)
    expect(Object.keys(value)).toEqual([])
  })
})
