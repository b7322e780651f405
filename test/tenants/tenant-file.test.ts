import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { EditRefused } from '../../src/config/edit-yaml.ts'
import type { TenantFile } from '../../src/config/generated/tenant.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import { editTenantText, newTenantText } from '../../src/tenants/tenant-file.ts'

const acme: TenantFile = {
  name: 'Acme Corporation',
  status: 'live',
  account: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
  users: { default: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c' },
}

const edited = (text: string, tenant: TenantFile) =>
  editTenantText('config/demo/tenants/acme.yaml', text, tenant)

test('a new file has the modeline and reads like one that a person wrote', () => {
  const tenant: TenantFile = { ...acme, labels: { region: 'eu', tier: '1' } }
  expect(
    newTenantText('config/demo/tenants/acme.yaml', tenant, 'schemas/'),
  ).toBe(`# yaml-language-server: $schema=../../../schemas/tenant.schema.json
name: Acme Corporation
status: live
account: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
users:
  default: 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c
labels: {region: eu, tier: "1"}
`)
})

test('only what differs is touched', () => {
  const text = `# who they are
name: "Acme" # short
status:   onboarding
users: # of the product
  # signs everything
  default: 8F5D0C2A-1E7B-4C39-B6A5-7D9E3F1A2B4C   # API user
account: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
labels: {region: eu} # billing reads this
# the end
`
  const wanted: TenantFile = {
    ...acme,
    baseUri: 'https://na3.docusign.net',
    users: { default: '8F5D0C2A-1E7B-4C39-B6A5-7D9E3F1A2B4C', hr: acme.account },
    labels: { region: 'us', tier: 'gold' },
  }
  expect(edited(text, wanted)).toBe(`# who they are
name: "Acme Corporation" # short
status:   live
users: # of the product
  # signs everything
  default: 8F5D0C2A-1E7B-4C39-B6A5-7D9E3F1A2B4C   # API user
  hr: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
account: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
baseUri: https://na3.docusign.net
labels: {region: us, tier: gold} # billing reads this
# the end
`)
})

test('what is no longer wanted goes, and takes nothing else along', () => {
  const text = `name: Acme Corporation
status: live
account: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
users:
  default: 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c
  hr: 2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b
labels:
  region: eu
# no line break at the end`
  expect(edited(text, acme)).toBe(`name: Acme Corporation
status: live
account: 5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10
users:
  default: 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c
# no line break at the end`)
})

test('a file on one line is edited, a second document is refused', () => {
  const text = `{name: A, status: live, account: ${acme.account}, users: {default: x}}\n`
  expect(parse(edited(text, acme))).toEqual(acme)
  expect(() => edited('- a list\n', acme)).toThrow(EditRefused)
})

test('any tenant reads back as it was meant, written new and edited', () => {
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/)
  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((value) => {
    const { problems } = parseYaml(sourceFile('', JSON.stringify(value)))
    return problems.length === 0
  })
  const tenants = fc.record(
    {
      name: text,
      status: fc.constantFrom<TenantFile['status']>('live', 'offboarded'),
      account: fc.uuid(),
      users: fc.dictionary(name, fc.uuid(), { minKeys: 1, noNullPrototype: true }),
      labels: fc.dictionary(name, fc.stringMatching(/^[A-Za-z0-9.]{1,8}$/), {
        minKeys: 1,
        noNullPrototype: true,
      }),
    },
    { requiredKeys: ['name', 'status', 'account', 'users'] },
  )
  const read = (yaml: string) => {
    const { value, problems } = parseYaml(sourceFile('', yaml))
    expect(problems).toEqual([])
    return JSON.parse(JSON.stringify(value))
  }
  fc.assert(
    fc.property(tenants, tenants, (before, after) => {
      const written = newTenantText('config/a/tenants/b.yaml', before, 'schemas/')
      expect(read(written)).toEqual(before)
      expect(read(edited(written, after))).toEqual(after)
    }),
    { seed: 7, numRuns: 100 },
  )
})
