import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formRules } from '../../src/config/form-rules.ts'
import { isSuppressible } from '../../src/findings/rule-info.ts'
import { ruleInfos, rules } from '../../src/rules/registry.ts'
import { suppressionRules } from '../../src/rules/suppression-rules.ts'

const folder = join(import.meta.dirname, '../../src/rules')

describe('the registry', () => {
  test('lists each rule file once, under the id that is its path', () => {
    const declared = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^[\w-]+[/\\][\w-]+\.ts$/.test(file))
      .filter((file) => /^ +id: '/m.test(readFileSync(join(folder, file), 'utf8')))
      .map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, ''))
    expect(rules.map(({ id }) => id).sort()).toEqual(declared.sort())
  })

  test('has no id twice', () => {
    expect(ruleInfos.size).toBe(rules.length + formRules.length + suppressionRules.length)
  })

  test.each([...ruleInfos.values()])('$id says what it demands and how to fix it', (info) => {
    expect(info.summary).toMatch(/^["A-Z].*\.$/)
    expect(info.help).toMatch(/^["`A-Z].*\.$/)
  })

  test('locks what guards secrets', () => {
    const open = rules.filter(({ id, locked }) => id.startsWith('secret/') && locked !== true)
    expect(open).toEqual([])
  })

  test('lets no comment suppress what guards secrets, keys or the comments themselves', () => {
    const open = [...ruleInfos.values()].filter(isSuppressible).map(({ id }) => id)
    expect(
      open.filter((id) =>
        /^(secret|suppression|vault\/(?!old-api)|public-key\/(?!orphan)|yaml\/(?!lost-text)|schema)/.test(
          id,
        ),
      ),
    ).toEqual([])
    expect(open).toContain('tenant/duplicate-account')
  })
})
