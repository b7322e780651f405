import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Remembers which states were used, until they expire. */
export interface UsedStates {
  /**
   * Takes a nonce, atomically: of two at the same time one gets `false`.
   *
   * @param nonce base64url, 22 characters.
   * @param expiresAt in epoch milliseconds; from then on it need not be remembered.
   * @returns whether it was not used before.
   */
  take(nonce: string, expiresAt: number): boolean | Promise<boolean>
}

/** Remembers in this process: for one that is alone and may forget when it ends. */
export function usedStatesInMemory(now: () => number = Date.now): UsedStates {
  const used = new Map<string, number>()
  return {
    take(nonce, expiresAt) {
      for (const [old, until] of used) if (until + graceMs < now()) used.delete(old)
      if (used.has(nonce)) return false
      used.set(nonce, expiresAt)
      return true
    },
  }
}

/** Remembers in a folder that several processes may share: an empty file for each nonce. */
export function usedStatesInFolder(folder: string, now: () => number = Date.now): UsedStates {
  return {
    take(nonce, expiresAt) {
      if (!/^[\w-]{1,64}$/.test(nonce)) throw new TypeError('a nonce is base64url')
      mkdirSync(folder, { recursive: true })
      for (const name of readdirSync(folder)) {
        const [, until] = /^[\w-]+\.(\d+)$/.exec(name) ?? []
        if (until !== undefined && Number(until) + graceMs < now()) {
          rmSync(join(folder, name), { force: true })
        }
      }
      try {
        // The expiry is part of what was signed, so that a nonce always has the same name.
        closeSync(openSync(join(folder, `${nonce}.${expiresAt}`), 'wx', 0o600))
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
        throw error
      }
    },
  }
}

// --- internal ---

/** Longer than the tolerance for clocks. */
const graceMs = 3_600_000
