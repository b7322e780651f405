import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { type Environment, type Tenant, toEnvironment } from '../../src/config/environment.ts'
import { loadWorkspace } from '../../src/config/load-workspace.ts'
import { diffEnvironments, type Side } from '../../src/plan/diff-environments.ts'
import { commonFiles } from './case-files.ts'

const path = 'config/production'

function load(files: Readonly<Record<string, string | Uint8Array>>): Environment {
  const tree: ConfigTree = {
    files: () => Object.keys(files).sort(),
    read: (file) => Buffer.from(files[file] ?? ''),
  }
  const { workspace, problems } = loadWorkspace(tree)
  expect(problems).toEqual([])
  const [draft] = workspace.environments
  if (draft === undefined) throw new TypeError('no environment')
  return toEnvironment(draft)
}

const common = load(commonFiles)

const side = (tenants: readonly Tenant[], changes: Partial<Environment> = {}): Side => ({
  environment: { ...common, ...changes, tenants },
  settings: {},
  evidence: new Map(),
})

/** Also the names that every object has. */
const name = fc.constantFrom('default', 'hr', 'legal', 'toString', 'constructor', 'valueOf')
const guid = fc
  .nat(50)
  .map((n) => `5a0a2c1b-3c9e-4d7c-9a44-0000000000${String(n).padStart(2, '0')}`)
const tenant: fc.Arbitrary<Tenant> = fc.record(
  {
    id: fc.nat(40).map((n) => `t${n}`),
    name: fc.string({ minLength: 1 }),
    status: fc.constantFrom('onboarding', 'live', 'suspended', 'offboarded'),
    account: guid,
    users: fc.dictionary(name, guid, { minKeys: 1, noNullPrototype: true }),
    labels: fc.dictionary(name, fc.string(), { noNullPrototype: true }),
    baseUri: fc.constantFrom('https://na3.docusign.net', 'https://eu.docusign.net'),
  },
  { requiredKeys: ['id', 'name', 'status', 'account', 'users'] },
)
const tenants = fc.uniqueArray(tenant, { selector: ({ id }) => id, maxLength: 12 })

const shuffled = <T>(value: T): T =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, shuffled(item)]),
      ) as T)
    : value

describe('properties', () => {
  test('nothing differs from itself, whatever the order', () => {
    fc.assert(
      fc.property(tenants, (all) => {
        const copy = structuredClone(all).reverse().map(shuffled)
        expect(diffEnvironments(side(all), side(copy))).toEqual([])
      }),
      { seed: 20261130 },
    )
  })

  test('the order in which tenants stand does not change what is said', () => {
    fc.assert(
      fc.property(tenants, tenants, (before, after) => {
        const said = diffEnvironments(side(before), side(after))
        expect(diffEnvironments(side([...before].reverse()), side([...after].reverse()))).toEqual(
          said,
        )
      }),
      { seed: 20261130 },
    )
  })

  test('what comes one way goes the other way', () => {
    fc.assert(
      fc.property(tenants, tenants, (before, after) => {
        const count = (changes: ReturnType<typeof diffEnvironments>, kind: string) =>
          changes.filter((change) => change.kind === kind).length
        const there = diffEnvironments(side(before), side(after))
        const back = diffEnvironments(side(after), side(before))
        expect(count(there, 'tenant-added')).toBe(count(back, 'tenant-removed'))
        expect(count(there, 'user-added')).toBe(count(back, 'user-removed'))
        expect(there.length).toBe(back.length)
      }),
      { seed: 20261130 },
    )
  })

  test('two that differ are told apart, and every tenant that differs is named', () => {
    const meaning = ({ users, labels = {}, ...rest }: Tenant) =>
      JSON.stringify([
        Object.entries(rest).sort(),
        Object.entries(users).sort(),
        Object.entries(labels).sort(),
      ])
    fc.assert(
      fc.property(tenants, tenants, (before, after) => {
        const named = new Set(diffEnvironments(side(before), side(after)).map((c) => c.tenant))
        for (const now of after) {
          const old = before.find(({ id }) => id === now.id)
          if (old !== undefined) expect(named.has(now.id)).toBe(meaning(old) !== meaning(now))
        }
      }),
      { seed: 20261130 },
    )
  })

  test('formatting means nothing: comments, quotes, flow, order, the case of GUIDs', () => {
    const style = fc.record({
      quotes: fc.constantFrom('QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN'),
      flow: fc.boolean(),
      upper: fc.boolean(),
      reverse: fc.boolean(),
      comment: fc.constantFrom('', '# a comment\n\n'),
    })
    const file = (value: object, how: typeof style extends fc.Arbitrary<infer T> ? T : never) => {
      const text = stringify(how.reverse ? shuffled(value) : value, {
        defaultStringType: how.quotes as 'PLAIN',
        defaultKeyType: 'PLAIN',
        collectionStyle: how.flow ? 'flow' : 'any',
      })
      return (
        how.comment + (how.upper ? text.replace(/[0-9a-f-]{36}/g, (id) => id.toUpperCase()) : text)
      )
    }
    fc.assert(
      fc.property(fc.subarray([...common.tenants], { minLength: 1 }), style, (some, how) => {
        const rewritten = some.map(({ id, ...value }) => [
          `${path}/tenants/${id}.yaml`,
          file(value, how),
        ])
        const after = load({
          ...commonFiles,
          ...Object.fromEntries(rewritten),
          [`${path}/integration.yaml`]: file(common.integration, how),
          [`${path}/key-pairs.yaml`]: file(
            { keyPairs: Object.fromEntries(common.keyPairs) },
            // Ids of key pairs need their quotes.
            { ...how, quotes: 'QUOTE_DOUBLE' },
          ),
        })
        const found = diffEnvironments(side(common.tenants), side(after.tenants, after))
        expect(found).toEqual([])
      }),
      { seed: 20261130, numRuns: 30 },
    )
  })
})

test('masks a secret that the base still has', () => {
  const [first, ...rest] = common.tenants
  if (first === undefined) throw new TypeError('no tenant')
  const pem = `-----BEGIN PRIVATE KEY----- ${'CANARY7x'.repeat(20)} -----END PRIVATE KEY-----`
  const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${'eyJDQU5BUlk'.repeat(8)}.${'CANARY7x'.repeat(20)}`
  const before = [{ ...first, name: pem, labels: { note: token } }, ...rest]
  const changes = diffEnvironments(side(before), side(common.tenants))
  expect(changes.map(({ kind }) => kind)).toEqual(['tenant-name', 'label', 'label'])
  expect(JSON.stringify(changes)).not.toMatch(/CANARY|DQU5BUlk/)
  expect(changes[0]?.before).toBe('(a secret)')
})

test('finds a renamed file only when nobody else could be meant', () => {
  const [a, b] = common.tenants
  if (a === undefined || b === undefined) throw new TypeError('too few tenants')
  const twin = { ...a, id: 'twin' }
  const renamed = diffEnvironments(side([a, b]), side([twin, b]))
  expect(renamed).toEqual([{ kind: 'tenant-id', tenant: 'twin', before: a.id, after: 'twin' }])
  const doubtful = diffEnvironments(side([a, twin]), side([{ ...a, id: 'third' }]))
  expect(doubtful.map(({ kind }) => kind).sort()).toEqual([
    'tenant-added',
    'tenant-removed',
    'tenant-removed',
  ])
})
