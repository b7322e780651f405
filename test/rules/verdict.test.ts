import { expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { validate } from '../../src/rules/validate.ts'
import { recheck, verdictKey, verdictOf } from '../../src/rules/verdict.ts'
import { ruleCases } from '../support/rule-cases.ts'

const times = ['2025-01-01', '2026-12-16', '2040-01-01']
const cases = [...ruleCases('valid'), ...ruleCases('rules')]

test('a verdict and the rules of the clock give what all rules give, at any time', () => {
  let remembered = 0
  const clockRules = new Set<string>()
  for (const { name, files, now } of cases) {
    const tree = memoryTree(files)
    const verdict = verdictOf(validate(tree, { now }))
    if (verdict === undefined) continue
    remembered += 1
    for (const time of [now, ...times.map((day) => new Date(`${day}T00:00:00Z`))]) {
      const { workspace: _, text: __, ...whole } = validate(tree, { now: time })
      const { workspace: ___, text, ...again } = recheck(tree, verdict, { now: time })
      expect(again, name).toEqual(whole)
      for (const { ruleId, file } of again.findings) {
        clockRules.add(ruleId)
        expect(text(file)).toBe(files.get(file))
      }
    }
  }
  expect(remembered).toBeGreaterThan(15)
  expect(clockRules.size).toBeGreaterThan(6)
})

test('there is no verdict of a tree that has a finding of its own, or a suppression', () => {
  for (const { name, files, now } of cases) {
    const validation = validate(memoryTree(files), { now })
    const { findings, rules } = validation
    const isClean = findings.every(({ ruleId }) => rules.get(ruleId)?.clock === true)
    expect(verdictOf(validation) !== undefined, name).toBe(isClean)
  }
  const [{ files, now } = { files: new Map<string, string>(), now: new Date() }] = cases
  const path = 'config/demo/integration.yaml'
  const suppressed = new Map([...files, [path, `${files.get(path)}# ikctl-ignore: no\n`]])
  expect(verdictOf(validate(memoryTree(suppressed), { now }))).toBeUndefined()
})

test('the key is another one with any other byte, path or tool, and none without a file', () => {
  const key = (files: Record<string, string>, tool = 'tool') =>
    verdictKey(memoryTree(new Map(Object.entries(files))), tool)
  const keys = [
    key({ 'config/a': 'bc' }),
    key({ 'config/a': 'bd' }),
    key({ 'config/ab': 'c' }),
    key({ 'config/a': '', 'config/b': 'c' }),
    key({ 'config/a': 'bc', 'config/b': '' }),
    key({ 'config/a': 'bc' }, 'another'),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  const unreadable = { files: () => ['config/a'], read: memoryTree(new Map()).read }
  expect(verdictKey(unreadable, 'tool')).toBeUndefined()
})
