import { spawn } from 'node:child_process'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FolderLocked, lockFolder, withFolderLock } from '../../src/files/lock-folder.ts'
import { caught } from '../support/caught.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const name = '.ikctl-lock.tmp'

/** A folder whose lock says this. */
function locked(owner: unknown, ageMs = 0): string {
  const folder = temporaryFolder()
  const lock = join(folder, name)
  writeFileSync(lock, typeof owner === 'string' ? owner : JSON.stringify(owner))
  const made = new Date(Date.now() - ageMs)
  utimesSync(lock, made, made)
  return folder
}

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('exit', resolve))
  return child.pid ?? 0
}

test('one at a time, with owner and age; released, it is free again', async () => {
  const folder = temporaryFolder()
  const release = lockFolder(folder, 1_000)
  const error = await caught(() => lockFolder(folder, 8_000))
  expect(error).toBeInstanceOf(FolderLocked)
  expect(error).toMatchObject({ owner: { pid: process.pid, host: hostname(), since: 1_000 } })
  expect(String(error)).toContain(`process ${process.pid} on ${hostname()}, for 7 s, is editing`)
  release()
  expect(readdirSync(folder)).toEqual([])
  lockFolder(folder, 9_000)()
})

test('what fails releases it', async () => {
  const folder = temporaryFolder()
  const failing = withFolderLock(folder, { now: () => 0 }, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(readdirSync(folder)).toEqual([])
})

test('who waits gets it when it is released', async () => {
  const folder = temporaryFolder()
  const release = lockFolder(folder, 0)
  const waiting = withFolderLock(folder, { now: () => 0, waitMs: 60_000 }, () => 'mine')
  release()
  expect(await waiting).toBe('mine')
})

test('the lock of a process that has ended is taken over', async () => {
  const owner = { pid: await endedProcess(), host: hostname(), since: 0, token: 'a' }
  const folder = locked(owner)
  const release = lockFolder(folder, 0)
  expect(await caught(() => lockFolder(folder, 0))).toMatchObject({ owner: { pid: process.pid } })
  release()
  expect(readdirSync(folder)).toEqual([])
})

test('another machine cannot be asked: its lock stays, and can be deleted by hand', async () => {
  const owner = { pid: await endedProcess(), host: 'elsewhere.example', since: 0, token: 'a' }
  const folder = locked(owner, 86_400_000)
  const error = await caught(() => lockFolder(folder, 60_000))
  expect(String(error)).toContain('on elsewhere.example, for 60 s, is editing')
  expect(String(error)).toContain(`delete ${join(folder, name)}`)
})

test.each(['', '{"pid":', '[]', '{"pid":"1"}'])(
  'a lock that is %j counts while it is new',
  async (text) => {
    expect(await caught(() => lockFolder(locked(text), 0))).toBeInstanceOf(FolderLocked)
    const old = locked(text, 60_000)
    lockFolder(old, 0)()
    expect(readdirSync(old)).toEqual([])
  },
)

test('nobody releases the lock of another', () => {
  const folder = temporaryFolder()
  const release = lockFolder(folder, 0)
  writeFileSync(join(folder, name), JSON.stringify({ pid: 1, host: 'b', since: 0, token: 'b' }))
  release()
  expect(existsSync(join(folder, name))).toBe(true)
})

test('while one takes over a stale lock, no other does', async () => {
  const owner = { pid: await endedProcess(), host: hostname(), since: 0, token: 'a' }
  const folder = locked(owner)
  writeFileSync(join(folder, '.ikctl-lock-takeover.tmp'), '')
  expect(await caught(() => lockFolder(folder, 0))).toBeInstanceOf(FolderLocked)
  const long = new Date(Date.now() - 60_000)
  utimesSync(join(folder, '.ikctl-lock-takeover.tmp'), long, long)
  lockFolder(folder, 0)()
  expect(readdirSync(folder)).toEqual([])
})
