import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../src/config/memory-tree.ts'
import { concise } from '../../src/findings/formats/concise.ts'
import { rules } from '../../src/rules/registry.ts'
import { type Validation, validate } from '../../src/rules/validate.ts'
import { type RuleCase, ruleCases } from '../support/rule-cases.ts'

/** Without what notes only the form of other rules' cases. */
function check(ruleCase: RuleCase): Validation {
  const validation = validate(memoryTree(ruleCase.files), { now: ruleCase.now })
  const findings = validation.findings.filter(
    ({ severity, ruleId }) => severity !== 'info' || ruleId === ruleOf(ruleCase),
  )
  return { ...validation, findings }
}

/** The concise format, each finding followed by its other places. */
function lines(validation: Validation): string {
  return validation.findings
    .map((finding) => {
      const line = concise({ ...validation, findings: [finding] }, { colour: false, columns: 80 })
      const related = finding.related.map(
        ({ file, range, message }) =>
          `  ${file}:${range?.start.line}:${range?.start.column}: ${message}\n`,
      )
      return line + related.join('')
    })
    .join('')
}

const negative = ruleCases('rules')

describe.each(negative)('$name', (ruleCase) => {
  test('yields exactly what is expected', () => {
    const found = lines(check(ruleCase))
    if (process.env.UPDATE_CASES === '1') writeFileSync(ruleCase.expectation, found)
    expect(found).toBe(readFileSync(ruleCase.expectation, 'utf8'))
  })

  test('yields findings of its own rule only, each at a place', () => {
    const { findings } = check(ruleCase)
    expect(new Set(findings.map(({ ruleId }) => ruleId))).toEqual(new Set([ruleOf(ruleCase)]))
    for (const { message, help, related } of findings) {
      expect(message).toMatch(/^[a-z"]/)
      expect(message).not.toMatch(/\.$|undefined|null/)
      expect(help).toMatch(/\.$/)
      for (const other of related) expect(other.range).toBeDefined()
    }
  })
})

describe.each(ruleCases('valid'))('$name', (ruleCase) => {
  test('has no findings', () => {
    expect(lines(check(ruleCase))).toBe('')
  })
})

test.each(rules.map(({ id }) => id))('there is a case for %s', (id) => {
  expect(negative.map(ruleOf)).toContain(id)
})

/** `rules/key-pair/duplicate.vault-key` is a further case of the rule `key-pair/duplicate`. */
function ruleOf({ name }: RuleCase): string {
  return name.replace(/^rules\//, '').replace(/\.[^/]*$/, '')
}
