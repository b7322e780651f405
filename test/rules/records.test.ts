import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Measure } from '../../src/config/measure.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { type Records, validateRecorded } from '../../src/rules/records.ts'
import { type FileFilter, type Validation, validate } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'
import { environments, headEdit, ids, randomTenant, tenantText } from '../support/random-fleet.ts'
import { ruleCases } from '../support/rule-cases.ts'

const now = new Date('2026-06-01T00:00:00Z')

/** Tenants in which nothing is found; some have an id or a name that random ones have as well. */
const steady = Array.from({ length: 24 }, (_, index) => {
  const own = (kind: number) => `0000${kind}${100 + index}-3c9e-4d7c-9a44-0b7d2e6f8c10`
  const account = index % 6 === 0 ? ids[index / 6] : own(1)
  const user = index % 6 === 1 ? ids[4 + (index - 1) / 6] : own(2)
  const name = index === 2 ? 'Acme Group' : index === 15 ? 'Kelvin' : `Customer ${index}`
  return {
    path: `config/${environments[index % 2]}/tenants/s${index}.yaml`,
    text: `# yaml-language-server: $schema=../../../schemas/tenant.schema.json
name: ${name}
status: ${index % 4 === 3 ? 'suspended' : 'live'}
account: ${account}
users:
  default: ${user}
`,
  }
})

type Files = Map<string, string>
type Edit = (files: Files) => void

function replaceIn(file: string, from: string | RegExp, to: string | ((text: string) => string)) {
  return (files: Files) => {
    const text = files.get(file)
    if (text === undefined) return
    files.set(file, typeof to === 'string' ? text.replace(from, to) : text.replace(from, to))
  }
}

const environment = fc.constantFrom(...environments)
const someTenant = fc.constantFrom(...steady.map(({ path }) => path))
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(environment, fc.nat(3), randomTenant)
      .map(([name, index, made]) => (files: Files) => {
        files.set(`config/${name}/tenants/r${index}.yaml`, tenantText(made))
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        someTenant,
        fc.constantFrom(
          [/status: .*/, 'status: offboarded'],
          [/status: .*/, 'status: live'],
          [/name: .*/, 'name: Acme'],
          [/name: .*/, 'name: ACME GROUP'],
          [/^# yaml.*\n/, ''],
          [/account: .*/, `account: ${ids[5]}`],
          [/default: .*/, `default: ${ids[0]?.toUpperCase()}`],
          [/default: .*/, `default: ${ids[0]} # ikctl-ignore tenant/id-mixup: so it is`],
          [/$/, 'knownFailure: {class: consent_required, reason: later, until: 2026-05-01}\n'],
          [/$/, 'name: twice\n'],
          [/$/, '# eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl\n'],
        ) as fc.Arbitrary<[RegExp, string]>,
      )
      .map(([path, [from, to]]) => replaceIn(path, from, to)),
  },
  {
    weight: 2,
    arbitrary: headEdit.map(({ file, from, to }) => replaceIn(`config/${file}`, from, to)),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        ...steady.slice(0, 6).map(({ path }) => path),
        ...['integration.yaml', 'key-pairs.yaml', 'tenants/r0.yaml', 'tenants/r1.yaml'].map(
          (file) => `config/production/${file}`,
        ),
      )
      .map((path) => (files: Files) => {
        files.delete(path)
      }),
  },
  fc
    .constantFrom(
      ['config/ikctl.yaml', 'rules:\n  tenant/duplicate-account: "off"\n'],
      ['config/ikctl.yaml', 'rules:\n  tenant/duplicate-account: error\n'],
      ['config/notes.md', 'about all\n'],
      ['config/third/tenants/s0.yaml', steady[0]?.text],
      ['config/production/key-pairs.yaml', 'keyPairs: {}\n'],
      ['config/production/tenants/no yaml', ''],
    )
    .map(([path = '', text = '']) => (files: Files) => {
      files.set(path, text)
    }),
  // Only some are live, or none.
  fc.constantFrom('suspended', 'onboarding').map((status) => (files: Files) => {
    for (const [path, text] of files) {
      if (path.startsWith('config/production/tenants/')) {
        files.set(path, text.replace('status: live', `status: ${status}`))
      }
    }
  }),
)

/** All that a run says, without what only a program looks at. */
function said({ findings, suppressed, summary }: Validation): object {
  return { findings, suppressed, summary }
}

/** Counts the files that are parsed. */
function counter(): { parsed: Set<string>; measure: Measure } {
  const parsed = new Set<string>()
  return {
    parsed,
    measure(phase, name, work) {
      if (phase === 'parse') parsed.add(name)
      return work()
    },
  }
}

