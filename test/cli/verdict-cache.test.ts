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
import { validateCached } from '../../scripts/validation/verdict-cache.ts'
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

test('the second run over the same files asks the rules of the clock alone', () => {
  const { check } = configuration()
  expect(check().parsed).toBeGreaterThan(1_000)
  expect(check()).toEqual({ parsed: 2, findings: [] })
  const later = check('2027-11-20T00:00:00Z')
  expect(later.parsed).toBe(2)
  expect(later.findings).toContain('rotation/overdue')
})

test('any other file, tool or environment is asked again', () => {
  const { folder, cache, check } = configuration()
  check()
  expect(check(undefined, 'another tool').parsed).toBeGreaterThan(1_000)
  const tenant = join(folder, 'config/production/tenants/customer-7.yaml')
  const before = readFileSync(tenant, 'utf8')
  check()
  writeFileSync(tenant, before.replace('status: live', 'status: Live'))
  expect(check().findings).toEqual(['schema/value'])
  expect(check().findings).toEqual(['schema/value'])
  writeFileSync(tenant, before)
  expect(check().parsed).toBe(2)
  appendFileSync(join(folder, 'config/notes.md'), 'x')
  expect(check().parsed).toBeGreaterThan(1_000)
  rmSync(tenant)
  expect(check().parsed).toBe(1_001)
  expect(check(undefined, undefined, { CI: 'true' }).parsed).toBe(1_001)
  rmSync(cache, { recursive: true })
  check(undefined, undefined, { CI: 'true' })
  expect(existsSync(cache)).toBe(false)
})

test('a damaged cache is as if it were not there', () => {
  const { cache, check, file } = configuration()
  check()
  const whole = readFileSync(file(), 'utf8')
  const [body = '', digest = ''] = whole.split('\n')
  for (const damaged of [
    '',
    'null\n',
    whole.slice(0, -10),
    `${body.replace('1000', '1001')}\n${digest}\n`,
    `${body}\n${'0'.repeat(64)}\n`,
  ]) {
    writeFileSync(file(), damaged)
    expect(check().parsed).toBeGreaterThan(1_000)
  }
  // Where none can be written, none is.
  rmSync(cache, { recursive: true })
  writeFileSync(cache, '')
  expect(check().parsed).toBeGreaterThan(1_000)
})
