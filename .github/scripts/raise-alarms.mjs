import { connectGithub } from './connect-github.mjs'
import { nameOf, readIncidents } from './incidents.mjs'
import { checkOf } from './scheduled-jobs.mjs'

/**
 * Turns the ends of this run's jobs for one environment into incidents: each job that did not pass has an open
 * issue, each that passed has none. A job that ran into its time limit or that no runner took is `cancelled`,
 * and counts like one that failed; a skipped one says nothing.
 *
 * @param {NodeJS.ProcessEnv} env what GitHub sets; `GITHUB_TOKEN`; `ENVIRONMENT`.
 * @param {{ now?: number, send?: typeof fetch }} [clock] `now` in milliseconds since 1970; both for tests.
 * @returns {Promise<string[]>} what was done.
 * @throws {Error} when GitHub answers with an error.
 */
export async function raiseAlarms(env, { now = Date.now(), send } = {}) {
  const github = connectGithub(env, send)
  const ends = new Map()
  const jobs = github.list(`actions/runs/${Number(env.GITHUB_RUN_ID)}/jobs?filter=latest`, 'jobs')
  for await (const { name, conclusion, html_url } of jobs) {
    const check = checkOf(name)
    if (check?.environment !== env.ENVIRONMENT || conclusion === null || conclusion === 'skipped')
      continue
    const end = ends.get(nameOf(check)) ?? { check, failures: [] }
    if (conclusion !== 'success') end.failures.push({ name, conclusion, url: html_url })
    ends.set(nameOf(check), end)
  }
  if (ends.size === 0) return []
  const incidents = await readIncidents(github, now)
  const run = `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${Number(env.GITHUB_RUN_ID)}`
  const done = []
  for (const { check, failures } of ends.values()) {
    done.push(
      failures.length === 0
        ? await incidents.end(check, `Passed: ${run}`)
        : await incidents.raise(check, [...failures.map(inWords), '', `Run: ${run}`].join('\n')),
    )
  }
  return done.filter((line) => line !== undefined)
}

// --- internal ---

const meanings = {
  failure: 'failed',
  cancelled: 'was cancelled: its time was over, no runner took it, or somebody ended it',
  timed_out: 'ran into its time limit',
}

function inWords({ name, conclusion, url }) {
  return `- [${name}](${url}) ${meanings[conclusion] ?? `ended as \`${conclusion}\``}`
}
