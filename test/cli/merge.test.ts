import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

test('three shards, merged in any order, are one run; a missing one is named', async () => {
  const folder = exampleTree()
  const { env } = await runEmulate(folder)
  const shards = ['1', '2', '3']
  for (const index of shards) {
    const { code } = await runInProcess(['smoke', 'local', '--shard', '/3', '--seed', '7'], {
      cwd: folder,
      env: { ...env, JOB_COMPLETION_INDEX: String(Number(index) - 1) },
    })
    expect(code).toBe(0)
  }
  const file = (index: string) => `reports/local.${index}-of-3.json`
  const merged = async (...indexes: string[]) => {
    const run = await runInProcess(['merge', ...indexes.map(file)], { cwd: folder })
    return { ...run, report: readFileSync(join(folder, 'reports/local.json'), 'utf8') }
  }
  const one = await merged('1', '2', '3')
  const other = await merged('3', '1', '2')
  expect(other.report).toBe(one.report)
  expect(one.code).toBe(0)
  const report = JSON.parse(one.report) as SmokeReport
  expect(report.tenants).toHaveLength(14)
  expect(report.summary.outcomes.passed).toBe(16)

  const first = JSON.parse(readFileSync(join(folder, file('1')), 'utf8')) as SmokeReport
  const replaced = { ...first, thumbprint: 'x'.repeat(43), keyPair: 'old' }
  writeFileSync(join(folder, file('1')), JSON.stringify(replaced))
  const changed = await merged('1', '2', '3')
  expect(changed.code).toBe(4)
  const said = changed.stdout.replaceAll('\n', ' ')
  expect(said).toContain('the key pair changed during the run: old xxx')
  expect(said).toContain(`${first.thumbprint} signed for shards 2, 3`)
  expect(JSON.parse(changed.report)).toMatchObject({ verdict: 'incomplete' })

  const missing = await merged('1', '3')
  expect(missing.stderr).toBe('ikctl: shard 2 of 3 is missing\n')
  expect(missing.code).toBe(2)
})

test('--fail-on regressed forgives what failed before, and needs the report of then', async () => {
  const folder = exampleTree()
  const { env } = await runEmulate(folder)
  const smoke = (...more: string[]) =>
    runInProcess(['smoke', 'local', ...more], { cwd: folder, env })
  expect((await smoke('--fail-on', 'regressed')).stderr).toContain('name it with --compare FILE')
  expect((await smoke('--format', 'json=before.json', '--tenant', 'acme')).code).toBe(0)
  expect((await smoke('--compare', 'before.json', '--fail-on', 'regressed')).code).toBe(0)
  expect((await smoke('--compare', 'config/ikctl.yaml')).stderr).toContain('is not JSON')
})
