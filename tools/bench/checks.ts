// How long a contributor waits: `npm ci` and `npm test` in a fresh clone of what is committed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Seconds of `npm ci` and of `npm test` after it. */
export interface CheckTimes {
  install: number
  test: number
}

/** @throws {Error} when one of them fails: its time would say nothing. */
export function measureChecks(): CheckTimes {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-bench-'))
  try {
    execFileSync('git', ['clone', '--quiet', '--depth', '1', root, folder])
    const npm = (...argv: string[]): number => {
      const start = performance.now()
      execFileSync('npm', argv, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
      return (performance.now() - start) / 1_000
    }
    return { install: npm('ci', '--no-audit', '--no-fund'), test: npm('test') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// --- internal ---

const root = `file://${fileURLToPath(new URL('../..', import.meta.url))}`
