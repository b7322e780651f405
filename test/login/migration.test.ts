import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createLogin, type Login, type LoginOptions } from '../../src/login/index.ts'
import {
  consentToShared,
  type MigratingCustomer,
  migratingCustomers,
  writeInventory,
} from '../support/migrating-customers.ts'
import { startProvingEnvironment } from '../support/proving-environment.ts'

const sharedKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
let proving: Awaited<ReturnType<typeof startProvingEnvironment>>
let customers: MigratingCustomer[]

beforeAll(async () => {
  proving = await startProvingEnvironment()
  customers = await migratingCustomers(proving.docusign, 50)
}, 120_000)
afterAll(() => proving.close())

/** The vendor's application: its own table says who still logs in with which key. */
function startApplication(table: Map<string, { integrationKey: string; key: string }>) {
  const { access, azure, made } = proving
  const { key = '', thumbprint = '' } = made.a ?? {}
  const options: LoginOptions = {
    settings: async () => ({
      ...{ version: 1, integrationKey: sharedKey, scopes: ['signature', 'impersonation'] },
      oauthHost: new URL(access.docusign.url).host,
      keyPair: { id: 'a', key, thumbprint },
    }),
    ...azure,
    oauthHost: new URL(access.docusign.url).host,
    legacy: (userId) => table.get(userId),
    ca: readFileSync(access.certificateAuthority, 'utf8'),
  }
  const failures: string[] = []
  const logInAll = async (login: Login) => {
    await Promise.all(
      customers.map(async ({ id, user }) => {
        try {
          await login.getAccessToken(user)
        } catch (error) {
          failures.push(`${id}: ${error instanceof Error ? error.message : error}`)
        }
      }),
    )
  }
  /** The process that runs from the beginning to the end, and is never deployed. */
  const running = createLogin(options)
  return {
    failures,
    running: () => logInAll(running),
    /** Everybody with a new token while something else happens: what is kept would prove nothing. */
    async during<T>(work: Promise<T>): Promise<T> {
      const login = createLogin(options)
      try {
        const [result] = await Promise.all([work, logInAll(login)])
        return result
      } finally {
        await login.close()
      }
    },
    stop: () => running.close(),
  }
}

test('50 customers with keys of their own: 30 are cut over, 20 refused by name, all log in at each step', async () => {
  const { docusign } = proving
  const repository = proving.repository({ a: ['active', 20] })
  const { folder, run, plan } = repository
  mkdirSync(join(folder, '../inventory', 'pems'), { recursive: true })
  const inventory = join(folder, '../inventory')
  writeInventory(inventory, customers)
  const tenant = (id: string) => `config/local/tenants/${id}.yaml`

  const imported = await run([
    ...['tenant', 'import-legacy', 'local', '--from', join(inventory, 'inventory.csv')],
    ...['--keys', join(inventory, 'pems')],
  ])
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  repository.merge()
  const table = new Map(
    customers.map(({ id, user }) => [user, parse(repository.read(tenant(id))).legacy]),
  )
  const application = startApplication(table)
  const { during } = application
  await application.running()

  const consented = customers.slice(0, 30)
  const waiting = customers.slice(30)
  consentToShared(docusign, sharedKey, consented)
  const smoke = await during(
    run(['smoke', 'local', '--format', 'json=report.json', '--format', 'human']),
  )
  expect(smoke.code).toBe(0)
  expect(smoke.stdout).toContain('30 of 50 users of migrating tenants could log in')
  expect(JSON.parse(repository.read('report.json')).summary.migration).toEqual({
    ready: 30,
    waiting: 20,
  })
  const mailing = await run(['consent', 'local', '--waiting', 'report.json', '--format', 'csv'])
  const [head, ...lines] = mailing.stdout.trim().split('\r\n')
  expect(head).toBe('tenant,name,role,user,url,expiresAt')
  expect(lines.map((line) => line.split(',')[0])).toEqual(waiting.map(({ id }) => id))
  expect(lines[0]).toContain(`"Customer, ${waiting[0]?.id}",default,${waiting[0]?.user},https://`)

  expect((await during(run(['smoke', 'local', '--cutover']))).code).toBe(0)
  const moved = await during(run(['tenant', 'cutover', 'local']))
  expect(moved.stdout).toContain('cut over: 30 tenants')
  const cut = await plan()
  expect(cut.refused).toEqual([])
  repository.merge()

  // The product's flag: no deployment.
  for (const { user } of consented) table.delete(user)
  await application.running()
  // The manual steps: whoever still signed with an old key of these would fail from here on.
  for (const { integrationKey } of consented) docusign.state.deleteIntegrationKey(integrationKey)
  const commit = repository.git('rev-parse', 'HEAD')
  const sync = ['key', 'sync', 'local', '--yes', '--disable-legacy', '--deployed', commit]
  const synced = await during(run(sync))
  expect(synced.stdout.match(/^done {2}disable \S+docusign-legacy-/gm)).toHaveLength(30)
  await during(application.running())
  await application.stop()
  expect(application.failures).toEqual([])

  for (const { id } of waiting) {
    const text = repository.read(tenant(id))
    const live = text.replace(/^status: .*$/m, 'status: live').replace(/^legacy:\n( .*\n)+/m, '')
    writeFileSync(join(folder, tenant(id)), live)
  }
  const rest = await plan()
  expect(rest.refused).toEqual(['plan/cutover-unproven'])
  const refusal = rest.plan.judgements.find(({ weight }) => weight === 'refused')?.message ?? ''
  expect(customers.filter(({ id }) => refusal.includes(id))).toEqual(waiting)
}, 120_000)
