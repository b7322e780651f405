import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { viewPart } from '../../src/rules/part.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { validate, validateEnvironment } from '../../src/rules/validate.ts'
import { changedBase } from '../support/changed-base.ts'
import {
  environments,
  fleet,
  ids,
  randomTenant,
  tenantText,
  treeOf,
} from '../support/random-fleet.ts'

const isTenant = (file: string) => /\/tenants\/[^/]+\.yaml$/.test(file)

/** What a run over everything says that is about some of an environment's files. */
function aboutOf(
  findings: readonly Finding[],
  environment: string,
  about: readonly string[] | undefined,
  isAlone: boolean,
): Finding[] {
  const isOwn = (file: string) =>
    file.startsWith(`config/${environment}/`) || !file.slice('config/'.length).includes('/')
  return findings.filter(({ file, related }) => {
    const others = related.map((other) => other.file)
    if (about === undefined) return [file, ...others].some(isOwn)
    if (isOwn(file) && isTenant(file) && !about.includes(file)) {
      return !isAlone && others.some((other) => about.includes(other))
    }
    return [file, ...others].some(
      (place) => isOwn(place) && (!isTenant(place) || about.includes(place)),
    )
  })
}

function placeOf({ ruleId, severity, file, pointer, range }: Finding): object {
  return { ruleId, severity, file, pointer, range }
}

/** Whether only a rule that has seen everything can say it. */
function needs({ ruleId, message }: Finding, kinds: readonly string[]): boolean {
  const named = ruleId.startsWith('suppression/') ? /"(.+?)"/.exec(message)?.[1] : ruleId
  return kinds.includes(ruleInfos.get(named ?? '')?.fleet ?? '')
}

test('a part is judged as it is among all files', () => {
  let compared = 0
  let refused = 0
  fc.assert(
    fc.property(
      fleet,
      fc.constantFrom(...environments),
      fc.constantFrom('whole', 'tenants', 'key-pairs', 'integration'),
      fc.boolean(),
      fc.infiniteStream(fc.boolean()),
      (made, environment, kind, alone, choices) => {
        const files = treeOf(made)
        const tree = memoryTree(files)
        const { now } = made.base
        const own = [...files.keys()].filter((file) => file.startsWith(`config/${environment}/`))
        const about =
          kind === 'whole'
            ? undefined
            : kind === 'tenants'
              ? own.filter((file) => isTenant(file) && choices.next().value === true)
              : [`config/${environment}/${kind}.yaml`]
        const isAlone = alone && about !== undefined
        const whole = aboutOf(validate(tree, { now }).findings, environment, about, isAlone)
        const { findings } = validateEnvironment(tree, environment, now, {
          ...(about !== undefined && { about, alone }),
        })
        const unsure = about === undefined ? [] : isAlone ? ['all', 'alike'] : ['all']
        const sure = (all: readonly Finding[]) => all.filter((each) => !needs(each, unsure))
        expect(sure(findings)).toEqual(sure(whole))
        // What such a rule finds all the same is there, if perhaps beside another tenant.
        const placed = whole.map(placeOf)
        for (const each of findings) expect(placed).toContainEqual(placeOf(each))
        if (!isAlone) {
          const errors = (all: readonly Finding[]) => all.filter((f) => f.severity === 'error')
          expect(errors(findings)).toEqual(errors(whole))
        }
        compared += findings.filter((each) => needs(each, ['alike'])).length
        if (findings.some(({ severity }) => severity === 'error')) refused += 1
      },
    ),
    { seed: 20260601, numRuns: 400 },
  )
  // The edits are of the kind that matters.
  expect(compared).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(50)
})

