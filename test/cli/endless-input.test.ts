import { execFileSync, spawnSync } from 'node:child_process'
import { openSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readNamedFile } from '../../scripts/input/read-named-file.ts'
import { exampleTree } from '../support/example-tree.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Runs the built command, with a bound on its time and its memory: a failure must not take the machine along. */
function run(args: string[], stdin: 'ignore' | number = 'ignore', env: NodeJS.ProcessEnv = {}) {
  const limited = ['-c', 'ulimit -v 12000000; exec "$0" "$@"', process.execPath, ikctl, ...args]
  return spawnSync('bash', limited, {
    cwd: exampleTree(),
    env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
}

describe.skipIf(process.platform !== 'linux')('a file without an end is refused', () => {
  test.each([
    ['smoke demo --key-file /dev/zero', 'the key file /dev/zero: it has more than 8 MiB'],
    ['report /dev/zero', 'the report /dev/zero: it has more than 256 MiB'],
    ['merge /dev/zero', 'the report /dev/zero: it has more than 256 MiB'],
    ['tenant sync local --from /dev/zero', '/dev/zero has more than 256 MiB'],
    ['consent verify local --state-key /dev/zero --state x', 'the key file /dev/zero: it has more'],
  ])('ikctl %s', (command, said) => {
    const { status, stderr } = run(command.split(' '))
    expect(stderr).toContain(said)
    expect(status).toBe(2)
  })

  test('where IKCTL_EMULATORS names it', () => {
    const { status, stderr } = run(['smoke', 'local'], 'ignore', { IKCTL_EMULATORS: '/dev/zero' })
    expect(stderr).toContain('what IKCTL_EMULATORS names, /dev/zero: it has more than 8 MiB')
    expect(status).toBe(2)
  })

  test('on standard input', () => {
    const { status, stderr } = run(
      ['tenant', 'sync', 'local', '--from', '-'],
      openSync('/dev/zero', 'r'),
    )
    expect(stderr).toContain('standard input has more than 256 MiB')
    expect(status).toBe(2)
  })
})

describe('readNamedFile', () => {
  test.each([0, 1, 262_143, 262_144, 262_145, 1_000_000])('reads %i bytes as they are', (size) => {
    const bytes = Buffer.alloc(size, 'abc')
    const folder = temporaryFolder({ file: bytes })
    expect(readNamedFile('file', folder, 'the file', 1_000_000).equals(bytes)).toBe(true)
  })

  test('refuses one byte more than it may have', () => {
    const folder = temporaryFolder({ file: Buffer.alloc(1_048_577) })
    expect(() => readNamedFile('file', folder, 'the file', 1_048_576)).toThrow(
      'cannot read the file file: it has more than 1 MiB. Name the right file',
    )
    truncateSync(join(folder, 'file'), 1_048_576)
    expect(readNamedFile('file', folder, 'the file', 1_048_576)).toHaveLength(1_048_576)
  })

  test.skipIf(process.platform === 'win32')('reads a pipe to its end', () => {
    const folder = temporaryFolder()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    writeFileSync(join(folder, 'text'), 'x'.repeat(300_000))
    spawnSync('bash', ['-c', 'cat text > pipe &'], { cwd: folder, stdio: 'ignore' })
    expect(readNamedFile('pipe', folder, 'the file')).toHaveLength(300_000)
  })
})