test('after any edits, a run with records says what a run without them does', () => {
  let whole = 0
  let partly = 0
  let found = 0
  fc.assert(
    fc.property(
      fc.record({
        base: fc.constantFrom(...[...ruleCases('valid'), ...ruleCases('rules')]),
        edits: fc.array(
          fc.record({
            edit,
            isRecorded: fc.boolean(),
            noIgnores: fc.boolean(),
            day: fc.constantFrom('2026-05-20', '2026-06-01', '2027-06-01'),
            only: fc.option(fc.constantFrom('config/production/', steady[0]?.path ?? '')),
          }),
          { minLength: 1, maxLength: 5 },
        ),
      }),
      ({ base, edits }) => {
        const files = new Map(base.files)
        for (const { path, text } of steady) files.set(path, text)
        let known: Records = validateRecorded(memoryTree(files), { now }).records()
        for (const { edit, isRecorded, noIgnores, day, only } of edits) {
          edit(files)
          const tree = memoryTree(new Map(files))
          const select: FileFilter[] = only === null ? [] : [(file) => file.startsWith(only)]
          const options = { now: new Date(day), noIgnores, select }
          const { parsed, measure } = counter()
          const run = validateRecorded(tree, { ...options, measure }, known)
          const cold = validate(tree, options)
          expect(said(run.validation)).toEqual(said(cold))
          for (const { file } of cold.findings) {
            expect(run.validation.text(file)).toBe(cold.text(file))
          }
          if (steady.every(({ path }) => parsed.has(path) || !files.has(path))) whole += 1
          else {
            partly += 1
            found += cold.findings.filter(({ related }) => related.length > 0).length
          }
          if (isRecorded) known = run.records()
        }
      },
    ),
    { seed: 20260601, numRuns: 120 },
  )
  // Records are of use, and it is not only about nothing that both agree.
  expect(partly).toBeGreaterThan(whole)
  expect(found).toBeGreaterThan(100)
})

const platformTraits = (name: string, base: string) =>
  `name: ${name}\nstatus: live\naccount: ${ids[0]}\nbaseUri: ${base}\nusers:\n  default: ${ids[1]}\n`
const own = (name: string, account = ids[2], rest = '') =>
  `name: ${name}\nstatus: live\naccount: ${account}\nusers:\n  default: 0000${account?.slice(4)}\n${rest}`
const production = (file: string) => `config/production/${file}`

