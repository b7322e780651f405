import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { ikctl } from '../support/run-ikctl.ts'

const hasTerminal = spawnSync('script', ['--version']).status === 0
if (!hasTerminal) process.stderr.write('skipped: questions on a terminal: "script" is not there\n')

/** Types answers into a terminal, each after its question; a signal is sent instead of typed. */
async function answer(
  args: string,
  cwd: string,
  answers: readonly (readonly [question: string, keys: string])[],
) {
  const command = `echo "pid $$"; exec "${process.execPath}" "${ikctl}" ${args}`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd })
  let output = ''
  const waiting = [...answers]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    const [next] = waiting
    if (next === undefined || !output.includes(next[0])) return
    waiting.shift()
    if (next[1] === 'SIGTERM') process.kill(Number(/pid (\d+)/.exec(output)?.[1]), 'SIGTERM')
    else child.stdin.write(next[1])
  })
  const [code] = await once(child, 'close')
  return { code, output }
}

describe.skipIf(!hasTerminal)('questions on a terminal', () => {
  test('are asked one after the other', async () => {
    const cwd = exampleTree()
    const { code, output } = await answer('tenant add demo', cwd, [
      ['Name of the customer: ', 'Fourth Coffee\r'],
      ['Id [fourth-coffee]: ', '\r'],
      ['API account ID: ', '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10\r'],
      ['User ID to impersonate: ', '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c\r'],
      ['Labels, such as region=eu (Enter: none): ', '\r'],
    ])
    expect(output).toContain('added config/demo/tenants/fourth-coffee.yaml')
    expect(code).toBe(0)
  })

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['SIGTERM', 'SIGTERM'],
  ])('%s ends them, and nothing is written', async (_, keys) => {
    const cwd = exampleTree()
    const { code, output } = await answer('tenant add demo', cwd, [
      ['Name of the customer: ', 'Fourth Coffee\r'],
      ['Id [fourth-coffee]: ', keys],
    ])
    expect(output).toContain('ikctl: stopped: nothing was written')
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'config/demo/tenants/fourth-coffee.yaml'))).toBe(false)
  })

  test('SIGTERM ends the wait for a key that is pasted', async () => {
    const cwd = exampleTree()
    const { code, output } = await answer('smoke local --key-file -', cwd, [
      ['nothing is shown', 'SIGTERM'],
    ])
    expect(output).toContain('ikctl: stopped: nothing was read')
    expect(code).toBe(2)
  })
})
