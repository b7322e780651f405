import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** Runs a line of bash in which `ikctl` is the built command. */
function bash(cwd: string, line: string) {
  const script = `ikctl() { "${process.execPath}" "${ikctl}" "$@"; }\n${line}`
  const env = { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '' }
  return spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' })
}

describe.skipIf(process.platform === 'win32')('an output named with --format', () => {
  test.each(['/dev/fd/1', '/proc/self/fd/1', 'link'])(
    '%s is standard output: a file keeps what was written before and after',
    (name) => {
      const cwd = exampleTree()
      symlinkSync('/dev/stdout', join(cwd, 'link'))
      const line = `{ echo before; ikctl validate --format json=${name}; echo after; } > log`
      expect(bash(cwd, line)).toMatchObject({ status: 0, stderr: '' })
      const log = readFileSync(join(cwd, 'log'), 'utf8')
      expect(log).toMatch(/^before\nno problems: .*\n\{[\s\S]*\}\nafter\n$/)
      expect(lstatSync(join(cwd, 'link')).isSymbolicLink()).toBe(true)
    },
  )

  test('can be a pipe of the shell, or another descriptor', () => {
    const cwd = exampleTree()
    const outputs = '--format json=>(cat > piped; echo done > ended) --format gitlab=/dev/fd/3'
    const line = `ikctl validate ${outputs} 3> third; until [ -s ended ]; do :; done`
    expect(bash(cwd, line)).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(readFileSync(join(cwd, 'piped'), 'utf8')).summary.errors).toBe(0)
    expect(JSON.parse(readFileSync(join(cwd, 'third'), 'utf8'))).toEqual([])
  })

  test('is followed where it is a link, and keeps its mode', async () => {
    const cwd = exampleTree()
    writeFileSync(join(cwd, 'real.json'), 'old')
    chmodSync(join(cwd, 'real.json'), 0o640)
    symlinkSync('real.json', join(cwd, 'out.json'))
    const { code } = await runInProcess(['validate', '--format', 'json=out.json'], { cwd })
    expect(code).toBe(0)
    expect(lstatSync(join(cwd, 'out.json')).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8')).summary.errors).toBe(0)
    expect(statSync(join(cwd, 'real.json')).mode & 0o777).toBe(0o640)
  })

  test.each([
    ['stdout', '/dev/fd/1'],
    ['stdout', 'link'],
    ['stderr', '/dev/fd/2'],
  ] as const)('has no power over the log of a CI system on %s as %s', async (output, name) => {
    const cwd = exampleTree()
    symlinkSync('/dev/stdout', join(cwd, 'link'))
    const file = join(cwd, 'config/demo/tenants/acme.yaml')
    const hostile = '##vso[artifact.upload artifactname=x]/etc/passwd'
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n"${hostile}": 1\n`)
    const run = await runInProcess(
      ['validate', '--format', 'concise', '--format', `json=${name}`],
      { cwd },
    )
    expect(run.code).toBe(1)
    expect(run[output]).toContain('"findings"')
    expect(run.stdout + run.stderr).toContain('artifact.upload')
    expect(run.stdout + run.stderr).not.toContain('##vso[')
  })

  test("is its owner's only where it names customers or holds a secret", async () => {
    const cwd = exampleTree()
    const formats = ['json', 'html', 'junit', 'csv', 'markdown', 'human', 'slack', 'openmetrics']
    const smoke = await runInProcess(
      [
        'smoke',
        'local',
        '--quiet',
        ...formats.flatMap((name) => ['--format', `${name}=out/${name}`]),
      ],
      { cwd },
    )
    expect(smoke.code).toBe(0)
    const { env } = await runEmulate(cwd)
    const modeOf = (file: string) => (statSync(join(cwd, file)).mode & 0o777).toString(8)
    const modes = Object.fromEntries(formats.map((name) => [name, modeOf(`out/${name}`)]))
    const open = (0o666 & ~process.umask()).toString(8)
    expect(modes).toEqual(
      Object.fromEntries(formats.map((name) => [name, name === 'openmetrics' ? open : '600'])),
    )
    expect(modeOf('reports/local.json')).toBe('600')
    expect(modeOf('reports/local.ndjson')).toBe('600')
    expect((statSync(env.IKCTL_EMULATORS).mode & 0o777).toString(8)).toBe('600')
  })
})
