import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  consentToShared,
  type MigratingCustomer,
  migratingCustomers,
  writeInventory,
} from '../support/migrating-customers.ts'
import { paths, startProvingEnvironment } from '../support/proving-environment.ts'

const sharedKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
let proving: Awaited<ReturnType<typeof startProvingEnvironment>>
let customers: MigratingCustomer[]
/** Their files after the import, by path. */
let migrating: Record<string, string>

const tenantFile = (id: string) => `config/local/tenants/${id}.yaml`
const proof = paths.evidence('cutover.jws')

beforeAll(async () => {
  proving = await startProvingEnvironment()
  customers = await migratingCustomers(proving.docusign, 3)
  consentToShared(proving.docusign, sharedKey, customers.slice(0, 2))
  const inventory = mkdtempSync(join(tmpdir(), 'ikctl-test-'))
  mkdirSync(join(inventory, 'pems'))
  writeInventory(inventory, customers)
  const repository = proving.repository({ a: ['active', 20] })
  const imported = await repository.run([
    ...['tenant', 'import-legacy', 'local', '--from', join(inventory, 'inventory.csv')],
    ...['--keys', join(inventory, 'pems')],
  ])
  expect(imported).toMatchObject({ code: 0 })
  migrating = Object.fromEntries(
    customers.map(({ id }) => [tenantFile(id), repository.read(tenantFile(id))]),
  )
})
afterAll(() => proving.close())

/** A repository in which the customers are migrating; `more` replaces files of it. */
function repository(more: Record<string, string> = {}) {
  const made = proving.repository({ a: ['active', 20] }, { ...migrating, ...more })
  const folder = (path: string) => join(made.folder, path)
  const edit = (id: string, from: RegExp, to: string) => {
    const file = folder(tenantFile(id))
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
  }
  return {
    ...made,
    edit,
    /** Makes a tenant live by hand. */
    goLive: (id: string) => {
      edit(id, /^status: .*$/m, 'status: live')
      edit(id, /^legacy:\n( .*\n)+/m, '')
    },
    prove: () => made.run(['smoke', 'local', '--cutover']),
    cutover: (...args: string[]) => made.run(['tenant', 'cutover', 'local', ...args]),
  }
}

describe('the cut-over of migrating tenants', () => {
  test('moves exactly those who could log in with the shared key, and the plan agrees', async () => {
    const { prove, cutover, plan, read } = repository()
    const proven = await prove()
    expect(proven.code).toBe(0)
    expect(proven.stdout).toContain('2 of 3 users of migrating tenants could log in')
    expect(proven.stdout).toContain('ready for the cut-over: 2 tenants; waiting: 1')

    const moved = await cutover()
    expect(moved).toMatchObject({ code: 0, stderr: '' })
    expect(moved.stdout).toContain('cut over: 2 tenants\n  customer-01\n  customer-02\n')
    expect(moved.stdout).toMatch(/stay migrating.*\n {2}customer-03\n/)
    expect(moved.stdout).toContain(`integration key ${customers[0]?.integrationKey}`)
    expect(read(tenantFile('customer-01'))).toMatch(/status: live/)
    expect(read(tenantFile('customer-01'))).not.toMatch(/legacy/)
    expect(read(tenantFile('customer-03'))).toBe(migrating[tenantFile('customer-03')])

    const result = await plan()
    expect(result.refused).toEqual([])
    expect(result.danger).toContain('plan/cutover')
    expect(result.plan.steps.map(({ id }) => id)).toContain('delete-legacy-keys')
  })

  test('whom the proof does not name is refused by name, unless that is allowed by name', async () => {
    const { prove, cutover, goLive, plan } = repository()
    await prove()
    await cutover()
    goLive('customer-03')
    const refused = await plan()
    expect(refused.refused).toEqual(['plan/cutover-unproven'])
    const message = refused.plan.judgements.find(({ weight }) => weight === 'refused')?.message
    expect(message).toMatch(/: customer-03$/)
    const other = await plan('--allow-unproven-cutover', 'customer-02')
    expect(other.refused).toEqual(['plan/cutover-unproven'])
    const allowed = await plan('--allow-unproven-cutover', 'customer-03')
    expect(allowed.refused).toEqual([])
    expect(allowed.danger).toContain('plan/cutover-unproven')
    const redacted = await plan('--redact')
    expect(JSON.stringify(redacted.plan)).not.toContain('customer-03')
    expect(redacted.refused).toEqual(['plan/cutover-unproven'])
  })

  test.each([
    [
      'another user',
      (r: ReturnType<typeof repository>) =>
        r.edit('customer-01', /default: .*/, 'default: 00002099-0000-4000-8000-000000000009'),
    ],
    [
      'another account',
      (r: ReturnType<typeof repository>) =>
        r.edit('customer-01', /account: .*/, 'account: 00001099-0000-4000-8000-000000000009'),
    ],
    [
      'one more user',
      (r: ReturnType<typeof repository>) =>
        r.edit('customer-01', /( +)default: .*/, '$&\n$1hr: 00002098-0000-4000-8000-000000000009'),
    ],
    [
      'onboarding instead of live',
      (r: ReturnType<typeof repository>) => {
        r.goLive('customer-03')
        r.edit('customer-03', /status: live/, 'status: onboarding')
      },
    ],
  ])('the proof is about tenants as they were: %s', async (_, change) => {
    const made = repository()
    await made.prove()
    await made.cutover()
    change(made)
    expect(
      (await made.plan('--allow-tenants-moved', '9', '--allow-tenants-removed', '9')).refused,
    ).toEqual(['plan/cutover-unproven'])
  })

  test('another id for the same customer is no way round', async () => {
    const made = repository()
    await made.prove()
    made.goLive('customer-03')
    made.git('mv', tenantFile('customer-03'), tenantFile('renamed'))
    const { plan } = await made.plan('--allow-tenants-moved', '9', '--allow-tenants-removed', '9')
    expect(plan.judgements.find(({ weight }) => weight === 'refused')?.message).toMatch(
      /: renamed$/,
    )
  })

  test('a proof that is old, changed or missing moves nobody', async () => {
    const { folder, prove, cutover, goLive, plan, run } = repository()
    const missing = await cutover()
    expect(missing).toMatchObject({ code: 1 })
    expect(missing.stderr).toContain('evidence/cutover.jws is missing')
    await prove()
    const later = () => Date.now() + 2 * 86_400_000
    const late = await run(['tenant', 'cutover', 'local'], { now: later })
    expect(late.stderr).toContain('is older than 24h')

    const file = join(folder, proof)
    const [head = '', body = '', signature = ''] = readFileSync(file, 'utf8').trim().split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    claims.tenants['customer-03'] = claims.tenants['customer-01']
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    writeFileSync(file, `${head}.${forged}.${signature}\n`)
    expect((await cutover()).stderr).toContain('was changed after it was signed')
    goLive('customer-01')
    expect((await plan()).refused).toEqual(['plan/cutover-unproven'])
  })

  test('allows one tenant by name, and refuses a name that is not migrating', async () => {
    const { cutover, read } = repository()
    expect((await cutover('--allow-unproven-cutover', 'one')).code).toBe(2)
    const moved = await cutover('--allow-unproven-cutover', 'customer-03')
    expect(moved.stdout).toContain('cut over: 1 tenant\n  customer-03\n')
    expect(read(tenantFile('customer-01'))).toBe(migrating[tenantFile('customer-01')])
  })
})
