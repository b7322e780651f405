import type fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

/**
 * A file system under a process that can be killed: after a number of changes no further one happens, so that
 * the disk stays as a kill would leave it. Each test file that wants it says so, before its imports:
 *
 * ```ts
 * vi.mock('node:fs', async (original) => (await import('../support/mortal-files.ts')).mortal(await original()))
 * vi.mock('node:fs/promises', async (original) =>
 *   (await import('../support/mortal-files.ts')).mortalPromises(await original()))
 * ```
 */
export const kill = { after: Number.POSITIVE_INFINITY, done: 0 }

/** Thrown by every change after the kill. */
export class Killed extends Error {}

/** `node:fs` of such a process. */
export function mortal(real: typeof fs): typeof fs {
  const change =
    (name: keyof typeof fs) =>
    (...args: unknown[]) => {
      const call = real[name] as (...args: unknown[]) => unknown
      if (name === 'openSync' && (args[1] === undefined || args[1] === 'r')) return call(...args)
      happen(() => {
        // The last thing that a killed process does may be half a write.
        if (name === 'writeFileSync') real.writeFileSync(args[0] as number, half(args[1]))
      })
      return call(...args)
    }
  return { ...real, ...Object.fromEntries(changing.map((name) => [name, change(name)])) }
}

/** `node:fs/promises` of such a process. */
export function mortalPromises<T extends { open: (...args: never[]) => Promise<FileHandle> }>(
  real: T,
): T {
  const open = async (...args: never[]) => {
    happen()
    const file = await real.open(...args)
    const write = file.writeFile.bind(file)
    file.writeFile = async (content) => {
      let part: Promise<void> | undefined
      try {
        happen(() => {
          part = write(half(content))
        })
      } finally {
        await part
      }
      return write(content)
    }
    return file
  }
  return { ...real, open }
}

// --- internal ---

/** What changes a disk; to close or to flush a file does not. */
const changing = [
  'appendFileSync',
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'truncateSync',
  'writeFileSync',
  'writeSync',
] as const

/** Counts a change, or refuses it; `last` is what is left of the one that the kill met. */
function happen(last?: () => void): void {
  if (kill.done >= kill.after) {
    kill.done += 1
    if (kill.done === kill.after + 1) last?.()
    throw new Killed('killed')
  }
  kill.done += 1
}

function half(content: unknown): string {
  const text = String(content)
  return text.slice(0, text.length / 2)
}
