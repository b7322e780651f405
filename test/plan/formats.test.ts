import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { type Change, changeKinds } from '../../src/plan/change.ts'
import { planFormats } from '../../src/plan/formats/formats.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { caseNames, readCase } from './case-files.ts'
import { gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

/** Everything that some format treats specially. */
const hostile =
  '@team #12 GH-1 **b** <img src=x onerror=alert(1)> --> ``` `c` | [l](https://evil.example) www.evil.example https://evil.example\r\n# h \u001b[31m\u202e &lt; $x$ ~s~ 😀'

const plan = (changes: Partial<Plan> = {}): Plan => ({
  schemaVersion: 1,
  environment: 'production',
  base: { revision: 'origin/main', commit: '1ae3cca5a2929d5386cec9f6ce51825a19ce9eb2' },
  head: { revision: null, commit: null },
  verdict: 'accepted',
  digest: 'ab'.repeat(32),
  redacted: false,
  counts: {
    tenants: { base: 1, head: 1, added: 0, removed: 0, changed: 1 },
    consent: { users: 0, tenants: 0 },
  },
  judgements: [],
  findings: [],
  changes: [],
  steps: [],
  ...changes,
})

const options = { colour: false, columns: 80 }

const hostilePlan = plan({
  environment: hostile,
  base: { revision: hostile, commit: null },
  judgements: [
    { weight: 'danger', code: 'plan/x', message: hostile, wayForward: hostile, file: hostile },
  ],
  changes: [
    { kind: 'tenant-name', tenant: hostile, before: hostile, after: hostile },
    { kind: 'label', tenant: 'acme', subject: hostile, after: hostile },
    {
      kind: 'tenant-added',
      tenant: 'acme',
      details: { status: 'live', name: hostile, account: hostile, users: 1 },
    },
  ],
  steps: [
    {
      when: 'before-merge',
      id: 'x',
      title: hostile,
      where: hostile,
      who: hostile,
      values: [{ label: hostile, value: hostile }],
      commands: [hostile],
    },
  ],
})

describe('markdown', () => {
  /** What a reader sees of a page, code spans left out: escapes and entities are gone. */
  const withoutCode = (markdown: string) =>
    markdown
      .replace(/\\([!-/:-@[-`{-~])|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)/g, (_, escaped?: string) =>
        escaped === undefined ? '§' : escaped === '#' ? '#' : '¤',
      )
      .replaceAll('&#64;', '@')

  test('has nothing of a name outside of code that is markup, a mention, a reference or a link', () => {
    const text = planFormats.markdown(hostilePlan, options)
    const [header, title, , ...lines] = text.split('\n')
    expect(header).toBe(
      `<!-- ikctl-plan environment=${/environment=(\S+)/.exec(header ?? '')?.[1]} sha256=${'ab'.repeat(32)} -->`,
    )
    expect(header?.match(/-->/g)).toHaveLength(1)
    const prose = withoutCode([title, ...lines].join('\n'))
    expect(prose).toMatch(/@.team #.12/)
    expect(prose).not.toMatch(/@\w|#\d/)
    expect(prose).not.toMatch(/https?:\/\/|www\.\w/)
    expect(prose).not.toMatch(/<(?!!--)/)
    expect(prose).not.toMatch(/\[l|\*\*b\*\*/)
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u)
    expect(lines.filter((line) => /^\s*# h/.test(line))).toEqual([])
  })

  test('is nothing that the workflow which posts it would refuse', async () => {
    const script = new URL('../../.github/scripts/foreign-line.mjs', import.meta.url)
    const { foreignLine } = (await import(script.href)) as {
      foreignLine(text: string): number | undefined
    }
    const text = planFormats.markdown(hostilePlan, options)
    expect(foreignLine(text)).toBeUndefined()
    expect(foreignLine(`${text}\n<b>`)).toBe(text.split('\n').length + 1)
  })

  test('keeps every row of the table at three cells', () => {
    const rows = planFormats
      .markdown(hostilePlan, options)
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(rows.length).toBe(5)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(4)
  })

  test('is cut below the limit of a comment, and says what is missing', () => {
    const changes = Array.from({ length: 10_000 }, (_, n): Change => {
      return { kind: 'tenant-name', tenant: `tenant-${n}`, before: 'a'.repeat(500), after: 'b' }
    })
    const judgements = Array.from({ length: 2000 }, () => ({
      weight: 'refused' as const,
      code: 'plan/x',
      message: 'm'.repeat(300),
      wayForward: 'w',
    }))
    const step = {
      when: 'before-merge' as const,
      id: 'x',
      title: 'Add 5000 redirect URIs',
      values: Array.from({ length: 5000 }, (_, n) => ({ label: 'URI', value: `https://x/${n}` })),
      commands: [],
    }
    const text = planFormats.markdown(plan({ changes, judgements, steps: [step] }), options)
    expect(text.length).toBeLessThan(65_536)
    expect(text.length).toBeGreaterThan(30_000)
    expect(text).toMatch(/\d+ more reasons are in the whole plan/)
    expect(text).toMatch(/\d+ more changes are in the whole plan/)
    expect(text).toMatch(/4,900 more values in the whole plan/)
    expect(
      text.startsWith(`<!-- ikctl-plan environment=production sha256=${'ab'.repeat(32)}`),
    ).toBe(true)
    expect(text.indexOf('Refused')).toBeLessThan(text.indexOf('Changes'))
  })
})

test('human moves no cursor, whatever a name holds', () => {
  const text = planFormats.human(hostilePlan, options)
  expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u)
  expect(text).toContain('😀')
})

test('human paints only when it is asked to', () => {
  const refused = plan({
    verdict: 'refused',
    judgements: [{ weight: 'refused', code: 'plan/x', message: 'no', wayForward: 'yes' }],
  })
  expect(planFormats.human(refused, options)).not.toContain('\u001b')
  const painted = planFormats.human(refused, { ...options, colour: true })
  expect(painted).toContain('\u001b[31mrefused')
})

describe('json', () => {
  const schema = JSON.parse(readFileSync('schemas/plan.schema.json', 'utf8'))
  const validate = new Ajv2020(ajvOptions).compile(schema)

  test('knows every kind of change, and findings as validate prints them', () => {
    expect(schema.$defs.change.properties.kind.enum.toSorted()).toEqual(
      Object.keys(changeKinds).sort(),
    )
    const findings = JSON.parse(readFileSync('schemas/finding.schema.json', 'utf8'))
    for (const name of ['finding', 'range', 'position']) {
      expect(schema.$defs[name]).toEqual(findings.$defs[name])
    }
  })

  // Nothing is judged by a base that cannot be read.
  const noPlan = [
    ...['base-unreadable', 'base-key-pairs-unreadable'],
    ...['base-settings-form', 'base-settings-unreadable'],
  ]
  test.each(caseNames.filter((name) => !noPlan.includes(name)))(
    'is what the schema says: %s',
    async (name) => {
      const { base, head, options } = readCase(name)
      const repository = gitRepository()
      repository.commit(base)
      repository.write(head)
      const run = async (...more: string[]) =>
        JSON.parse(
          (
            await runPlan(
              repository.folder,
              ...['production', '--base', 'HEAD', '--format', 'json'],
              ...options.filter((option) => option !== '--redact'),
              ...more,
            )
          ).stdout,
        )
      const whole = await run()
      expect(validate(whole), JSON.stringify(validate.errors)).toBe(true)
      const redacted = await run('--redact')
      expect(validate(redacted), JSON.stringify(validate.errors)).toBe(true)
      expect(redacted.digest).toBe(whole.digest)
      const text = JSON.stringify({ ...redacted, environment: '', base: '', head: '' })
      // Names and ids of every tenant of the case, in every form that could slip through.
      for (const [path, content] of Object.entries({ ...base, ...head })) {
        const id = /\/tenants\/(.*)\.yaml$/.exec(path)?.[1]
        if (id === undefined) continue
        expect(text).not.toContain(id)
        const tenant = Buffer.from(content).toString('utf8')
        for (const guid of tenant.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []) {
          expect(text).not.toContain(guid)
        }
        expect(text).not.toContain(/^name: (.*)$/m.exec(tenant)?.[1] ?? 'name')
      }
    },
  )
})
