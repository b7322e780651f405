import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasPulumi } from '../../tools/rehearse/pulumi-command.ts'
import type { RehearsalResult } from '../../tools/rehearse/rehearse.ts'
import { root } from '../support/example-tree.ts'

const tenants = 30

/** `npm run rehearse` with a small fleet. */
async function runRehearsal(folder: string, options: readonly string[]) {
  const file = join(folder, 'result.json')
  const args = ['--import', 'tsx', 'tools/rehearse.ts', '--tenants', `${tenants}`]
  const child = spawn(process.execPath, [...args, ...options, '--result', file], {
    cwd: root,
    env: { ...process.env, IKCTL_EMULATORS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  expect(code, output).toBe(0)
  return { output, result: JSON.parse(readFileSync(file, 'utf8')) as RehearsalResult }
}

const withEngine = { name: 'with the real engine', options: [], engine: 'pulumi' }
const without = { name: 'told to do without', options: ['--no-engine'], engine: 'emulated' }
const missing = { name: 'where there is no engine', options: [], engine: 'emulated' }

describe.each(hasPulumi() ? [withEngine, without] : [missing])('a rehearsal $name', (rehearsal) => {
  let output: string
  let result: RehearsalResult
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ikctl-rehearse-test-'))
    try {
      ;({ output, result } = await runRehearsal(folder, rehearsal.options))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 240_000)

  test('says when Pulumi was looked for and is not there', () => {
    expect(result.engine).toBe(rehearsal.engine)
    expect(output.startsWith('Without Pulumi: no ')).toBe(rehearsal === missing)
  })

  test('goes the whole way: a rotation, a rollback, an emergency', () => {
    const verbs = result.commands
      .filter(({ exitCode }) => exitCode === 0)
      .map(({ command }) => /^ikctl rotate (\S+) rehearsal(?: (\w+))?/.exec(command))
      .flatMap((found) => (found === null ? [] : `${found[1]} ${found[2] ?? ''}`.trim()))
    expect(verbs).toEqual([
      ...['start first', 'stage first', 'stage first', 'promote first'],
      ...['start second', 'stage second', 'stage second', 'promote second'],
      ...['rollback', 'promote second', 'retire first'],
      ...['start standby', 'stage standby', 'stage standby'],
      ...['compromise second', 'retire second'],
    ])
  })

  test('genuine evidence is accepted by plan, the same with one byte changed is refused', () => {
    const at = result.commands.findIndex(({ command }) => command.includes('promote rehearsal'))
    const plans = result.commands
      .slice(at)
      .filter(({ command }) => command === 'ikctl plan rehearsal --base HEAD')
    const refused = plans.filter(({ exitCode }) => exitCode === 1)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.shown.join('\n')).toContain('[evidence/signature]')
    const [next] = plans.slice(plans.findIndex(({ exitCode }) => exitCode === 1) + 1)
    expect(next).toMatchObject({
      exitCode: 0,
      shown: expect.arrayContaining([expect.stringMatching(/accepted$/)]),
    })
  })

  test('nobody fails to log in but between the deletion and the standby', () => {
    expect(result.problems).toEqual([])
    const { phases, tokens, tokenRequests } = result.load
    expect(phases.map(({ failed }) => failed > 0)).toEqual([false, false, false, true, false])
    for (const { logins } of phases) expect(logins).toBeGreaterThan(0)
    expect(phases.find(({ name }) => name === 'planned rotation')?.logins).toBeGreaterThan(
      4 * tenants,
    )
    const passed = phases.reduce((sum, { logins, failed }) => sum + logins - failed, 0)
    expect(tokens).toBeGreaterThanOrEqual(passed)
    expect(tokenRequests.ok).toBeGreaterThanOrEqual(tokens)
    // The vault signs for a key pair that Docusign refuses, and for nobody who does not exist.
    expect(Object.keys(tokenRequests).sort()).toEqual([
      'no_valid_keys_or_signatures',
      'ok',
      'user_not_found',
    ])
  })

  test('tells it in 80 columns, with nothing that is secret', () => {
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(output).not.toMatch(/eyJ|PRIVATE KEY|Bearer/)
    expect(output).toContain('\n 1. Declare the first key pair\n')
  })
})
