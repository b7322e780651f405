import { expect, test } from 'vitest'
import { environmentHistory } from '../../src/plan/environment-history.ts'
import { gitRepository } from './git-repository.ts'

const path = 'config/production/key-pairs.yaml'
const keyPairs = (...entries: [id: string, state: string][]) =>
  `keyPairs:\n${entries.map(([id, state]) => `  ${id}: {state: ${state}, thumbprint: ${id.repeat(43)}}\n`).join('')}`
const tenant = (status: string) => `name: X\nstatus: ${status}\n`

const historyOf = (folder: string, commit: string) =>
  environmentHistory(folder, commit, 'production')
const stated = (folder: string, commit: string) =>
  historyOf(folder, commit)
    .keyPairs()
    .map(({ id, state }) => `${id} ${state}`)
    .sort()

test('what was merged is the past, and what a branch tried is not', () => {
  const { folder, commit, git } = gitRepository()
  commit({ [path]: keyPairs(['a', 'staged']) })
  git('checkout', '--quiet', '-b', 'change')
  commit({ [path]: keyPairs(['a', 'staged'], ['b', 'active']) })
  const tip = commit({ [path]: keyPairs(['a', 'staged'], ['b', 'retiring']) })
  git('checkout', '--quiet', 'main')
  git('merge', '--quiet', '--no-ff', '--message', 'Merge', tip)
  const merged = git('rev-parse', 'HEAD')
  expect(stated(folder, merged)).toEqual(['a staged', 'b retiring'])
  const head = commit({ 'README.md': 'No key pairs any more.\n' })
  expect(stated(folder, head)).toEqual(['a staged', 'b retiring'])
  expect(historyOf(folder, head).isAncestor(tip)).toBe(true)
  expect(historyOf(folder, merged).isAncestor(head)).toBe(false)
})

test('entries that cannot be read whole are still a past', () => {
  const { folder, commit } = gitRepository()
  const head = commit({
    [path]: 'keyPairs:\n  a: {state: actve, thumbprint: x}\n  b: {state: active}\n',
  })
  expect(historyOf(folder, head).keyPairs()).toEqual([{ id: 'a' }, { id: 'b', state: 'active' }])
})

test('live tenants are counted as a commit has them', () => {
  const { folder, commit } = gitRepository()
  const tenants = (...statuses: string[]) =>
    Object.fromEntries(
      statuses.map((status, index) => [`config/production/tenants/t${index}.yaml`, tenant(status)]),
    )
  const integration = { 'config/production/integration.yaml': 'product: x\n' }
  const first = commit({ ...integration, ...tenants('live', 'live', 'suspended') })
  const second = commit({ ...integration, ...tenants('live', 'onboarding') })
  const history = historyOf(folder, second)
  expect([first, second, 'f'.repeat(40)].map((each) => history.liveTenants(each))).toEqual([
    ...[2, 1, undefined],
  ])
})
