/**
 * Incidents as issues: one open issue for each job of an environment, found again by a marker in its text.
 * Only issues that GitHub Actions wrote count, since anybody can write a marker.
 *
 * @param {ReturnType<import('./connect-github.mjs').connectGithub>} github
 * @param {number} now milliseconds since 1970.
 * @returns {Promise<{
 *   open: ReadonlyMap<string, { job: string, environment: string, since: number }>,
 *   raise(check: { job: string, environment: string }, text: string): Promise<string>,
 *   end(check: { job: string, environment: string }, text: string): Promise<string | undefined>,
 * }>} the open incidents by `JOB of ENVIRONMENT`. `raise` opens an issue or comments on the open one, at
 *   most once an hour; `end` comments and closes, and gives undefined when there is nothing to close. Both
 *   give what they did.
 */
export async function readIncidents(github, now) {
  const issues = new Map()
  for await (const issue of github.list(
    `issues?state=open&creator=${encodeURIComponent(author)}`,
  )) {
    const [, job, environment] = marker.exec(issue.body ?? '') ?? []
    if (job === undefined || issue.user?.login !== author || issue.pull_request) continue
    const name = nameOf({ job, environment })
    const since = Date.parse(issue.created_at)
    const known = issues.get(name)
    // Two runs at once may both have opened one: the older one stays, both are closed.
    issues.set(name, {
      ...{ job, environment },
      since: Math.min(since, known?.since ?? since),
      numbers: [...(known?.numbers ?? []), issue.number].sort((a, b) => a - b),
    })
  }

  const raise = async (check, text) => {
    const name = nameOf(check)
    const known = issues.get(name)
    if (known === undefined) {
      const title = `ikctl: ${name} failed`
      await github.send('POST', 'issues', { title, body: `${markerOf(check)}\n${text}\n\n${note}` })
      return `opened an issue: ${name}`
    }
    if (now - known.since < hour || (await saidSince(github, known.numbers[0], now - hour))) {
      return `nothing to add within an hour: ${name}`
    }
    await github.send('POST', `issues/${known.numbers[0]}/comments`, { body: text })
    return `commented on the open issue: ${name}`
  }

  const end = async (check, text) => {
    const known = issues.get(nameOf(check))
    if (known === undefined) return undefined
    for (const number of known.numbers) {
      await github.send('POST', `issues/${number}/comments`, { body: text })
      await github.send('PATCH', `issues/${number}`, { state: 'closed', state_reason: 'completed' })
    }
    issues.delete(nameOf(check))
    return `closed the issue: ${nameOf(check)}`
  }
  return { open: issues, raise, end }
}

/** What an incident is about, in words. */
export function nameOf({ job, environment }) {
  return `${job} of ${environment}`
}

// --- internal ---

const author = 'github-actions[bot]'
const hour = 3_600_000
const marker = /^<!-- ikctl: alarm job=(\w+) environment=([a-z0-9-]+) -->\r?\n/
const markerOf = ({ job, environment }) =>
  `<!-- ikctl: alarm job=${job} environment=${environment} -->`
const note =
  'While this issue is open, further failures are comments. It is closed when the job passes.'

async function saidSince(github, number, time) {
  const since = encodeURIComponent(new Date(time).toISOString())
  for await (const comment of github.list(`issues/${number}/comments?since=${since}`)) {
    // GitHub's `since` is about the last edit.
    if (comment.user?.login === author && Date.parse(comment.created_at) > time) return true
  }
  return false
}
