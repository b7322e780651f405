import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ConfigTree } from '../../src/config/config-tree.ts'
import { diskTree } from '../../src/config/config-tree.ts'
import type { GitTree } from '../../src/plan/git-tree.ts'
import { gitTree } from '../../src/plan/git-tree.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { commonFiles } from './case-files.ts'
import { type Files, gitRepository } from './git-repository.ts'
import { now } from './run-plan.ts'

const historyOf = () => ({
  isAncestor: () => true,
  keyPairs: () => [],
  liveTenants: () => undefined,
})

const plan = (base: GitTree, head: ConfigTree, redact = false) =>
  makePlan({
    environment: 'production',
    base: { revision: 'base', tree: base },
    head: { revision: null, commit: null, tree: head },
    now: new Date(now),
    overrides: {},
    redact,
    historyOf,
  })

const guid = (text: string) =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-a$4-$5')

const tenantText = (n: number, status = 'live') => `name: Tenant ${n}
status: ${status}
account: ${guid(`account ${n}`)}
users: {default: ${guid(`user ${n}`)}}
`

function fleet(size: number): Files {
  const tenants = Array.from({ length: size }, (_, n) => [
    `config/production/tenants/fleet-${n}.yaml`,
    tenantText(n),
  ])
  return { ...commonFiles, ...Object.fromEntries(tenants) }
}

describe('a change to 1 of many tenants', () => {
  test('reads from Git what differs, and nothing else', async () => {
    const repository = gitRepository()
    const files = fleet(20)
    repository.commit(files)
    repository.write({
      ...files,
      'config/production/tenants/fleet-7.yaml': tenantText(7, 'suspended'),
    })
    const tree = gitTree(repository.folder, 'HEAD')
    const read: string[] = []
    const counting: GitTree = {
      ...tree,
      only(paths) {
        read.push(...paths.filter((file) => file.includes('/tenants/')))
        return tree.only(paths)
      },
    }
    await plan(counting, diskTree(repository.folder))
    expect(read).toEqual(['config/production/tenants/fleet-7.yaml'])
  })
})

test('the digest is the same for the same change, redacted or not, and another for another', async () => {
  const repository = gitRepository()
  repository.commit(commonFiles)
  const base = gitTree(repository.folder, 'HEAD')
  const head = (n: number) => {
    repository.write({ ...commonFiles, 'config/production/tenants/new.yaml': tenantText(n) })
    return diskTree(repository.folder)
  }
  const one = await plan(base, head(1))
  const redacted = await plan(base, head(1), true)
  const other = await plan(base, head(2))
  expect(redacted.digest).toBe(one.digest)
  expect(other.digest).not.toBe(one.digest)
  expect(redacted.redacted).toBe(true)
  expect(JSON.stringify(redacted)).not.toMatch(
    new RegExp(`Tenant 1|${guid('account 1')}|${guid('user 1')}|"new"`),
  )
  expect(redacted.counts).toEqual(one.counts)
})

test('a revision can be the head, too', async () => {
  const repository = gitRepository()
  repository.commit(commonFiles)
  const base = gitTree(repository.folder, 'HEAD')
  repository.commit({ ...commonFiles, 'config/production/tenants/new.yaml': tenantText(1) })
  repository.write(commonFiles)
  const { changes } = await plan(base, gitTree(repository.folder, 'HEAD'))
  expect(changes.map(({ kind, tenant }) => [kind, tenant])).toEqual([['tenant-added', 'new']])
})

test.each([
  ['', []],
  ['vaults: {signing: https://localhost:1, settings: https://localhost:2}\n', ['2026-11']],
])(
  'emulated key pairs are uploaded by hand only where vaults are declared: "%s"',
  async (vaults, uploaded) => {
    const folder = 'config/local'
    const active =
      'state: active, origin: vault, custody: key, since: {active: 2026-09-03T08:00:00Z}'
    const pending =
      'state: pending, origin: vault, custody: key, since: {pending: 2026-11-01T08:00:00Z}'
    const files: Files = {
      [`${folder}/integration.yaml`]: readFileSync(`${folder}/integration.yaml`, 'utf8') + vaults,
      [`${folder}/key-pairs.yaml`]: `keyPairs:\n  "2026-09": {${active}}\n`,
      [`${folder}/tenants/a.yaml`]: tenantText(1),
    }
    const repository = gitRepository()
    repository.commit(files)
    repository.write({
      ...files,
      [`${folder}/key-pairs.yaml`]: `${files[`${folder}/key-pairs.yaml`]}  "2026-11": {${pending}}\n`,
    })
    const { verdict, steps } = await makePlan({
      environment: 'local',
      base: { revision: 'HEAD', tree: gitTree(repository.folder, 'HEAD') },
      head: { revision: null, commit: null, tree: diskTree(repository.folder) },
      now: new Date(now),
      ...{ overrides: {}, redact: false, historyOf },
    })
    expect(verdict).toBe('accepted')
    expect(steps.flatMap(({ title }) => /2026-11/.exec(title) ?? [])).toEqual(uploaded)
  },
)
