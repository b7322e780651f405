import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rulePage } from '../../src/findings/rule-info.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { checkCommands } from '../../tools/docs/check-commands.ts'
import { checkLinks } from '../../tools/docs/check-links.ts'
import { commandTree } from '../../tools/docs/command-tree.ts'
import { generateDocs } from '../../tools/docs/generate-docs.ts'
import { markdownPages } from '../../tools/docs/markdown-pages.ts'
import { renderRulePage, section } from '../../tools/docs/rule-page.ts'
import { root } from '../support/example-tree.ts'

const pages = markdownPages()
const { stale, problems } = generateDocs()

/** `npm run docs` writes them. */
test('what is generated in docs/ is fresh, and its examples, links and commands are right', () => {
  expect([...stale.keys()]).toEqual([])
  expect(problems).toEqual([])
})

describe('the rule pages', () => {
  test.each([...ruleInfos.keys()])('%s says something of its own', (id) => {
    const page = pages.get(rulePage(id)) ?? ''
    expect(page.startsWith(`# ${id}\n`)).toBe(true)
    expect(section(page, 'Why it matters').length).toBeGreaterThan(150)
    expect(section(page, 'How to fix it').length).toBeGreaterThan(20)
    expect(section(page, 'Bad')).toContain(`[${id}]`)
  })

  test('are one for each rule, and no other', () => {
    const there = readdirSync(join(root, 'docs/rules'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /[/\\].*\.md$/.test(file))
      .map((file) => file.replaceAll('\\', '/').replace(/\.md$/, ''))
    expect(there.sort()).toEqual([...ruleInfos.keys()].sort())
  })

  const info = { id: 'scopes/impersonation', severity: 'error', summary: 'S.', help: 'H.' } as const
  const page = pages.get(rulePage(info.id)) ?? ''
  test.each([
    [
      'bad example that yields no finding',
      'login: [signature]\n  consent: [signature]',
      'login: [impersonation]\n  consent: [impersonation]',
    ],
    ['findings of other rules', 'consent: [signature]', 'consent: [signature]\n  more: 1'],
    ['good example that yields findings', 'consent: [signature, impersonation]', 'consent: []'],
    ['nothing below "## How to fix it"', /## How to fix it\n[^#]*/, '## How to fix it\n\n'],
    ['nobody knows what "(twice)" means', '.yaml`:', '.yaml` (twice):'],
    ['no part between', '<!-- head: begin -->', ''],
  ])('are refused with %s', (problem, from, to) => {
    const changed = page.replace(from, to)
    expect(changed).not.toBe(page)
    expect(() => renderRulePage(info, changed)).toThrow(problem)
  })

  test('show what is printed now', () => {
    const changed = page.replace(/the consent scopes \(signature\) lack/, 'something else')
    expect(changed).not.toBe(page)
    expect(section(renderRulePage(info, changed), 'Bad')).toBe(section(page, 'Bad'))
  })
})

test('links are checked with their anchors', () => {
  const text = [
    '[a](plan.md) [b](missing.md) [c](rules/README.md#secret) [d](#here) [e](#nowhere)',
    '[f](https://developers.docusign.com) `[g](no-link.md)`',
    '```\n[h](no-link.md)\n```',
    '## Here',
  ].join('\n')
  expect(checkLinks(new Map([...pages, ['docs/test.md', text]]))).toEqual([
    'docs/test.md has a link to "missing.md", where nothing is',
    'docs/test.md has a link to "#nowhere", but docs/test.md has no such heading',
  ])
})

test('documented calls are checked against the definitions', () => {
  const text = [
    'Say `ikctl validate --quick`, `ikctl rotate swap production`, `ikctl <command>`, `ikctl key import`.',
    '```sh',
    'ikctl -C ../contoso validate production demo --format json=a.json # a comment',
    'ikctl rotate status production extra',
    'ikctl plan --base main',
    'npm run ikctl -- frobnicate',
    'echo ikctl whatever',
    '```',
    '```text',
    'ikctl prints this',
    '```',
  ].join('\n')
  expect(checkCommands(new Map([['page.md', text]]), commandTree())).toEqual([
    'page.md: "ikctl validate --quick": there is no option --quick',
    'page.md: "ikctl rotate swap production": there is no command "swap"',
    'page.md: "ikctl rotate status production extra": there are too many arguments',
    'page.md: "ikctl plan --base main": an argument is missing',
    'page.md: "npm run ikctl -- frobnicate": there is no command "frobnicate"',
  ])
})

test('what the package ships has the pages', () => {
  for (const id of ruleInfos.keys()) expect(existsSync(join(root, rulePage(id))), id).toBe(true)
})

test('every file that the internals name exists', () => {
  const folder = join(root, 'docs/internals')
  const named = readdirSync(folder).flatMap((page) => {
    const text = pages.get(`docs/internals/${page}`) ?? ''
    const paths = text.matchAll(/`((?:src|scripts|infra|tools|test|packages|\.github)\/[\w./-]+)`/g)
    return [...paths].map(([, path = '']) => path)
  })
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test.each(['faults', 'threat-model'])(
  'the tests that docs/internals/%s.md names are there',
  (page) => {
    const named =
      pages.get(`docs/internals/${page}.md`)?.match(/(?<=`)test\/[^`\s]+\.ts(?=`)/g) ?? []
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([])
  },
)
