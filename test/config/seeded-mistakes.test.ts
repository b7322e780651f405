import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { validate } from '../../src/rules/validate.ts'
import { seededGuid, tenantFile } from '../../tools/bench/tenant-files.ts'

/** A mistake in the file of a tenant: what is replaced by what, and the line and rule that find it. */
type Mistake = [before: string | RegExp, after: string, line: number, rule: string]

/** Lines of the file: 1 comment, 2 name, 3 status, 4 account, 5 baseUri, 6 users, 7 default, 8 hr, 9 labels. */
const mistakes: Mistake[] = [
  [/^name/m, 'nmae', 2, 'schema/unknown-property'],
  ['account:', 'accuont:', 4, 'schema/unknown-property'],
  ['labels:', 'label:', 9, 'schema/unknown-property'],
  ['labels:', 'integrationKey:', 9, 'schema/unknown-property'],
  [/^status.*\n/m, '', 2, 'schema/required'],
  [/^account.*\n/m, '', 2, 'schema/required'],
  ['live', 'Live', 3, 'schema/value'],
  ['live', '"live "', 3, 'schema/value'],
  ['account: ', 'account: x', 4, 'schema/value'],
  ['default: ', 'default: "{', 7, 'yaml/syntax'],
  [/hr: .*/, 'hr: jane@customer.example', 8, 'schema/value'],
  ['hr:', 'HR:', 8, 'schema/value'],
  ['docusign.net', 'docusign.net/restapi', 5, 'schema/value'],
  ['docusign.net', 'docusign.com', 5, 'tenant/base-uri'],
  [/https:..na\d/, 'https://demo', 5, 'tenant/base-uri-platform'],
  ['tier: gold', 'tier: ""', 9, 'schema/value'],
  ['tier: gold', 'tier: 012', 9, 'yaml/unquoted'],
  [/name: .*/, 'name: 1e3', 2, 'yaml/unquoted'],
  [/name: .*/, 'name: [Acme]', 2, 'schema/type'],
  [/name: .*/, 'name:', 2, 'schema/type'],
  [/name: .*/, `name: ${'x'.repeat(201)}`, 2, 'schema/value'],
  [/(users:\n)[\s\S]*?(labels)/, 'users: {}\n$2', 6, 'schema/value'],
  ['  hr:', '\thr:', 8, 'yaml/syntax'],
  ['  hr:', '   hr:', 8, 'yaml/syntax'],
  ['hr:', 'default:', 8, 'yaml/duplicate-key'],
  ['live', 'live\nstatus: live', 4, 'yaml/duplicate-key'],
  ['users:', 'users: &users', 6, 'yaml/anchor'],
  ['status: ', 'status: !!str ', 3, 'yaml/tag'],
  ['  hr:', '  <<: {a: b}\n  hr:', 8, 'yaml/merge'],
  ['labels', '---\nlabels', 9, 'yaml/multiple-documents'],
  ['name', '%YAML 1.1\n---\nname', 2, 'yaml/directive'],
  ['Customer', 'Cust\u202eomer', 2, 'yaml/hidden-character'],
  ['live', 'live # eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl', 3, 'secret/token'],
  [/hr: .*/, 'hr: 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90', 8, 'tenant/id-mixup'],
  [/account: .*/, `account: ${seededGuid('account 0')}`, 4, 'tenant/duplicate-account'],
]

test('50 mistakes in 10,000 tenants are found at their lines, and nothing else', () => {
  const example = join(import.meta.dirname, '../../config/production')
  const files = new Map<string, string>()
  for (const name of ['integration.yaml', 'key-pairs.yaml']) {
    files.set(`config/production/${name}`, readFileSync(join(example, name), 'utf8'))
  }
  for (const id of ['2026-09', '2026-11']) {
    const path = `public-keys/${id}.pem`
    files.set(`config/production/${path}`, readFileSync(join(example, path), 'utf8'))
  }
  const path = (index: number) => `config/production/tenants/customer-${index}.yaml`
  for (let index = 0; index < 10_000; index++) files.set(path(index), tenantFile(index))
  const tree: ConfigTree = {
    files: () => [...files.keys()].sort(),
    read: (name) => Buffer.from(files.get(name) ?? ''),
  }
  const found = () =>
    validate(tree, { now: new Date('2026-11-20T00:00:00Z') }).findings.map(
      ({ file, range, ruleId }) => `${file}:${range?.start.line} ${ruleId}`,
    )
  expect(found()).toEqual([])

  const expected = Array.from({ length: 50 }, (_, number) => {
    const [before, after, line, rule] = mistakes[number % mistakes.length] as Mistake
    const file = path(37 + number * 199)
    const text = files.get(file) ?? ''
    files.set(file, text.replace(before, after))
    expect(files.get(file)).not.toBe(text)
    return `${file}:${line} ${rule}`
  })
  expect(found()).toEqual(expected.sort())
})