test('of an edit everything is found that it brings', () => {
  let brought = 0
  fc.assert(
    fc.property(
      fleet,
      fc.constantFrom(...environments),
      fc.nat(8),
      fc.oneof(
        randomTenant.map((made) => () => tenantText(made)),
        fc
          .constantFrom('live', 'suspended', 'offboarded')
          .map((status) => (text: string) => text.replace(/status: .*/, `status: ${status}`)),
      ),
      (made, environment, index, edit) => {
        const files = treeOf(made)
        const { now } = made.base
        const path = `config/${environment}/tenants/t${index}.yaml`
        const before = memoryTree(new Map(files))
        files.set(path, edit(files.get(path) ?? ''))
        const after = memoryTree(files)
        const { findings } = validateEnvironment(after, environment, now, { about: [path], before })
        const whole = validate(after, { now }).findings
        const were = validate(before, { now }).findings.map(placeOf)
        const isNew = (finding: Finding) =>
          !were.some((other) => isDeepStrictEqual(other, placeOf(finding)))
        const placed = findings.map(placeOf)
        for (const each of aboutOf(whole, environment, [path], false)) {
          if (needs(each, ['all']) || !isNew(each)) continue
          expect(placed).toContainEqual(placeOf(each))
          if (needs(each, ['alike'])) brought += 1
        }
        for (const each of findings) expect(whole.map(placeOf)).toContainEqual(placeOf(each))
      },
    ),
    { seed: 20260601, numRuns: 150 },
  )
  expect(brought).toBeGreaterThan(20)
})

test('of an edit that no comparison looks at no other tenant is read', () => {
  const path = 'config/production/tenants/acme.yaml'
  const other = 'config/production/tenants/other.yaml'
  const read = (from: string, to: string) => {
    const files = changedBase({}, { [other]: changedBase({}).get(path) ?? '' })
    const before = memoryTree(files)
    const after = memoryTree(new Map(files).set(path, files.get(path)?.replace(from, to) ?? ''))
    const part = { environment: 'production', about: [path], before }
    return viewPart(after, part).tree.files().includes(other)
  }
  expect(read('status: live', 'status: suspended')).toBe(false)
  expect(read('https://eu', 'https://na3')).toBe(false)
  expect(read('status: live', 'status: offboarded')).toBe(true)
  expect(read('Acme Corporation', 'Acme Limited')).toBe(true)
  expect(read('account: 762bc170', 'account: 762bc171')).toBe(true)
})

test('of other tenants those are read that share an id or the name', () => {
  const other = (name: string, account: number) =>
    `name: ${name}\nstatus: live\naccount: ${ids[account]}\nusers:\n  default: ${ids[account + 4]}\n`
  const files = changedBase(
    {},
    {
      'config/production/tenants/a.yaml': other('Northwind Traders', 0),
      'config/production/tenants/b.yaml': other('Fabrikam', 0),
      'config/production/tenants/c.yaml': other('northwind  TRADERS', 1),
      'config/production/tenants/d.yaml': other('Northwind', 2),
      'config/demo/tenants/e.yaml': other('Somebody', 0),
      'config/demo/tenants/f.yaml': other('Anybody', 3),
    },
  )
  const a = 'config/production/tenants/a.yaml'
  const read = (alone: boolean) =>
    viewPart(memoryTree(files), { environment: 'production', about: [a], alone })
      .tree.files()
      .filter(isTenant)
      .map((file) => file.slice('config/'.length))
  expect(read(false)).toEqual([
    'demo/tenants/e.yaml',
    ...['a', 'b', 'c'].map((name) => `production/tenants/${name}.yaml`),
  ])
  expect(read(true)).toEqual(['production/tenants/a.yaml'])
})

test('a part has no tenants but those that it is about', () => {
  const broken = 'config/production/tenants/broken.yaml'
  const tree = memoryTree(changedBase({}, { [broken]: 'name: [' }))
  const now = new Date('2026-06-01T00:00:00Z')
  const acme = 'config/production/tenants/acme.yaml'
  const tenants = (about: string[]) =>
    validateEnvironment(tree, 'production', now, { about }).environment?.tenants.map(({ id }) => id)
  expect(tenants([acme])).toEqual(['acme'])
  expect(tenants([])).toEqual([])
  expect(tenants([acme, broken])).toBeUndefined()
})

