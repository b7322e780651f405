import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { editYaml } from '../../src/config/edit-yaml.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const size = 2_000_000

/** Text that means nothing to YAML, of about so many characters. */
const fillings: [string, (size: number) => string][] = [
  ['blank lines', (size) => '\n'.repeat(size)],
  ['blank lines with CRLF', (size) => '\r\n'.repeat(size / 2)],
  ['lines of spaces', (size) => `${' '.repeat(999)}\n`.repeat(size / 1000)],
  ['one line of spaces', (size) => `${' '.repeat(size)}\n`],
  ['comments', (size) => '    # x\n'.repeat(size / 8)],
  ['a comment of spaces', (size) => `    #${' '.repeat(size)}x\n`],
  ['a suppression of spaces', (size) => `    # ikctl-ignore${' '.repeat(size)}x\n`],
  ['suppressions', (size) => '    # ikctl-ignore a/b: c\n'.repeat(size / 26)],
]

const commands: [string[], string][] = [
  [['rotate', 'compromise', 'production', '2026-09', '--reason', 'stolen'], 'key-pairs.yaml'],
  [['rotate', 'withdraw', 'production', '2026-11', '--dry-run'], 'key-pairs.yaml'],
  [['rotate', 'start', 'production', '2026-12'], 'key-pairs.yaml'],
  [['tenant', 'suspend', 'production', 'acme', '--dry-run'], 'tenants/acme.yaml'],
  [['tenant', 'sync', 'production', '--from', 'rows.csv'], 'tenants/acme.yaml'],
  [['validate', 'production', '--fix'], 'key-pairs.yaml'],
]

/** The examples, with a filling behind the last line of a file. */
function filled(file: string, filling: string): string {
  const folder = exampleTree()
  const path = join(folder, 'config/production', file)
  writeFileSync(path, `${readFileSync(path, 'utf8')}${filling}`)
  writeFileSync(join(folder, 'rows.csv'), 'id,name\nacme,Acme\n')
  return folder
}

/** CPU time, in milliseconds. */
async function timed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

describe.each(fillings)('2 MB of %s', (_, filling) => {
  test.each(commands)('ikctl %j ends', async (args, file) => {
    const cwd = filled(file, filling(size))
    const now = () => Date.UTC(2026, 10, 20)
    const cost = await timed(async () => {
      const { code } = await runInProcess(args, { cwd, now })
      expect([0, 1, 2]).toContain(code)
    })
    // Quadratic work would take minutes.
    expect(cost).toBeLessThan(15_000)
  })
})

test.each(fillings)('20,000 characters of %s stay, and the entry above is edited', (_, filling) => {
  const text = `keyPairs:\n  a:\n    state: active\n${filling(20_000)}`
  const wanted = { a: { state: 'retiring' }, b: { state: 'active' } }
  const edited = editYaml(text, wanted, { file: 'f', within: ['keyPairs'], order: [] })
  expect(edited).toContain('retiring')
  expect(edited.length).toBeGreaterThan(text.length)
})

test('40 blank lines do not keep a verb waiting', async () => {
  const cwd = filled('key-pairs.yaml', '\n'.repeat(40))
  const args = ['rotate', 'withdraw', 'production', '2026-11']
  const { code } = await runInProcess(args, { cwd, now: () => Date.UTC(2026, 10, 20) })
  expect(code).toBe(0)
})
