import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { ruleInfos } from '../../src/rules/registry.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

// The pages are the package's: where one stands does not matter.
const cwd = tmpdir()

describe('ikctl explain', () => {
  test('prints the page of a rule from the built package, within 80 columns', async () => {
    const { code, stdout, stderr } = await runIkctl(['explain', 'redirect-uri/fragment'], { cwd })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^redirect-uri\/fragment\n=+\n\nA redirect URI has no fragment/)
    expect(stdout).toMatch(/- Severity: error; .*\n/)
    expect(stdout).toContain('\nWhy it matters\n--------------\n')
    expect(stdout).toMatch(/ {2}config\/production\/integration\.yaml:13:7 error \[redirect-uri/)
    expect(stdout).not.toContain('<!--')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(code).toBe(0)
  })

  test('shows where a link of the page leads', async () => {
    const { stdout } = await runInProcess(['explain', 'secret/private-key'], { cwd })
    expect(stdout).toMatch(/the emergency\s\(docs\/emergency\.md\)/)
  })

  test.each([
    ['redirect-uri/fragmnet', 'did you mean "redirect-uri/fragment"?'],
    ['fragment', 'did you mean "redirect-uri/fragment"?'],
    ['vault', 'did you mean "vault/host", "vault/old-api", "vault/same", "vault/shared"?'],
    ['../../README', '`ikctl explain` lists all'],
  ])('says which rule may be meant by %s', async (id, hint) => {
    const { code, stdout, stderr } = await runInProcess(['explain', id], { cwd })
    expect(stdout).toBe('')
    expect(stderr).toContain(`there is no rule "${id}"`)
    expect(stderr).toContain(hint)
    expect(code).toBe(2)
  })
})

describe('the list of rules', () => {
  test('is the same by explain and by validate, for people', async () => {
    const { code, stdout } = await runInProcess(['explain'], { cwd })
    expect(stdout).toContain('secret/private-key error, fixed, not suppressible\n  No file below')
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(code).toBe(0)
    expect((await runInProcess(['validate', '--list-rules'], { cwd })).stdout).toBe(stdout)
  })

  test('is data for programs', async () => {
    const { stdout } = await runInProcess(['validate', '--list-rules', '--format', 'json'], { cwd })
    const { rules } = JSON.parse(stdout)
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([...ruleInfos.keys()].sort())
    expect(rules).toContainEqual(
      expect.objectContaining({
        id: 'secret/private-key',
        severity: 'error',
        severityIsFixed: true,
        suppressible: false,
        since: '0.1.0',
        docUrl: 'docs/rules/secret/private-key.md',
      }),
    )
  })
})
