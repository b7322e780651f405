import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a Node program wrote, and how long the whole process took. */
export interface Timed {
  output: string
  seconds: number
  /** Of all its threads, in user and system mode: it depends little on what else the machine does. */
  cpuSeconds: number
}

/**
 * Times a Node program from start to exit, run in this project's folder.
 *
 * @param env variables besides those of this process.
 * @throws {Error} when it does not end with 0.
 */
export function timed(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Timed {
  const start = performance.now()
  const { stdout, stderr, status, output } = spawnSync(
    process.execPath,
    ['--require', report, ...argv],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  const seconds = (performance.now() - start) / 1_000
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}${stdout}`)
  return { output: stdout, seconds, cpuSeconds: Number(output[3]) / 1e6 }
}

// --- internal ---

const report = fileURLToPath(new URL('report-cpu.cjs', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
