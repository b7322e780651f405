import fc from 'fast-check'
import { rules } from '../../src/rules/registry.ts'
import { ruleCases } from './rule-cases.ts'

export const environments = ['demo', 'production']
const statuses = ['live', 'suspended', 'offboarded', 'onboarding']

/** Few ids and names, so that tenants often have one in common. */
export const ids = Array.from(
  { length: 9 },
  (_, index) => `5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c1${index}`,
)
const names = ['Acme', 'ACME', 'Acme Group', 'Straße 5', '日本', "O'Brien", 'Kelvin', '\u212aelvin']

/** An id, in each way to write it. */
const id = fc.tuple(fc.constantFrom(...ids), fc.nat(3)).map(([text, way]) => {
  const escaped = `"${text.replace('2', '\\x32')}"`
  return [text, text.toUpperCase(), `"${text}"`, escaped][way] ?? text
})
const name = fc.tuple(fc.constantFrom(...names), fc.nat(3)).map(([text, way]) => {
  const folded = text.replace(' ', '\n  ')
  return [`"${text}"`, `'${text.replace("'", "''")}'`, folded, `>-\n  ${text}`][way] ?? text
})
const grade = fc.constantFrom('error', 'warning', '"off"')
const fleetRules = rules.filter(({ fleet }) => fleet !== undefined).map((rule) => rule.id)
const comment = fc
  .tuple(
    fc.constantFrom('2026-01-01', '2026-12-31'),
    fc.constantFrom(...fleetRules, 'tenant/canary-user'),
  )
  .map(([until, rule]) => `# ikctl-ignore ${rule}: agreed (until ${until})`)

export const randomTenant = fc.record({
  modeline: fc.boolean(),
  comment: fc.option(comment),
  name,
  status: fc.constantFrom(...statuses, 'lively'),
  account: id,
  baseUri: fc.option(fc.constantFrom('https://demo.docusign.net', 'https://na3.docusign.net')),
  users: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }),
  rest: fc.constantFrom('', 'users: again\n', 'labels: {a: "\\u2028"}\n', '\u0000'),
})

export function tenantText(
  made: typeof randomTenant extends fc.Arbitrary<infer T> ? T : never,
): string {
  return `${made.modeline ? '# yaml-language-server: $schema=../../../schemas/tenant.schema.json\n' : ''}${
    made.comment === null ? '' : `${made.comment}\n`
  }name: ${made.name}
status: ${made.status}
account: ${made.account}
${made.baseUri === null ? '' : `baseUri: ${made.baseUri}\n`}users:
${made.users.map((user, index) => `  role${index}: ${user}\n`).join('')}${made.rest}`
}

/** Changes of files that are no tenant's, some of them harmful. */
export const headEdit = fc.oneof(
  fc.record({
    file: fc.constantFrom('demo/integration.yaml', 'production/integration.yaml'),
    from: fc.constantFrom(/canaryUser: .*/, /integrationKey: .*/, /\n {2}id: .*/),
    to: id.map((text) => (line: string) => line.replace(/: .*/, `: ${text}`)),
  }),
  fc.record({
    file: fc.constantFrom('demo/integration.yaml', 'production/integration.yaml'),
    from: fc.constantFrom(/^# yaml.*\n/, /^platform:/m, /^product: .*/m, /^platform: \w+/m),
    to: fc
      .constantFrom('', 'platform: demo', 'product: other', '# x\nplatform')
      .map((text) => () => text),
  }),
  fc.record({
    file: fc.constantFrom('demo/integration.yaml', 'production/integration.yaml'),
    from: fc.constantFrom(/^product:/m, /\n {2}canaryUser:/),
    to: comment.map((text) => (line: string) => `\n${text}${line.replace(/^(?!\n)/, '\n')}`),
  }),
  fc.record({
    file: fc.constantFrom('demo/key-pairs.yaml', 'production/key-pairs.yaml'),
    from: fc.constantFrom(/docusignKeyPairId: .*/, /state: \w+/, /^# yaml.*\n/),
    to: id.map(
      (text) => (line: string) =>
        line.replace(/docusignKeyPairId: .*/, (found) => found.replace(/: .*/, `: ${text}`)),
    ),
  }),
)

/** A configuration with a mistake here and there. */
export const fleet = fc.record({
  base: fc.constantFrom(...[...ruleCases('valid'), ...ruleCases('rules')]),
  tenants: fc.array(fc.tuple(fc.constantFrom(...environments), randomTenant), { maxLength: 9 }),
  heads: fc.array(headEdit, { maxLength: 3 }),
  settings: fc.option(fc.dictionary(fc.constantFrom(...fleetRules), grade, { maxKeys: 2 })),
  withoutModelines: fc.boolean(),
})

/** Its files, by path. */
export function treeOf({
  base,
  tenants,
  heads,
  settings,
  withoutModelines,
}: typeof fleet extends fc.Arbitrary<infer T> ? T : never): Map<string, string> {
  const files = new Map(base.files)
  if (settings !== null) {
    const lines = Object.entries(settings).map(([rule, level]) => `  ${rule}: ${level}\n`)
    files.set('config/ikctl.yaml', lines.length === 0 ? 'rules: {}\n' : `rules:\n${lines.join('')}`)
  }
  for (const { file, from, to } of heads) {
    const path = `config/${file}`
    files.set(path, (files.get(path) ?? '').replace(from, to))
  }
  if (withoutModelines) {
    for (const [path, text] of files) files.set(path, text.replace(/^# yaml-language.*\n/m, ''))
  }
  tenants.forEach(([environment, made], index) => {
    files.set(`config/${environment}/tenants/t${index}.yaml`, tenantText(made))
  })
  return files
}
