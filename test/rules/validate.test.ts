import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { overlayTree } from '../../src/config/overlay-tree.ts'
import { maxFileSize } from '../../src/config/read-text.ts'
import { findingFormats } from '../../src/findings/formats/formats.ts'
import { gradedSeverity, severities } from '../../src/findings/rule-info.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { type ValidateOptions, validate, validateEnvironment } from '../../src/rules/validate.ts'
import { changedBase as files } from '../support/changed-base.ts'
import { ruleCases } from '../support/rule-cases.ts'

const now = new Date('2026-06-01T00:00:00Z')

function check(tree: Map<string, string>, options: Partial<ValidateOptions> = {}) {
  return validate(memoryTree(tree), { now, ...options })
}

const integration = 'config/production/integration.yaml'
const keyPairs = 'config/production/key-pairs.yaml'
const acme = 'config/production/tenants/acme.yaml'

test('a file that cannot be read does not count as missing', () => {
  const broken = new Map(
    [acme, 'config/production/public-keys/2026-05.pem'].map((path) => [path, Buffer.from([0xff])]),
  )
  const { findings } = validate(overlayTree(memoryTree(files({})), broken), { now })
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['yaml/encoding', 'yaml/encoding'])
})

describe('severities', () => {
  const withQuery: [string, string][] = [['/docusign/callback', '/docusign/callback?tenant=acme']]
  const rules = (lines: string): [string, string][] => [['limits:', `rules:\n${lines}\nlimits:`]]

  test.each([
    ['error', { errors: 1, warnings: 0 }],
    ['warning', { errors: 0, warnings: 1 }],
    ['info', { errors: 0, warnings: 0 }],
  ])('a rule can be re-graded to %s', (severity, counts) => {
    const edits = {
      [integration]: withQuery,
      'config/ikctl.yaml': rules(`  redirect-uri/query: ${severity}`),
    }
    const { findings, summary } = check(files(edits))
    expect(findings).toMatchObject([{ ruleId: 'redirect-uri/query', severity }])
    expect(summary).toMatchObject(counts)
  })

  test('a rule can be switched off', () => {
    const edits = {
      [integration]: withQuery,
      'config/ikctl.yaml': rules('  redirect-uri/query: "off"'),
    }
    expect(check(files(edits)).findings).toEqual([])
  })

  test('a rule that guards secrets cannot, not even from another revision', () => {
    const added = { 'config/notes.md': `"kty": "RSA", "d": "${'x'.repeat(43)}"` }
    const { findings } = check(files({}, added), {
      severities: { 'secret/private-jwk': 'off' },
    })
    expect(findings).toMatchObject([{ ruleId: 'secret/private-jwk', severity: 'error' }])
  })

  const guards = [...ruleInfos.values()].filter(({ guard }) => guard === true)

  test.each(guards)('the guard $id can be raised, not lowered or switched off', (guard) => {
    for (const grade of ['off', 'info', 'warning', 'error'] as const) {
      const isLower = severities.indexOf(grade) < severities.indexOf(guard.severity)
      expect(gradedSeverity(guard, grade)).toBe(isLower ? guard.severity : grade)
      const edits = { 'config/ikctl.yaml': rules(`  ${guard.id}: "${grade}"`) }
      expect(check(files(edits)).findings.map(({ ruleId }) => ruleId)).toEqual(
        isLower ? ['settings/locked-rule'] : [],
      )
    }
  })

  test('a guard that is switched off still finds what it guards against', () => {
    const edits: Record<string, [RegExp, string][]> = {
      [integration]: [[/settings: .*/, 'settings: https://kv-contoso-sign-prod.vault.azure.net']],
    }
    const { findings } = check(files(edits), {
      severities: {
        'vault/same': 'off',
        'vault/host': 'info',
        'redirect-uri/unlisted-host': 'error',
      },
    })
    expect(findings).toMatchObject([{ ruleId: 'vault/same', severity: 'error' }])
  })

  test('those of another revision win over those of the tree', () => {
    const edits = {
      [integration]: withQuery,
      'config/ikctl.yaml': rules('  redirect-uri/query: "off"'),
    }
    const { findings } = check(files(edits), { severities: {} })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['redirect-uri/query'])
  })
})

describe('one environment', () => {
  test('is told of what it has in common with another', () => {
    const tree = files({
      [acme]: [[/default: .*/, 'default: 07a536ec-d2ea-4b1e-a7a9-423bd99caa83']],
    })
    for (const name of ['demo', 'production']) {
      const { findings } = check(tree, { environments: [name] })
      expect(findings.map(({ ruleId }) => ruleId)).toEqual(['environment/shared-user'])
      expect(validateEnvironment(memoryTree(tree), name, now).environment).toBeUndefined()
    }
  })

  test('is not told of what concerns another alone', () => {
    const tree = files({ [integration]: [['overlap: 24h', 'overlap: 1m']] })
    expect(check(tree, { environments: ['demo'] }).findings).toEqual([])
    expect(validateEnvironment(memoryTree(tree), 'demo', now).environment?.name).toBe('demo')
  })

  test('of a first user: a developer account, one PEM, no vault key', () => {
    const tree = files({
      'config/demo/key-pairs.yaml': [[/ {4}(key|thumbprint|docusignKeyPairId): .*\n/g, '']],
      'config/demo/integration.yaml': [
        [/canaryUser: .*/, 'canaryUser: 07a536ec-d2ea-4b1e-a7a9-423bd99caa83'],
      ],
    })
    const { findings, environment } = validateEnvironment(memoryTree(tree), 'demo', now)
    expect(findings.map(({ severity }) => severity)).not.toContain('error')
    expect(environment?.keyPairs.get('2026-05')?.key).toBeUndefined()
  })
})

