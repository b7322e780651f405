// What `ikctl plan` costs beside `ikctl validate` of the same tree. `npm run bench` prints it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeConfiguration } from './tenant-files.ts'
import { timed } from './timed.ts'

/** Whole processes, from start to exit; the least of several runs. */
export interface PlanTime {
  tenants: number
  /** The working tree against the commit before. */
  seconds: number
  validateSeconds: number
  ratio: number
  /** Both revisions read from Git, to `validate`. */
  commitsRatio: number
}

/**
 * Times the plan of a change to one tenant with the built command line, so build first. The runs
 * alternate, so that a slow moment of the machine meets all.
 */
export function measurePlan(tenants = 10_000, runs = 5): PlanTime {
  const folder = mkdtempSync(join(tmpdir(), 'ikctl-bench-'))
  try {
    writeConfiguration(folder, tenants)
    const git = gitIn(folder)
    git('init', '--quiet')
    git('add', '--all')
    git('commit', '--quiet', '--message', 'All tenants live')
    const tenant = join(folder, 'config/production/tenants/customer-7.yaml')
    writeFileSync(tenant, readFileSync(tenant, 'utf8').replace('status: live', 'status: suspended'))
    git('commit', '--quiet', '--all', '--message', 'One tenant suspended')
    // As a clone has it: one pack.
    git('gc', '--quiet')

    const plan = (...revisions: string[]): number => {
      const argv = ['plan', 'production', '--format', 'json', '-C', folder, ...revisions]
      const { output, seconds } = timed(['dist/ikctl.js', ...argv])
      const { changes } = JSON.parse(output)
      if (changes.length !== 1 || changes[0].tenant !== 'customer-7') throw new Error(output)
      return seconds
    }
    let validateSeconds = Number.POSITIVE_INFINITY
    let seconds = Number.POSITIVE_INFINITY
    let commitsSeconds = Number.POSITIVE_INFINITY
    for (let run = 0; run < runs; run++) {
      const validate = timed([
        ...['dist/ikctl.js', 'validate', '--no-cache', '--format', 'json'],
        ...['-C', folder],
      ])
      validateSeconds = Math.min(validateSeconds, validate.seconds)
      seconds = Math.min(seconds, plan('--base', 'HEAD~1'))
      commitsSeconds = Math.min(commitsSeconds, plan('--base', 'HEAD~1', '--head', 'HEAD'))
    }
    return {
      tenants,
      seconds,
      validateSeconds,
      ratio: seconds / validateSeconds,
      commitsRatio: commitsSeconds / validateSeconds,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// --- internal ---

/** A repository that knows nothing of this machine's own Git settings. */
function gitIn(folder: string) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const settings = ['user.name=Bench', 'user.email=bench@contoso.example', 'gc.auto=0']
  const options = settings.flatMap((setting) => ['-c', setting])
  return (...args: string[]) => execFileSync('git', [...options, ...args], { cwd: folder, env })
}
