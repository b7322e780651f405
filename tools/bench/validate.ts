// What `ikctl validate` costs beside js-yaml and Ajv alone, on the same files. `npm run bench` prints it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeConfiguration } from './tenant-files.ts'
import { timed } from './timed.ts'

/** Whole processes, from start to exit; the least of several runs. */
export interface ValidateTime {
  tenants: number
  seconds: number
  /** js-yaml and Ajv. */
  rawSeconds: number
  ratio: number
  /** Of a second run over the same files, to js-yaml and Ajv. */
  warmRatio: number
}

/** What {@link measureValidate} found. */
export interface ValidateTimes {
  times: ValidateTime[]
  /** Time per tenant with the most tenants, to that with the fewest; 1 or less is linear. */
  linearity: number
}

/**
 * Times the built command line, so build first. The runs alternate, so that a slow moment of the
 * machine meets both.
 */
export function measureValidate(counts = [1_000, 10_000], runs = 5): ValidateTimes {
  const times = counts.map((tenants) => {
    const folder = mkdtempSync(join(tmpdir(), 'ikctl-bench-'))
    try {
      writeConfiguration(folder, tenants)
      let seconds = Number.POSITIVE_INFINITY
      let rawSeconds = Number.POSITIVE_INFINITY
      let warmSeconds = Number.POSITIVE_INFINITY
      for (let run = 0; run < runs; run++) {
        const raw = timed(['tools/bench/raw-validate.mjs', folder])
        if (raw.output.trim() !== String(tenants)) throw new Error(`js-yaml and Ajv: ${raw.output}`)
        rawSeconds = Math.min(rawSeconds, raw.seconds)
        seconds = Math.min(seconds, validate(folder, tenants, ['--no-cache']))
        // The first of these runs fills the cache.
        warmSeconds = Math.min(warmSeconds, validate(folder, tenants, []))
      }
      return {
        ...{ tenants, seconds, rawSeconds },
        ratio: seconds / rawSeconds,
        warmRatio: warmSeconds / rawSeconds,
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const perTenant = times.map(({ seconds, tenants }) => seconds / tenants)
  return { times, linearity: (perTenant.at(-1) ?? 0) / (perTenant[0] ?? 1) }
}

// --- internal ---

/** @returns how long it took. */
function validate(folder: string, tenants: number, more: readonly string[]): number {
  const { output, seconds } = timed(
    ['dist/ikctl.js', 'validate', ...more, '--format', 'json', '-C', folder],
    { XDG_CACHE_HOME: join(folder, 'cache'), CI: '' },
  )
  const { summary } = JSON.parse(output)
  if (summary.tenants !== tenants || summary.errors > 0) throw new Error(output)
  return seconds
}
