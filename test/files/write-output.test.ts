import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeOutput } from '../../src/files/write-output.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const isRoot = process.getuid?.() === 0
const read = (path: string) => readFileSync(path, 'utf8')
const makeDevice = (path: string, minor: string) => spawnSync('mknod', [path, 'c', '1', minor])

/** Needs root, and a file system that lets devices be used. */
function canMakeDevices(): boolean {
  if (!isRoot || process.platform !== 'linux') return false
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-test-'))
  try {
    makeDevice(join(folder, 'null'), '3')
    return readFileSync(join(folder, 'null'), 'utf8') === ''
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const modeOf = (path: string) => statSync(path).mode & 0o7777

describe.skipIf(process.platform === 'win32')('an output that is there', () => {
  test.each([0o600, 0o640, 0o644, 0o666, 0o755, 0o400])('keeps its mode %o', (mode) => {
    const file = join(temporaryFolder({ 'out.json': 'a longer text than the new one' }), 'out.json')
    chmodSync(file, mode)
    writeOutput(file, 'new', { mode: 0o600 })
    expect(read(file)).toBe('new')
    expect(modeOf(file)).toBe(mode)
  })

  test.skipIf(!isRoot)('keeps its owner', () => {
    const file = join(temporaryFolder({ 'out.json': 'old' }), 'out.json')
    chownSync(file, 12_345, 23_456)
    writeOutput(file, 'new')
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 23_456 })
    expect(read(file)).toBe('new')
  })

  test('is replaced: who reads the old one has it whole, and nothing is left beside it', () => {
    const folder = temporaryFolder({ 'out.json': 'old' })
    const file = join(folder, 'out.json')
    const reader = openSync(file, 'r')
    writeOutput(file, 'new')
    expect(readFileSync(reader, 'utf8')).toBe('old')
    closeSync(reader)
    expect(readdirSync(folder)).toEqual(['out.json'])
  })

  test('is followed where it is a link, to a file that is there or not yet', () => {
    const folder = temporaryFolder({ 'real/out.json': 'old' })
    mkdirSync(join(folder, 'links'))
    symlinkSync('../real/out.json', join(folder, 'links/first'))
    symlinkSync('first', join(folder, 'links/second'))
    symlinkSync('../later/new.json', join(folder, 'links/third'))
    writeOutput(join(folder, 'links/second'), 'new')
    writeOutput(join(folder, 'links/third'), 'made')
    expect(read(join(folder, 'real/out.json'))).toBe('new')
    expect(read(join(folder, 'later/new.json'))).toBe('made')
    expect(lstatSync(join(folder, 'real/out.json')).isFile()).toBe(true)
    expect(readlinkSync(join(folder, 'links/first'))).toBe('../real/out.json')
    expect(readlinkSync(join(folder, 'links/second'))).toBe('first')
    expect(readlinkSync(join(folder, 'links/third'))).toBe('../later/new.json')
  })

  test.each(['loop', 'folder'])('is refused where it is a %s', (name) => {
    const folder = temporaryFolder()
    symlinkSync('loop', join(folder, 'loop'))
    mkdirSync(join(folder, 'folder'))
    expect(() => writeOutput(join(folder, name), 'new')).toThrow(/cannot write .*(ELOOP|EISDIR)/)
    expect(readdirSync(folder)).toEqual(['folder', 'loop'])
  })

  test('stays a pipe, however much is written', async () => {
    const folder = temporaryFolder()
    const pipe = join(folder, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    const reader = spawn('wc', ['-c', pipe], { stdio: ['ignore', 'pipe', 'inherit'] })
    let counted = ''
    reader.stdout.on('data', (text) => {
      counted += text
    })
    const ended = new Promise((resolve) => reader.once('close', resolve))
    writeOutput(pipe, 'x'.repeat(1_000_000))
    await ended
    expect(counted).toMatch(/^1000000 /)
    expect(lstatSync(pipe).isFIFO()).toBe(true)
    expect(readdirSync(folder)).toEqual(['pipe'])
  })

  test('is no failure where who reads a pipe has enough', () => {
    const pipe = join(temporaryFolder(), 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    const reader = spawn('head', ['-c', '1', pipe], { stdio: 'ignore' })
    expect(reader.pid).toBeDefined()
    writeOutput(pipe, 'x'.repeat(1_000_000))
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })

  test.skipIf(!canMakeDevices())('stays a device, also behind a link', () => {
    // Devices of its own: a failure must not take away the machine's.
    const folder = temporaryFolder()
    const path = (name: string) => join(folder, name)
    makeDevice(path('null'), '3')
    makeDevice(path('full'), '7')
    symlinkSync('null', path('link'))
    writeOutput(path('null'), 'nothing')
    writeOutput(path('link'), 'nothing')
    expect(lstatSync(path('null')).isCharacterDevice()).toBe(true)
    expect(readlinkSync(path('link'))).toBe('null')
    expect(() => writeOutput(path('full'), 'x')).toThrow(/cannot write .*: no space is left/)
    expect(lstatSync(path('full')).isCharacterDevice()).toBe(true)
  })

  test.skipIf(process.platform !== 'linux')('goes on where an open descriptor is', () => {
    const file = join(temporaryFolder(), 'log')
    const log = openSync(file, 'w')
    writeSync(log, 'before, ')
    writeOutput(`/dev/fd/${log}`, 'now, ')
    writeOutput(`/proc/self/fd/${log}`, 'then, ')
    writeSync(log, 'after')
    closeSync(log)
    expect(read(file)).toBe('before, now, then, after')
  })
})

test.skipIf(process.platform === 'win32')('a new output has the mode that is asked for', () => {
  const folder = temporaryFolder()
  writeOutput(join(folder, 'new/secret'), 'x', { mode: 0o600 })
  writeOutput(join(folder, 'new/open'), 'x')
  expect(modeOf(join(folder, 'new/secret'))).toBe(0o600)
  expect(modeOf(join(folder, 'new/open'))).toBe(0o666 & ~process.umask())
})

test.skipIf(!isRoot || process.seteuid === undefined)(
  'a file in a folder that takes no other is written in its place',
  () => {
    const folder = temporaryFolder({ 'out.json': 'a longer text than the new one' })
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'out.json'), 0o666)
    process.setegid?.(65_534)
    process.seteuid?.(65_534)
    try {
      writeOutput(join(folder, 'out.json'), 'new')
    } finally {
      process.seteuid?.(0)
      process.setegid?.(0)
    }
    expect(read(join(folder, 'out.json'))).toBe('new')
    expect(statSync(join(folder, 'out.json'))).toMatchObject({ uid: 0, gid: 0 })
    expect(readdirSync(folder)).toEqual(['out.json'])
  },
)
