import { existsSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

const tenants = 'config/demo/tenants'

/** Runs JavaScript in a process of ikctl before it starts. */
function preload(code: string): { NODE_OPTIONS: string } {
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  return { NODE_OPTIONS: `--import=${url}` }
}

/** Calls `before(kind)` before each change of the file system. */
const hooked = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
function hook(object, name, isChange = () => true) {
  const real = object[name]
  object[name] = (...args) => { if (isChange(...args)) before(name, args); return real(...args) }
}
hook(fs, 'openSync', (path, flags) => flags === 'wx')
hook(fs, 'writeFileSync')
hook(fs, 'renameSync')
hook(fs, 'linkSync')
hook(fs, 'rmSync')
hook(fs.promises, 'open', (path, flags) => flags === 'wx')
syncBuiltinESMExports()
`

/** Stops before the first change until a file named `go` is there, and says so by a file. */
const barrier = (folder: string, id: string) => `${hooked}
let isFirst = true
function before() {
  if (!isFirst) return
  isFirst = false
  fs.openSync(${JSON.stringify(join(folder, `ready-${id}`))}, 'w')
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!fs.existsSync(${JSON.stringify(join(folder, 'go'))})) Atomics.wait(cell, 0, 0, 5)
}
`

/** Kills the process before its nth change. */
const killer = (nth: number) => `${hooked}
let count = 0
function before() { if (++count === ${nth}) process.kill(process.pid, 'SIGKILL') }
`

/** Starts commands that all wait before their first change, and lets them go together. */
async function atOnce(folder: string, commands: readonly (readonly string[])[]) {
  const ready = new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (commands.some((_, id) => !existsSync(join(folder, `ready-${id}`)))) return
      watcher.close()
      resolve()
    })
  })
  const runs = commands.map((command, id) =>
    runIkctl(command, { cwd: folder, env: preload(barrier(folder, String(id))) }),
  )
  await ready
  writeFileSync(join(folder, 'go'), '')
  return Promise.all(runs)
}

describe('two processes at one barrier', () => {
  test('lose nothing: each change of a command that ends well is there', async () => {
    const folder = exampleTree()
    const file = join(folder, tenants, 'adatum.yaml')
    writeFileSync(join(folder, 'a.csv'), 'id,label.one\nadatum,a\n')
    writeFileSync(join(folder, 'b.csv'), 'id,label.two\nadatum,b\n')
    const runs = await atOnce(folder, [
      ['tenant', 'sync', 'demo', '--from', 'a.csv'],
      ['tenant', 'sync', 'demo', '--from', 'b.csv'],
      ['tenant', 'status', 'demo', 'adatum', 'suspended'],
    ])
    const text = readFileSync(file, 'utf8')
    const written = [
      text.includes('one: a'),
      text.includes('two: b'),
      /status: suspended/.test(text),
    ]
    expect(runs.map(({ code }) => code === 0)).toEqual(written)
    expect(written).toContain(true)
    for (const { code, stderr } of runs) {
      if (code !== 0)
        expect({ code, stderr }).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('is editing these files'),
        })
    }
    expect(readdirSync(join(folder, 'config/demo')).filter((name) => name.startsWith('.'))).toEqual(
      [],
    )
  })

  test('start one rotation, not two', async () => {
    const folder = exampleTree()
    const runs = await atOnce(folder, [
      ['rotate', 'start', 'demo', 'one'],
      ['rotate', 'start', 'demo', 'two'],
    ])
    const text = readFileSync(join(folder, 'config/demo/key-pairs.yaml'), 'utf8')
    expect(runs.map(({ code }) => code === 0)).toEqual([
      /^ {2}"?one"?:/m.test(text),
      /^ {2}"?two"?:/m.test(text),
    ])
    expect(runs.filter(({ code }) => code === 0)).toHaveLength(1)
  })
})

test('what somebody else changes in the middle is not overwritten', async () => {
  const folder = exampleTree()
  const file = join(folder, tenants, 'adatum.yaml')
  const hook = `${hooked}
let done = false
function before(name) {
  if (name !== 'open' || done) return
  done = true
  fs.appendFileSync(${JSON.stringify(file)}, '# by an editor\\n')
}`
  const { code, stderr } = await runIkctl(['tenant', 'status', 'demo', 'adatum', 'suspended'], {
    cwd: folder,
    env: preload(hook),
  })
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('adatum.yaml. Nothing was written'),
  })
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/# by an editor\n$/)
  expect(text).not.toContain('suspended')
})

test.each([
  ['tenant sync', ['tenant', 'sync', 'demo', '--from', 'rows.csv']],
  ['rotate start', ['rotate', 'start', 'demo', 'next']],
])('%s killed before any of its writes leaves whole files, and runs again', async (_, command) => {
  const outcomes = new Set<string>()
  for (let nth = 1; nth < 30; nth += 1) {
    const folder = exampleTree()
    writeFileSync(join(folder, 'rows.csv'), 'id,label.team\nadatum,x\nacme,x\n')
    const before = snapshot(folder)
    const { code } = await runIkctl(command, { cwd: folder, env: preload(killer(nth)) })
    const killed = snapshot(folder)
    const again = await runInProcess(command, { cwd: folder })
    const after = snapshot(folder)
    for (const [path, text] of Object.entries(killed)) {
      expect([before[path], after[path]]).toContain(text)
    }
    expect([again.code, again.stderr]).toEqual([0, ''])
    outcomes.add(
      JSON.stringify(
        Object.entries(after).map(([path, text]) => [path, text.replace(/\d{4}-.*Z/g, '')]),
      ),
    )
    if (code === 0) break
    expect(code).not.toBe(70)
  }
  expect(outcomes.size).toBe(1)
})

/** The texts of the environment's files, but for what a kill leaves beside them. */
function snapshot(folder: string): Record<string, string> {
  const root = join(folder, 'config/demo')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    files
      .filter((file) => file.isFile() && !file.name.endsWith('.tmp'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(root.length), readFileSync(path, 'utf8')]),
  )
}
