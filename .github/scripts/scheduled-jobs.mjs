/** The jobs of schedule-environment.yml that check something, as they are named. */
export const scheduledJobs = ['Sample', 'Fleet', 'Verdict', 'Drift', 'Rotation']

/**
 * What a job of a run checked. GitHub names it after the jobs that called its workflow as well: `production /
 * Sample`, `production / Fleet (2)` for a shard, `Schedule / production / Sample` where the whole schedule is
 * called.
 *
 * @param {string} name
 * @returns {{ job: string, environment: string } | undefined} undefined for any other job.
 */
export function checkOf(name) {
  const [, environment, job] = /(?:^| \/ )([a-z0-9-]+) \/ (\w+)(?: \(\d+\))?$/.exec(name) ?? []
  return scheduledJobs.includes(job) ? { job, environment } : undefined
}
