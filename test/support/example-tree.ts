import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A folder of its own with the example configuration. */
export function exampleTree(): string {
  const folder = temporaryFolder()
  cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true })
  return folder
}

/** Changes a file; a pattern that is not there fails the test. */
export function edit(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}
