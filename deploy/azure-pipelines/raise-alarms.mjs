// One open work item for each job of an environment that did not pass, closed when it passes. Started by
// azure-pipelines.yml with the results of a stage's jobs.
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @param {NodeJS.ProcessEnv} env what Azure Pipelines sets; `SYSTEM_ACCESSTOKEN`; `ENVIRONMENT`; `RESULTS`, such
 *   as `Sample=Failed Drift=Succeeded`; `WORK_ITEM_TYPE` and `CLOSED_STATE` of the project's process.
 * @param {{ now?: number, send?: typeof fetch }} [clock] `now` in milliseconds since 1970; both for tests.
 * @returns {Promise<string[]>} what was done.
 * @throws {Error} when Azure DevOps answers with an error.
 */
export async function raiseAlarms(env, { now = Date.now(), send = globalThis.fetch } = {}) {
  const call = connect(env, send)
  const run = `${env.SYSTEM_COLLECTIONURI}${env.SYSTEM_TEAMPROJECT}/_build/results?buildId=${env.BUILD_BUILDID}`
  const done = []
  for (const [, job, result] of (env.RESULTS ?? '').matchAll(/(\w+)=(\w+)/g)) {
    if (result === 'Skipped') continue
    const name = `${job} of ${env.ENVIRONMENT}`
    const title = `ikctl: ${name} failed`
    const open = await findOpen(call, title, env.CLOSED_STATE)
    if (/^Succeeded/.test(result)) {
      for (const { id } of open) {
        await call('PATCH', `workitems/${id}`, [
          field('System.History', `Passed: ${run}`),
          field('System.State', env.CLOSED_STATE),
        ])
        done.push(`closed work item ${id}: ${name}`)
      }
      continue
    }
    const text = `${name} ended as ${result}: ${run}`
    const [known] = open
    if (known === undefined) {
      const { id } = await call('POST', `workitems/$${encodeURIComponent(env.WORK_ITEM_TYPE)}`, [
        field('System.Title', title),
        field('System.Tags', tag),
        field('System.Description', text),
      ])
      done.push(`opened work item ${id}: ${name}`)
    } else if (now - Date.parse(known.fields['System.ChangedDate']) < hour) {
      done.push(`nothing to add within an hour: ${name}`)
    } else {
      await call('PATCH', `workitems/${known.id}`, [field('System.History', text)])
      done.push(`commented on work item ${known.id}: ${name}`)
    }
  }
  return done
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const line of await raiseAlarms(process.env)) process.stdout.write(`${line}\n`)
}

// --- internal ---

const hour = 3_600_000
const tag = 'ikctl-alarm'

const field = (name, value) => ({ op: 'add', path: `/fields/${name}`, value })

/** The work items of that title that are not closed, the oldest first. */
async function findOpen(call, title, closedState) {
  const text = (value) => `'${value.replaceAll("'", "''")}'`
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.Tags] CONTAINS ${text(tag)} AND [System.Title] = ${text(title)} AND [System.State] <> ${text(closedState)} ORDER BY [System.Id]`
  const { workItems } = await call('POST', 'wiql', { query })
  const items = []
  for (const { id } of workItems) items.push(await call('GET', `workitems/${Number(id)}`))
  return items
}

/** The API of work items of this project. */
function connect({ SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECT, SYSTEM_ACCESSTOKEN }, send) {
  const project = encodeURIComponent(SYSTEM_TEAMPROJECT)
  return async (method, path, content) => {
    const type = Array.isArray(content) ? 'application/json-patch+json' : 'application/json'
    const response = await send(
      `${SYSTEM_COLLECTIONURI}${project}/_apis/wit/${path}?api-version=7.1`,
      {
        method,
        headers: { authorization: `Bearer ${SYSTEM_ACCESSTOKEN}`, 'content-type': type },
        ...(content !== undefined && { body: JSON.stringify(content) }),
      },
    )
    if (!response.ok)
      throw new Error(`Azure DevOps answers ${response.status} to ${method} ${path}`)
    return response.json()
  }
}