describe('secrets', () => {
  const canary = 'CANARYcanaryCANARYcanaryCANARYcanary'
  const pem = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ')
  const jwt = `eyJ${canary}.eyJ${canary}.${canary}`

  test.each([
    ['a value of the wrong form', acme, /account: .*/, `account: ${jwt}`],
    ['an unknown property', acme, 'status:', `${jwt}: true\nstatus:`],
    ['a name', acme, /name: .*/, `name: "${pem}\\n${canary}"`],
    ['an address', integration, /consent: https.*/, `consent: ${jwt}`],
    ['a wrong type', acme, /users:\n.*\n.*/, `users: ${jwt}`],
    ['a state', keyPairs, 'state: active', `state: ${jwt}`],
    ['an identifier', keyPairs, '"2026-05":', `"${jwt}":`],
    ['broken YAML', acme, /name: .*/, `name: "${jwt}`],
    ['a comment', acme, /name: /, `# ${jwt}\nname: `],
  ])('are never quoted, in no format: %s', (_, file, from, to) => {
    const validation = check(files({ [file]: [[from, to]] }))
    expect(validation.findings.map(({ ruleId }) => ruleId.split('/')[0])).toContain('secret')
    for (const format of Object.values(findingFormats)) {
      const output = format(validation, { colour: false, columns: 200 })
      expect(output).toContain('secret/')
      expect(output).not.toMatch(/canary/i)
    }
  })

  test('are found in files that ikctl does not read', () => {
    const added = {
      'config/demo/old-key.txt': `${pem}\n${canary}\n`,
      'config/.backup/production.yaml': `token: ${jwt}\n`,
    }
    const { findings } = check(files({}, added))
    expect(findings.map(({ file, ruleId }) => [file, ruleId])).toEqual([
      ['config/.backup/production.yaml', 'secret/token'],
      ['config/demo/old-key.txt', 'config/unknown-file'],
      ['config/demo/old-key.txt', 'secret/private-key'],
    ])
  })

  test.each<[string, (text: string) => Uint8Array]>([
    ['Latin-1', (text) => Buffer.from(`Schl\u00fcssel: ${text}`, 'latin1')],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('are found in %s', (_, encode) => {
    const bytes = encode(`"kty": "RSA", "d": "${canary}"`)
    for (const file of ['config/notes.md', 'config/demo/.env', acme]) {
      const tree = overlayTree(memoryTree(files({})), new Map([[file, bytes]]))
      const { findings, text } = validate(tree, { now })
      expect(findings).toContainEqual(
        expect.objectContaining({ file, ruleId: 'secret/private-jwk' }),
      )
      expect(JSON.stringify(findings)).not.toContain(canary)
      expect(text(file)).toBeUndefined()
    }
  })

  test('a file that is too large to be searched is told', () => {
    const { findings } = check(files({}, { 'config/notes.md': '#'.repeat(maxFileSize + 1) }))
    expect(findings).toMatchObject([{ file: 'config/notes.md', ruleId: 'yaml/size' }])
  })

  test.each([
    ['the name of a PEM header', `reason: '${pem} was found in a build log'`],
    ['a public JWK', `{"kty": "RSA", "e": "AQAB", "n": "${canary}", "kid": "${canary}"}`],
    ['a vault id', `https://kv.vault.azure.net/keys/a/${'0'.repeat(32)}`],
    ['a thumbprint', 'thumbprint: eyJ0vx7agoebGcQSuu8jD6_JnO0BoQvW1cGQZcMvNnV'],
    ['a word with a tilde', 'see ~/contoso/Q~A.md'],
  ])('are not seen in %s', (_, text) => {
    expect(check(files({}, { 'config/notes.md': text })).findings).toEqual([])
  })
})

describe('the clock', () => {
  const rotationRules = (time: string) =>
    check(files({}), { now: new Date(time), environments: ['production'] }).findings.map(
      ({ ruleId, severity }) => `${severity} ${ruleId}`,
    )

  // Active since 2026-05-04T08:00:00Z, maxAge 180d, renewBefore 30d.
  test.each([
    ['2026-05-04T07:50:00Z', ['warning time/future']],
    ['2026-05-04T07:56:00Z', []],
    ['2026-10-01T08:00:00Z', []],
    ['2026-10-01T08:00:01Z', ['warning rotation/due']],
    ['2026-10-31T08:00:00Z', ['warning rotation/due']],
    ['2026-10-31T08:00:01Z', ['warning rotation/overdue']],
  ])('at %s: %j', (time, expected) => {
    expect(rotationRules(time)).toEqual(expected)
  })

  test('never makes an error', () => {
    for (const time of ['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']) {
      for (const { files: tree } of ruleCases('valid')) {
        const { findings, summary } = check(tree, { now: new Date(time) })
        expect(findings.length).toBeGreaterThan(0)
        expect(summary.errors).toBe(0)
      }
    }
  })
})