describe('an edit', () => {
  const [a, b] = ['a', 'b'].map((name) => `config/production/tenants/${name}.yaml`) as [
    string,
    string,
  ]
  const now = new Date('2026-06-01T00:00:00Z')
  let users = 0
  /** A tenant whose users no other has. */
  const text = (name: string, account = ids[0]) =>
    `name: ${name}\nstatus: live\naccount: ${account}\nusers:\n  default: 00000001-3c9e-4d7c-9a44-0b7d2e6f8c${10 + users++}\n`
  const judge = (files: Map<string, string>, about: string, alone = false) =>
    validateEnvironment(memoryTree(files), 'production', now, {
      about: [about],
      alone,
    }).findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)
  const other = ids[1] ?? ''

  test.each([
    ['an id in upper case', text('Fabrikam', ids[0]?.toUpperCase()), 'tenant/duplicate-account'],
    [
      'an id with an escape',
      text('Fabrikam', `"${ids[0]?.replace('2', '\\x32')}"`),
      'tenant/duplicate-account',
    ],
    ['a name in other letters', text('STRASSE Five', other), 'tenant/duplicate-name'],
    ['a name on two lines', text('Strasse\n  five', other), 'tenant/duplicate-name'],
    ['a name with an escape', text('"Stra\\x73se five"', other), 'tenant/duplicate-name'],
    ['a name with a letter of its own', text('\u017ftrasse', other), undefined],
  ])('is compared with %s', (_, first, rule) => {
    const files = changedBase({}, { [a]: first, [b]: text('Strasse five') })
    expect(judge(files, b).filter((each) => each.includes('duplicate'))).toEqual(
      rule === undefined ? [] : [`${rule} warning`],
    )
  })

  test('is compared with everything where no word of the name can be searched for', () => {
    const files = changedBase({}, { [a]: text('日本', other), [b]: text('日本') })
    expect(judge(files, b)).toContain('tenant/duplicate-name warning')
  })

  test('of the last live tenant is refused where settings make that an error', () => {
    const acme = 'config/production/tenants/acme.yaml'
    const edits = (level: string) => ({
      [acme]: [['status: live', 'status: suspended']] as [string, string][],
      'config/ikctl.yaml': [
        ['limits:', `rules:\n  environment/no-live-tenant: ${level}\nlimits:`],
      ] as [string, string][],
    })
    expect(judge(changedBase(edits('error')), acme)).toEqual(['environment/no-live-tenant error'])
    expect(judge(changedBase(edits('warning')), acme)).toEqual([])
    const another = { [a]: text('Fabrikam') }
    expect(judge(changedBase(edits('error'), another), acme)).toEqual([])
  })

  test('of the platform is compared with every tenant', () => {
    const file = 'config/production/integration.yaml'
    const files = changedBase({ [file]: [['platform: production', 'platform: demo']] })
    expect(judge(files, file)).toContain('tenant/base-uri-platform error')
  })

  test('of a key pair is compared with the ids of tenants', () => {
    const file = 'config/production/key-pairs.yaml'
    const edits: Record<string, [RegExp, string][]> = {
      [file]: [[/docusignKeyPairId: .*/, `docusignKeyPairId: ${other}`]],
    }
    const files = changedBase(edits, { [a]: text('Fabrikam', other), [b]: 'name: [' })
    expect(judge(files, file)).toEqual(['tenant/id-mixup error'])
  })

  test('leaves comments alone whose rules did not see everything', () => {
    const ignore = `${ids[0]} # ikctl-ignore tenant/duplicate-account: one customer, two contracts`
    const files = changedBase({}, { [a]: text('Fabrikam'), [b]: text('Contoso', ignore) })
    const rule = 'suppression/unused warning'
    expect(judge(files, b, true)).not.toContain(rule)
    expect(judge(files, b)).not.toContain(rule)
    files.delete(a)
    expect(judge(files, b, true)).not.toContain(rule)
    expect(judge(files, b)).toContain(rule)
  })
})
