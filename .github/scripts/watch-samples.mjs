import { connectGithub } from './connect-github.mjs'
import { nameOf, readIncidents } from './incidents.mjs'
import { checkOf } from './scheduled-jobs.mjs'

/**
 * Asks whether a green sample of each environment is young enough: a schedule that does not start, and a job
 * that no runner takes, cannot report themselves. What is missing is the same incident as a sample that
 * failed, so there is one issue either way. Incidents of environments that are no longer listed are closed.
 *
 * @param {NodeJS.ProcessEnv} env what GitHub sets; `GITHUB_TOKEN`; `ENVIRONMENTS`, JSON with a `name` each;
 *   `MAX_AGE_HOURS`; `WORKFLOW`, the file name of the schedule.
 * @param {{ now?: number, send?: typeof fetch }} [clock] `now` in milliseconds since 1970; both for tests.
 * @returns {Promise<string[]>} what was done.
 * @throws {Error} when GitHub answers with an error, or the age is not a number of hours.
 */
export async function watchSamples(env, { now = Date.now(), send } = {}) {
  const maxAge = Number(env.MAX_AGE_HOURS)
  if (!(maxAge > 0)) throw new Error(`"${env.MAX_AGE_HOURS}" is not a number of hours, such as 3`)
  const environments = JSON.parse(env.ENVIRONMENTS || '[]').map(({ name }) => name)
  const github = connectGithub(env, send)
  const workflow = encodeURIComponent(env.WORKFLOW ?? '')
  const samples = await readSamples(github, workflow, environments, now - maxAge * hour)
  const incidents = await readIncidents(github, now)
  const done = []
  for (const environment of environments) {
    const check = { job: 'Sample', environment }
    const known = incidents.open.get(nameOf(check))
    const { passed, last } = samples.get(environment) ?? {}
    if (passed === undefined && known === undefined) {
      const text = `No sample of ${environment} has passed for ${maxAge} hours. Look for runs of \`${env.WORKFLOW}\` that did not start, or that wait for a runner.`
      done.push(await incidents.raise(check, text))
    } else if (known !== undefined && passed > known.since && passed === last) {
      // The run that passed could not close it.
      done.push(await incidents.end(check, `Passed at ${new Date(passed).toISOString()}.`))
    }
  }
  for (const check of [...incidents.open.values()]) {
    if (environments.includes(check.environment)) continue
    done.push(await incidents.end(check, `${check.environment} is no longer checked.`))
  }
  return done
}

// --- internal ---

const hour = 3_600_000
/** GitHub cancels a job that no runner took for a day. */
const longestWait = 24 * hour

/**
 * The last sample that ended and the last that passed, after a time: milliseconds since 1970, by
 * environment.
 */
async function readSamples(github, workflow, environments, after) {
  const since = encodeURIComponent(`>=${new Date(after - longestWait).toISOString()}`)
  const runs = github.list(
    `actions/workflows/${workflow}/runs?branch=main&created=${since}`,
    'workflow_runs',
  )
  const samples = new Map()
  for await (const { id } of runs) {
    const jobs = github.list(`actions/runs/${Number(id)}/jobs?filter=latest`, 'jobs')
    for await (const { name, conclusion, completed_at } of jobs) {
      const check = checkOf(name)
      const time = Date.parse(completed_at)
      if (check?.job !== 'Sample' || conclusion === 'skipped' || !(time > after)) continue
      const { last = after, passed } = samples.get(check.environment) ?? {}
      samples.set(check.environment, {
        last: Math.max(last, time),
        passed: conclusion === 'success' ? Math.max(passed ?? after, time) : passed,
      })
    }
    // The newest run comes first.
    if (environments.every((name) => samples.get(name)?.passed !== undefined)) break
  }
  return samples
}
