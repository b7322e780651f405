import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadWorkspace } from '../../src/config/load-workspace.ts'
import { memoryTree } from '../../src/config/memory-tree.ts'
import type { Pointer } from '../../src/config/problem.ts'
import type { Workspace } from '../../src/config/workspace.ts'
import { ruleInfos, rules } from '../../src/rules/registry.ts'
import { ruleCases } from '../support/rule-cases.ts'

const now = new Date('2026-12-31T00:00:00Z')
const trees = [...ruleCases('valid'), ...ruleCases('rules')].map(({ files }) => memoryTree(files))

/** The values of all documents, each of which the loader may have left out. */
function documents(workspace: Workspace): object[] {
  return [
    ...(workspace.settings === undefined ? [] : [workspace.settings.value]),
    ...workspace.environments.flatMap(({ integration, keyPairs, tenants }) => [
      ...(integration === undefined ? [] : [integration.value]),
      ...(keyPairs === undefined ? [] : [keyPairs.value]),
      ...tenants.map(({ value }) => value),
    ]),
  ]
}

function pointers(value: unknown, above: Pointer = []): Pointer[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [
    [...above, key],
    ...pointers(child, [...above, key]),
  ])
}

function remove(root: object, pointer: Pointer): void {
  let parent: unknown = root
  for (const step of pointer.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return
    parent = Reflect.get(parent, step)
  }
  if (typeof parent === 'object' && parent !== null)
    Reflect.deleteProperty(parent, pointer.at(-1) ?? '')
}

test('rules take drafts in which any value is missing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...trees),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 }),
      fc.subarray(['settings', 'integration', 'keyPairs'] as const),
      (tree, removals, leftOut) => {
        const { workspace } = loadWorkspace(tree)
        const roots = documents(workspace)
        for (const [document, which] of removals) {
          const root = roots[document % roots.length] ?? {}
          const all = pointers(root)
          const pointer = all[which % all.length]
          if (pointer !== undefined) remove(root, pointer)
        }
        for (const part of leftOut) {
          if (part === 'settings') delete workspace.settings
          else delete workspace.environments[0]?.[part]
        }
        const context = { workspace, now, rules: ruleInfos }
        for (const rule of rules) {
          const problems =
            'check' in rule
              ? workspace.environments.flatMap((draft) => [...rule.check(draft, context)])
              : [...rule.checkWorkspace(workspace, context)]
          for (const problem of problems) {
            expect(problem.message).not.toMatch(/undefined|null|NaN/)
          }
        }
      },
    ),
    { seed: 20260601, numRuns: 200 },
  )
})
