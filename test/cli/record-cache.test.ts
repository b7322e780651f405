import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Io } from '../../scripts/io.ts'
import { validateCached } from '../../scripts/validation/record-cache.ts'
import { diskTree } from '../../src/config/config-tree.ts'
import { validate } from '../../src/rules/validate.ts'
import { writeConfiguration } from '../../tools/bench/tenant-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A configuration of 1,000 tenants with a cache of its own. */
function configuration() {
  const folder = temporaryFolder()
  writeConfiguration(folder, 1_000)
  const cache = join(folder, 'cache')
  const check = (time = '2026-11-20T00:00:00Z', tool = 'tool', env: Io['env'] = {}) => {
    let parsed = 0
    const now = new Date(time)
    const options = {
      now,
      measure<T>(phase: string, _: string, work: () => T): T {
        if (phase === 'parse') parsed += 1
        return work()
      },
    }
    const io = { env: { XDG_CACHE_HOME: cache, ...env } } as unknown as Io
    const { findings, summary } = validateCached(diskTree(folder), options, folder, io, tool)
    const whole = validate(diskTree(folder), { now })
    expect({ findings, summary }).toEqual({ findings: whole.findings, summary: whole.summary })
    return { parsed, findings: findings.map(({ ruleId }) => ruleId) }
  }
  const file = () => join(cache, 'ikctl', readdirSync(join(cache, 'ikctl'))[0] ?? '')
  return { folder, cache, check, file }
}

/** What is not a tenant's, and one tenant for all. */
const always = 3

test('the second run over the same files looks at no tenant again', () => {
  const { check } = configuration()
  expect(check().parsed).toBeGreaterThan(1_000)
  expect(check()).toEqual({ parsed: always, findings: [] })
  const later = check('2027-11-20T00:00:00Z')
  expect(later.parsed).toBe(always)
  expect(later.findings).toContain('rotation/overdue')
})

test('a changed file alone is judged again, and another tool judges all', () => {
  const { folder, check } = configuration()
  check()
  expect(check(undefined, 'another tool').parsed).toBeGreaterThan(1_000)
  const tenant = join(folder, 'config/production/tenants/customer-7.yaml')
  const before = readFileSync(tenant, 'utf8')
  check()
  writeFileSync(tenant, before.replace('status: live', 'status: Live'))
  for (let run = 0; run < 2; run++) {
    expect(check()).toEqual({ parsed: always + 1, findings: ['schema/value'] })
  }
  writeFileSync(tenant, before.replace('Customer 7 ', 'CUSTOMER 8 '))
  expect(check()).toEqual({ parsed: always + 2, findings: ['tenant/duplicate-name'] })
  appendFileSync(join(folder, 'config/notes.md'), 'x')
  writeFileSync(tenant, before)
  expect(check()).toEqual({ parsed: always, findings: [] })
  rmSync(tenant)
  expect(check().parsed).toBe(always)
  writeFileSync(join(folder, 'config/ikctl.yaml'), 'rules:\n  tenant/base-uri-platform: error\n')
  expect(check().parsed).toBeGreaterThan(1_000)
})

test('many new files get records, a few are judged each time', () => {
  const { folder, check, file } = configuration()
  check()
  const records = () => readFileSync(file(), 'utf8')
  const before = records()
  const change = (count: number, comment: string) => {
    for (let index = 0; index < count; index++) {
      appendFileSync(join(folder, `config/production/tenants/customer-${9 + index}.yaml`), comment)
    }
  }
  change(50, '# a\n')
  expect(check().parsed).toBe(always + 50)
  expect(records()).toBe(before)
  change(150, '# b\n')
  expect(check().parsed).toBe(always + 150)
  expect(records()).not.toBe(before)
  expect(check().parsed).toBe(always)
})

test('a part of the findings is a part of what all records give', () => {
  const { folder, cache } = configuration()
  const tenant = (id: number) => `config/production/tenants/customer-${id}.yaml`
  const io = { env: { XDG_CACHE_HOME: cache } } as unknown as Io
  const now = new Date('2026-11-20T00:00:00Z')
  for (const id of [7, 8]) appendFileSync(join(folder, tenant(id)), 'status: live\n')
  const select = [(file: string) => file === tenant(7)]
  for (let run = 0; run < 2; run++) {
    const { findings, summary } = validateCached(diskTree(folder), { now, select }, folder, io, 'a')
    expect(findings.map(({ file }) => file)).toEqual([tenant(7)])
    expect(summary).toMatchObject({ errors: 1, files: 1, tenants: 1 })
  }
})

test('in CI there is no cache', () => {
  const { cache, check } = configuration()
  check(undefined, undefined, { CI: 'true' })
  expect(check(undefined, undefined, { CI: 'true' }).parsed).toBeGreaterThan(1_000)
  expect(existsSync(cache)).toBe(false)
})

test('a damaged cache is as if it were not there', () => {
  const { cache, check, file } = configuration()
  check()
  const whole = readFileSync(file(), 'utf8')
  const first = whole.indexOf('\n') + 1
  for (const damaged of [
    '',
    'null\n',
    whole.slice(0, -10),
    whole.slice(first),
    `${whole.slice(0, first)}${whole.slice(first).replace('customer-7.yaml', 'customer-x.yaml')}\n`,
    `${'0'.repeat(64)}\n${whole.slice(first)}`,
  ]) {
    writeFileSync(file(), damaged)
    expect(check().parsed).toBeGreaterThan(1_000)
  }
  // Where none can be written, none is.
  rmSync(cache, { recursive: true })
  writeFileSync(cache, '')
  expect(check().parsed).toBeGreaterThan(1_000)
})
