import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { ikctl, runIkctl } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A process of its own, and what ended it. */
function start(args: string[], cwd: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [ikctl, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended: once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]> }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'the first %s ends a command that waits for a file which never comes',
  async (signal) => {
    const cwd = exampleTree()
    execFileSync('mkfifo', [join(cwd, 'table.csv')])
    const { child, ended } = start(['tenant', 'sync', 'local', '--from', 'table.csv'], cwd)
    // Opens when the command has opened it.
    const writer = await open(join(cwd, 'table.csv'), 'w')
    onTestFinished(() => writer.close())
    child.kill(signal)
    expect(await ended).toEqual([null, signal])
  },
)

test('a command that is done ends its process, whatever was left open', async () => {
  const leftOpen = `data:text/javascript,${encodeURIComponent('setInterval(() => {}, 1000)')}`
  const env = { NODE_OPTIONS: `--import=${leftOpen}` }
  const { code, stdout } = await runIkctl(['--version'], { env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/)
})

test.each([['--version'], ['validate'], ['-C', '/', 'smoke', 'local']])(
  'a start folder that is deleted is said to be: %s',
  (...args) => {
    const folder = join(temporaryFolder(), 'gone')
    mkdirSync(folder)
    const script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', script, 'sh', folder, process.execPath, ikctl, ...args],
      { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    )
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe(
      'ikctl: the start folder cannot be used: there is no such file or folder (ENOENT). Change to another folder, and run this again\n',
    )
  },
)

test.each(['SIGINT', 'SIGHUP'] as const)(
  '%s ends a run with its report, and its temporary folders go',
  async (signal) => {
    const cwd = exampleTree()
    const env = { TMPDIR: join(cwd, 'temporary') }
    mkdirSync(env.TMPDIR)
    // The folder of the journal is made when the run begins.
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(cwd, (_, name) => {
        if (name !== 'reports') return
        watcher.close()
        resolve()
      })
    })
    // One login a second: it does not end before it is asked to.
    const { child, ended } = start(['smoke', 'local', '--rate', '1'], cwd, env)
    await begun
    expect(readdirSync(env.TMPDIR)).toHaveLength(1)
    child.kill(signal)
    expect(await ended).toEqual([4, null])
    expect(readFileSync(join(cwd, 'reports/local.json'), 'utf8')).toContain('"interrupted"')
    expect(readdirSync(env.TMPDIR)).toEqual([])
  },
)

test('a second signal of any kind ends a process that does not end after the first', async () => {
  const module = new URL('../../scripts/terminal/interruption.ts', import.meta.url).href
  const program = `
    const { interruption } = await import('${module}')
    interruption()().addEventListener('abort', () => console.log('first'))
    setInterval(() => {}, 1000)
    console.log('ready')`
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  child.kill('SIGHUP')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await ended).toEqual([null, 'SIGTERM'])
})
