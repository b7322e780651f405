import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { type ValidateOptions, validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'

const now = new Date('2026-06-01T00:00:00Z')
const acme = 'config/production/tenants/acme.yaml'
const rule = 'tenant/duplicate-user'
const user = '1dcd30ec-d481-4062-be9a-81a459d1c3a6'

/** A tenant whose second user (line 7) is a copy of its first. */
const tenant = (...edits: [from: string | RegExp, to: string][]) =>
  changedBase({ [acme]: [[/hr: .*/, `hr: ${user}`], ...edits] })

function check(files: Map<string, string>, options: Partial<ValidateOptions> = {}) {
  const { findings, suppressed, summary } = validate(memoryTree(files), { now, ...options })
  const lines = findings.map(
    ({ range, severity, ruleId }) => `${range?.start.line} ${severity} ${ruleId}`,
  )
  expect(summary.suppressed).toBe(suppressed.length)
  return { lines, findings, suppressed }
}

test('the example has the finding that is suppressed below', () => {
  expect(check(tenant()).lines).toEqual([`7 error ${rule}`])
})

describe('a comment suppresses', () => {
  test.each<[string, [string | RegExp, string]]>([
    ['at the end of the line', [/hr: .*/, `$& # ikctl-ignore ${rule}: one person`]],
    ['on the line before', [/ {2}hr:/, `  # ikctl-ignore ${rule}: one person\n  hr:`]],
    [
      'on the line before, above other comments and empty lines',
      [/ {2}hr:/, `# ikctl-ignore ${rule}: one person\n  # the\n\n  # role\n  hr:`],
    ],
    ['above the entry that holds it', ['users:', `# ikctl-ignore ${rule}: one person\nusers:`]],
    ['beside the entry that holds it', ['users:', `users: # ikctl-ignore ${rule}: one person`]],
    ['until its last day', [/hr: .*/, `$& # ikctl-ignore ${rule} until 2026-06-01: one person`]],
  ])('%s', (_, edit) => {
    const { lines, suppressed } = check(tenant(edit))
    expect(lines).toEqual([])
    expect(suppressed).toMatchObject([{ finding: { ruleId: rule }, reason: 'one person' }])
    expect(check(tenant(edit), { noIgnores: true }).lines).toHaveLength(1)
  })

  test('in a file with Windows line ends', () => {
    const files = tenant(['users:', `# ikctl-ignore ${rule}: one person\nusers:`])
    files.set(acme, (files.get(acme) ?? '').replaceAll('\n', '\r\n'))
    expect(check(files).lines).toEqual([])
  })

  test('within the entry that the finding is about', () => {
    const files = changedBase({
      'config/ikctl.yaml': [['limits:', 'rules: {environment/split-product: error}\nlimits:']],
    })
    files.set(
      'config/staging/integration.yaml',
      (files.get('config/production/integration.yaml') ?? '')
        .replace('7c2b8d7e', '8c2b8d7e')
        .replace('others:\n', 'others:\n  # ikctl-ignore redirect-uri/query: an old partner\n  ')
        .replace('/docusign/callback', '/docusign/callback?tenant=acme'),
    )
    const before = validate(memoryTree(files), { now, environments: ['staging'], noIgnores: true })
    const after = validate(memoryTree(files), { now, environments: ['staging'] })
    expect(before.findings.map(({ ruleId }) => ruleId)).toContain('redirect-uri/query')
    expect(after.suppressed.map(({ finding }) => finding.ruleId)).toEqual(['redirect-uri/query'])
  })
})

describe('a comment does not suppress', () => {
  const unused = (line: number) => `${line} warning suppression/unused`

  test.each<[string, [string | RegExp, string], string[]]>([
    [
      'another rule',
      [/hr: .*/, '$& # ikctl-ignore tenant/id-mixup: one person'],
      [`7 error ${rule}`, unused(7)],
    ],
    [
      'another entry',
      [/ {2}default:/, `  # ikctl-ignore ${rule}: one person\n  default:`],
      [unused(6), `8 error ${rule}`],
    ],
    [
      'the whole file from its first line',
      [/^/, `# ikctl-ignore ${rule}: one person\n\n`],
      [unused(1), `9 error ${rule}`],
    ],
    [
      'as a part of a value',
      [/name: .*/, `name: |\n  # ikctl-ignore ${rule}: one person\n  Acme`],
      [`9 error ${rule}`],
    ],
    ['in other words', [/hr: .*/, `$& # see ikctl-ignore ${rule}: x`], [`7 error ${rule}`]],
  ])('%s', (_, edit, expected) => {
    expect(check(tenant(edit)).lines.sort()).toEqual(expected.sort())
  })

  test('what guards keys, secrets or the form of the files', () => {
    for (const id of ['vault/same', 'secret/private-key', 'schema/value', 'suppression/unused']) {
      const { findings } = check(tenant([/hr: .*/, `$& # ikctl-ignore ${id}: we know`]))
      expect(findings.map(({ ruleId }) => ruleId)).toContain('suppression/not-allowed')
    }
  })

  test.each([
    ['', 'names no rule'],
    [' ', 'gives no reason'],
    [` ${rule}`, 'gives no reason'],
    [` ${rule}:`, 'gives no reason'],
    [`: one person`, 'names no rule'],
    [`-next-line ${rule}: x`, 'names no rule'],
    [` ${rule}, tenant/duplicate-name: x`, 'names several rules'],
    [` ${rule} tenant/duplicate-name: x`, 'names several rules'],
    [` ${rule} until 2026-02-30: x`, 'ends on "2026-02-30", which is no day'],
    [` ${rule} until tomorrow: x`, 'ends on "tomorrow", which is no day'],
    [` ${rule}: one person until 2027-01-31`, 'has its last day in the reason'],
    [` tenant/duplicate-users: x`, 'did you mean "tenant/duplicate-user"?'],
  ])('when it is written %j', (text, words) => {
    const { findings } = check(tenant([/hr: .*/, `$& # ikctl-ignore${text}`]))
    expect(findings).toHaveLength(2)
    expect(findings.map(({ message }) => message).join()).toContain(
      words === 'names no rule' && text === '' ? 'gives no reason' : words,
    )
  })
})

test('a long one is read in one go', () => {
  const { findings } = check(tenant([/hr: .*/, `$& # ikctl-ignore ${'a'.repeat(1_000_000)}`]))
  expect(findings.map(({ ruleId }) => ruleId)).toContain('suppression/malformed')
})

test('in upper case it is refused for that', () => {
  const { findings } = check(tenant([/hr: .*/, `$& # IKCTL-IGNORE ${rule}: one person`]))
  expect(findings.map(({ message }) => message)).toContain(
    'the suppression is not written in lower case',
  )
})

test('after its last day the finding is back, as a warning, so that time alone blocks nothing', () => {
  const files = tenant([/hr: .*/, `$& # ikctl-ignore ${rule} until 2026-05-31: one person`])
  expect(check(files).lines).toEqual([`7 warning ${rule}`, '7 warning suppression/expired'])
})

test('comments that are left over can be errors, and are never passed over', () => {
  const files = tenant([
    /hr: .*/,
    'hr: 0d7972de-8e18-498c-b94a-f8765ab964e1 # ikctl-ignore tenant/id-mixup: x',
  ])
  const severities = (severity: 'error' | 'off') => ({ 'suppression/unused': severity }) as const
  expect(check(files, { severities: severities('error') }).lines).toEqual([
    '7 error suppression/unused',
  ])
  expect(check(files, { severities: severities('off') }).lines).toEqual([
    '7 warning suppression/unused',
  ])
})

test('a reason that holds a secret is not told', () => {
  const jwt = `eyJ${'canary'.repeat(5)}.eyJ${'canary'.repeat(5)}.${'canary'.repeat(5)}`
  const files = tenant([/hr: .*/, `$& # ikctl-ignore ${rule}: ${jwt}`])
  const { findings, suppressed } = check(files)
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['secret/token'])
  expect(suppressed).toEqual([])
})
