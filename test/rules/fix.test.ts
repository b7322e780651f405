import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { yamlComments } from '../../src/config/yaml-comments.ts'
import { fix } from '../../src/rules/fix.ts'
import { validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'

const now = new Date('2026-06-01T00:00:00Z')
const acme = 'config/production/tenants/acme.yaml'
const integration = 'config/production/integration.yaml'
const modeline = '# yaml-language-server: $schema=../../../schemas/tenant.schema.json\n'

type Edits = Parameters<typeof changedBase>[0][string]

/** What --fix makes of the base, changed in one file. */
function fixed(edits: Edits, file = acme) {
  const files = changedBase({ [file]: edits })
  const result = fix(memoryTree(files), { now })
  const lines = (text: string) => text.split(/(?<=\n)/)
  const before = lines(files.get(file) ?? '')
  const after = lines(result.files.find(({ path }) => path === file)?.after ?? before.join(''))
  return { ...result, removed: without(before, after), added: without(after, before) }
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  return lines.filter((line) => !others.includes(line))
}

describe('--fix', () => {
  test.each<[string, Edits, removed: string[], added: string[]]>([
    [
      'quotes a number',
      [[/name: .*/, 'name: 0x10 # hex']],
      ['name: 0x10 # hex\n'],
      ['name: "0x10" # hex\n'],
    ],
    [
      'quotes a truth value in a map',
      [['baseUri:', 'labels: {a: true, b: c}\nbaseUri:']],
      ['labels: {a: true, b: c}\n'],
      ['labels: {a: "true", b: c}\n'],
    ],
    [
      'quotes a very long number',
      [[/name: .*/, `name: ${'1'.repeat(120)}`]],
      [`name: ${'1'.repeat(120)}\n`],
      [`name: "${'1'.repeat(120)}"\n`],
    ],
    ['renames a property', [['status:', 'statsu :']], ['statsu : live\n'], ['status : live\n']],
    ['renames a quoted property', [['users:', "'usres':"]], ["'usres':\n"], ['users:\n']],
    [
      'writes an allowed word as it is spelled',
      [['live', "'LIVE '"]],
      ["status: 'LIVE '\n"],
      ["status: 'live'\n"],
    ],
    [
      'writes ids in lower case, in their quotes',
      [[/account: (.*)/, 'account: "762BC170-fca7-4c03-b22a-aa2962c1c596"']],
      ['account: "762BC170-fca7-4c03-b22a-aa2962c1c596"\n'],
      ['account: "762bc170-fca7-4c03-b22a-aa2962c1c596"\n'],
    ],
    [
      'removes a comment that suppresses nothing',
      [['live', 'live # ikctl-ignore tenant/id-mixup: x']],
      ['status: live # ikctl-ignore tenant/id-mixup: x\n'],
      ['status: live\n'],
    ],
    [
      'removes such a comment with its line',
      [['status', '# ikctl-ignore tenant/id-mixup: x\nstatus']],
      ['# ikctl-ignore tenant/id-mixup: x\n'],
      [],
    ],
    [
      'does several in one file, and what they uncover',
      [
        ['users:', 'user:'],
        ['live', 'Live'],
        [/hr: .*/, 'hr: 0D7972DE-8e18-498c-b94a-f8765ab964e1'],
      ],
      ['status: Live\n', 'user:\n', '  hr: 0D7972DE-8e18-498c-b94a-f8765ab964e1\n'],
      ['status: live\n', 'users:\n', '  hr: 0d7972de-8e18-498c-b94a-f8765ab964e1\n'],
    ],
  ])('%s', (_, edits, removed, added) => {
    const result = fixed(edits)
    expect(result.removed).toEqual(removed)
    expect(result.added).toEqual(added)
    expect(result.validation.findings).toEqual([])
  })

  test('writes the comment that names the schema, and corrects a wrong one', () => {
    const files = changedBase({
      [acme]: [[/^/, modeline]],
      [integration]: [
        [/^/, '# yaml-language-server: $schema=../../schemas/tenant.schema.json\r\n'],
      ],
    })
    const { files: made } = fix(memoryTree(files), { now })
    const firstLines = made.map(({ path, after }) => [path, after.split('\n')[0]])
    expect(Object.fromEntries(firstLines)).toMatchObject({
      'config/ikctl.yaml': '# yaml-language-server: $schema=../schemas/settings.schema.json',
      'config/demo/integration.yaml':
        '# yaml-language-server: $schema=../../schemas/integration.schema.json',
      [integration]: '# yaml-language-server: $schema=../../schemas/integration.schema.json\r',
    })
    expect(made.map(({ path }) => path)).not.toContain(acme)
  })
})

describe('--fix leaves alone', () => {
  test.each<[string, Edits, string?]>([
    ['a property whose right name is there', [['status:', 'stauts: live\nstatus:']]],
    ['two properties with the same right name', [['status:', 'stauts: live\nstatsu:']]],
    ['what means no value', [[/name: .*/, 'name: null']]],
    ['a word that is only near', [['live', 'liev']]],
    [
      'a redirect URI, since another one is registered',
      [[/(consent: https:\/\/)app/, '$1APP']],
      integration,
    ],
    [
      'a file that holds a secret',
      [['live', `Live # eyJ${'a'.repeat(9)}.${'b'.repeat(9)}.${'c'.repeat(9)}`]],
    ],
  ])('%s', (_, edits, file = acme) => {
    const { files, validation } = fixed(edits, file)
    expect(files).toEqual([])
    expect(validation.findings.length).toBeGreaterThan(0)
  })
})

test('what cannot be fixed safely is suggested, in the style of the value', () => {
  const suggestions = (edits: Edits) =>
    fixed(edits, integration).validation.findings.flatMap(({ suggest }) =>
      suggest.map(({ edit: { text }, safe }) => [text, safe]),
    )
  const normal = 'https://app.contoso.example/docusign/consented'
  expect(suggestions([['consent: https://app', 'consent: https://APP']])).toEqual([[normal, false]])
  expect(suggestions([[/consent: https:\/\/app(.*)/, "consent: 'https://APP$1'"]])).toEqual([
    [`'${normal}'`, false],
  ])
})

/** A tenant's file as people write it, with mistakes that can be fixed and some that cannot. */
const tenantText = fc
  .record({
    lineBreak: fc.constantFrom('\n', '\r\n'),
    modeline: fc.constantFrom('', modeline),
    name: fc.constantFrom(
      'name: Acme',
      'nmae: "Acme"',
      'name: 0o17',
      'name: 1.50',
      'name: ~',
      'names: [a]',
    ),
    status: fc.constantFrom('status: live', 'status:  Live', "status: 'LIVE'", 'Status: lvie'),
    account: fc.constantFrom(
      'account: 762bc170-fca7-4c03-b22a-aa2962c1c596',
      'acount: 762BC170-FCA7-4c03-b22a-aa2962c1c596',
    ),
    users: fc.constantFrom(
      'users:\n  default: 1DCD30EC-d481-4062-be9a-81a459d1c3a6',
      'user: {default: 1dcd30ec-d481-4062-be9a-81a459d1c3a6}',
    ),
    labels: fc.constantFrom(
      'labels: {tier: 012, "a": on}',
      'lables:\n  tier: 1e3',
      'label: {}',
      '',
    ),
    comments: fc.array(
      fc.constantFrom('# ikctl-ignore tenant/id-mixup: x', '# note', '', '  # Live 012 nmae:'),
      { maxLength: 6 },
    ),
    order: fc.shuffledSubarray(['name', 'status', 'account', 'users', 'labels'] as const, {
      minLength: 5,
    }),
  })
  .map(({ lineBreak, comments, order, ...parts }) => {
    const lines = order.flatMap((part, index) => [comments[index] ?? '# c', parts[part]])
    return `${parts.modeline}${lines.join('\n')}\n${comments[5] ?? ''}`.replaceAll('\n', lineBreak)
  })

test('after --fix the fixed findings are gone, and nothing else has changed', () => {
  fc.assert(
    fc.property(tenantText, (text) => {
      const files = changedBase({}, { [acme]: text })
      const options = { now, select: [(file: string) => file === acme] }
      const before = validate(memoryTree(files), options)
      const { files: made, applied, validation } = fix(memoryTree(files), options)
      const after = made.find(({ path }) => path === acme)?.after ?? text

      expect(validation.findings.filter(({ suggest }) => suggest.some(({ safe }) => safe))).toEqual(
        [],
      )
      const messages = (findings: typeof before.findings) =>
        findings.map(({ ruleId, message }) => `${ruleId} ${message}`)
      const fixedOnes = messages(applied.map(({ finding }) => finding))
      // What stood under a wrong name is checked only now.
      const hasRenamed = applied.some(({ finding }) => finding.ruleId === 'schema/unknown-property')
      for (const one of hasRenamed ? [] : messages(validation.findings)) {
        expect(messages(before.findings)).toContain(one)
      }
      for (const one of messages(before.findings)) {
        expect([...messages(validation.findings), ...fixedOnes]).toContain(one)
      }
      // Again there is nothing to do.
      expect(fix(memoryTree(new Map([...files, [acme, after]])), options).files).toEqual([])

      // The same values in the same order, as they stand in the text, whatever they are called or quoted.
      const bare = (yaml: string) => yaml.toLowerCase().replace(/["']/g, '')
      const words = (yaml: string) => {
        const { value } = parseYaml(sourceFile(acme, bare(yaml)))
        return JSON.stringify(Object.values(value ?? {}))
      }
      expect(words(after)).toBe(words(text))
      const comments = (yaml: string) => yamlComments(yaml).map((comment) => comment.text)
      const kept = (all: string[]) =>
        all.filter((each) => !/ikctl-ignore|yaml-language-server/.test(each))
      expect(kept(comments(after))).toEqual(kept(comments(text)))
      expect(without(after.split('\n'), text.split('\n')).length).toBeLessThanOrEqual(
        applied.length,
      )
    }),
    { numRuns: 50, seed: 7 },
  )
})