describe('a file with a record is judged again', () => {
  /** Tenants that nothing is about, the first of all among them. */
  const others = Object.fromEntries(
    environments.flatMap((environment, kind) =>
      Array.from({ length: 6 }, (_, index) => [
        `config/${environment}/tenants/0${index}.yaml`,
        own(`Other ${index}`, `1111${kind}00${index}-3c9e-4d7c-9a44-0b7d2e6f8c10`),
      ]),
    ),
  )
  test.each<{
    when: string
    before?: Record<string, string>
    edit: Edit
    later?: Partial<{ day: string; noIgnores: boolean }>
    finds: string
  }>([
    {
      when: 'a rule is asked that was off',
      before: {
        'config/ikctl.yaml': 'rules:\n  tenant/duplicate-account: "off"\n',
        [production('tenants/a.yaml')]: own('A'),
        [production('tenants/b.yaml')]: own('B').replace('0000', '0001'),
      },
      edit: replaceIn('config/ikctl.yaml', '"off"', 'warning'),
      finds: 'tenant/duplicate-account',
    },
    {
      when: 'another file begins to name its schema',
      edit: replaceIn(
        production('integration.yaml'),
        /^/,
        '# yaml-language-server: $schema=../../schemas/integration.schema.json\n',
      ),
      finds: 'editor/schema-comment',
    },
    {
      when: 'its platform is another',
      before: { [production('tenants/a.yaml')]: platformTraits('A', 'https://na3.docusign.net') },
      edit: replaceIn(production('integration.yaml'), 'platform: production', 'platform: demo'),
      finds: 'tenant/base-uri-platform',
    },
    {
      when: 'its product has another platform now',
      before: {
        [production('integration.yaml')]:
          changedBase({})
            .get(production('integration.yaml'))
            ?.replace(/^product: .*/m, 'product: x') ?? '',
        'config/demo/tenants/a.yaml': own('A'),
        [production('tenants/a.yaml')]: own('A'),
      },
      edit: replaceIn(production('integration.yaml'), 'product: x', 'product: contoso-sign'),
      finds: 'environment/shared-account',
    },
    {
      when: 'a key pair gets the id of its user',
      before: { [production('tenants/a.yaml')]: own('A') },
      edit: replaceIn(
        production('key-pairs.yaml'),
        /docusignKeyPairId: .*/,
        `docusignKeyPairId: 0000${ids[2]?.slice(4)}`,
      ),
      finds: 'tenant/id-mixup',
    },
    {
      when: 'a copy of it appears',
      before: { [production('tenants/c.yaml')]: own('C') },
      edit: (files) => {
        files.set(production('tenants/b.yaml'), own('C'))
      },
      finds: 'tenant/duplicate-account',
    },
    {
      when: 'the time of a known failure is over',
      before: {
        [production('tenants/a.yaml')]: own(
          'A',
          ids[2],
          'knownFailure: {class: consent_required, reason: later, until: 2026-06-10}\n',
        ),
      },
      edit: () => undefined,
      later: { day: '2026-06-12' },
      finds: 'tenant/known-failure-expired',
    },
    {
      when: 'comments suppress nothing',
      before: {
        [production('tenants/a.yaml')]: own('A'),
        [production('tenants/b.yaml')]: own('B')
          .replace('0000', '0001')
          .replace(ids[2] ?? '', '$& # ikctl-ignore tenant/duplicate-account: so it is'),
      },
      edit: () => undefined,
      later: { noIgnores: true },
      finds: 'tenant/duplicate-account',
    },
    {
      when: 'it counts for a finding that a comment suppresses',
      before: {
        [production('key-pairs.yaml')]:
          'keyPairs: {} # ikctl-ignore key-pair/none: the first one comes soon\n',
        [production('tenants/a.yaml')]: own('A'),
      },
      edit: replaceIn(production('tenants/acme.yaml'), 'status: live', 'status: suspended'),
      finds: '',
    },
  ])('when $when', ({ before = {}, edit, later = {}, finds }) => {
    const files = new Map([...changedBase({}, others), ...Object.entries(before)])
    const first = validateRecorded(memoryTree(new Map(files)), { now })
    expect(first.validation.findings.map(({ ruleId }) => ruleId)).not.toContain(finds)
    edit(files)
    const options = { noIgnores: later.noIgnores ?? false, now: new Date(later.day ?? now) }
    const cold = validate(memoryTree(files), options)
    if (finds !== '') expect(cold.findings.map(({ ruleId }) => ruleId)).toContain(finds)
    else expect(cold.suppressed).toHaveLength(1)
    const run = validateRecorded(memoryTree(files), options, first.records())
    expect(said(run.validation)).toEqual(said(cold))
  })

  test('when Git has it as something else', () => {
    const files = changedBase({}, others)
    const known = validateRecorded(memoryTree(files), { now }).records()
    const modes = new Map([['config/demo/tenants/04.yaml', '100755']])
    const tree = { ...memoryTree(files), modes }
    expect(validateRecorded(tree, { now }, known).validation.findings).toHaveLength(1)
  })
})

test('the first file that names its schema is found among those with a record', () => {
  const integration = (folder: string) =>
    [/^/, `# yaml-language-server: $schema=${folder}/integration.schema.json\n`] as [RegExp, string]
  const files = changedBase(
    {
      'config/demo/integration.yaml': [integration('../../one')],
      [production('integration.yaml')]: [integration('../../one')],
    },
    Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index) => [
        `config/demo/tenants/${name}.yaml`,
        `# yaml-language-server: $schema=https://contoso.example/${name === 'a' ? 'other' : 'tenant.schema'}.json\n${own(name, ids[index])}`,
      ]),
    ),
  )
  const known = validateRecorded(memoryTree(new Map(files)), { now }).records()
  replaceIn('config/demo/integration.yaml', /^#.*\n/, '')(files)
  const { findings } = validateRecorded(memoryTree(files), { now }, known).validation
  expect(findings).toEqual(validate(memoryTree(files), { now }).findings)
  expect(findings[0]?.suggest[0]?.edit.text).toContain('https://contoso.example/')
})

test('one live tenant of those with a record is enough to know', () => {
  const files = changedBase({
    [production('tenants/acme.yaml')]: [['status: live', 'status: suspended']],
  })
  for (const { path, text } of steady) files.set(path, text)
  replaceIn(production('tenants/s1.yaml'), 'status: live', 'status: suspended')(files)
  const known = validateRecorded(memoryTree(files), { now }).records()
  const { parsed, measure } = counter()
  validateRecorded(memoryTree(files), { now, measure }, known)
  expect([...parsed].filter((file) => file.startsWith('config/production/tenants/'))).toEqual([
    production('tenants/acme.yaml'),
    ...['s1', 's13'].map((id) => production(`tenants/${id}.yaml`)),
  ])
})
