import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { kill } from './mortal-files.ts'
import type { Run } from './run-ikctl.ts'

export interface KillOptions {
  /** A new folder with the files that the command finds. */
  prepare: () => string
  /** Runs the command in a folder; the second time after a kill. */
  run: (folder: string, isAgain: boolean) => Promise<Run>
  /** What is not the same in two runs, taken out of the text of a file. */
  steady?: (text: string) => string
  /** Of many files that are written in the same way, not every one; the last changes always. Absent: 1. */
  stride?: number
  /** What a run after a kill has to come to; absent: the same as one that was not killed. */
  again?: (run: Run, folder: string) => void
}

/**
 * Kills a command at each of its changes, each time in a new folder: every file is then the old or the new
 * one, whole, and what is left beside them is none that anything reads. Running it again finishes.
 *
 * The tests that use it mock the file system: see {@link kill}.
 */
export async function killAtEveryWrite(options: KillOptions): Promise<void> {
  const { prepare, run, steady = (text) => text } = options
  const start = (folder: string, after: number, isAgain = false) => {
    Object.assign(kill, { after, done: 0 })
    return run(folder, isAgain).finally(() => {
      kill.after = Number.POSITIVE_INFINITY
    })
  }
  const read = (folder: string) => contents(folder, steady)

  const whole = prepare()
  const before = read(whole)
  const first = await start(whole, Number.POSITIVE_INFINITY)
  expect(first.code, first.stderr).toBe(0)
  const changes = kill.done
  const after = read(whole)
  expect(after).not.toEqual(before)
  expect(leftBeside(whole)).toEqual([])
  // A draft and its rename, a lock and its release.
  expect(changes).toBeGreaterThan(4)

  const ends = new Set<string>()
  const { stride = 1 } = options
  for (let point = 0; point < changes; point += 1) {
    if (point % stride > 0 && point < changes - 8) continue
    const folder = prepare()
    await start(folder, point)
    const killed = read(folder)
    for (const [file, text] of killed) {
      expect([before.get(file), after.get(file)], `${file}, killed at ${point}`).toContain(text)
    }
    for (const file of before.keys()) {
      if (after.has(file)) expect(killed.has(file), `${file}, killed at ${point}`).toBe(true)
    }
    for (const file of leftBeside(folder)) expect(file).toMatch(/\/\.[^/]+\.tmp$/)
    ends.add(JSON.stringify([...killed]))
    freeLocks(folder)
    const again = await start(folder, Number.POSITIVE_INFINITY, true)
    if (options.again) options.again(again, folder)
    else {
      // What was done may be refused as done.
      const isDone = JSON.stringify([...killed]) === JSON.stringify([...after])
      expect(isDone ? [0, 1] : [0], `after a kill at ${point}: ${again.stderr}`).toContain(
        again.code,
      )
      expect(read(folder), `after a kill at ${point}`).toEqual(after)
    }
  }
  // Some kills came before the first file was replaced, some later.
  expect([...ends]).toContain(JSON.stringify([...before]))
  expect(ends.size).toBeGreaterThan(1)
}

// --- internal ---

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, '/').includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const isDraft = (file: string) => file.endsWith('.tmp')

function contents(folder: string, steady: (text: string) => string): Map<string, string> {
  return new Map(
    files(folder)
      .filter((file) => !isDraft(file))
      .map((file): [string, string] => [
        file.slice(folder.length),
        steady(readFileSync(file, 'utf8')),
      ]),
  )
}

function leftBeside(folder: string): string[] {
  return files(folder).filter(isDraft)
}

/** They name this process, which lives on; those of one that was killed are taken over. */
function freeLocks(folder: string): void {
  for (const file of leftBeside(folder)) {
    if (file.includes('/.ikctl-lock')) rmSync(file)
  }
}
