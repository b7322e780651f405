import { expect, test } from 'vitest'
import { diskTree } from '../../src/config/config-tree.ts'
import { validate } from '../../src/rules/validate.ts'
import { root } from '../support/example-tree.ts'

test('the example that runs anywhere does not break on some day', () => {
  const at = (now: string) =>
    validate(diskTree(root), { now: new Date(now), environments: ['local'] }).findings.filter(
      ({ severity, ruleId }) => severity === 'error' || ruleId.startsWith('tenant/'),
    )
  expect(at('2026-12-01T00:00:00Z')).toEqual([])
  expect(at('2126-12-01T00:00:00Z')).toEqual([])
})
