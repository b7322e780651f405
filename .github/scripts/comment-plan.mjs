// Posts the plan of a pull request as one comment that follows the pull request. Run by
// pull-request-comment.yml with the code of the default branch: what the pull request's own run left is
// untrusted. The pull request is found by the commit that ran, not by anything the artifact says; the
// artifact is measured before it is read; and only what `ikctl plan` can have written is posted.
import { readFileSync } from 'node:fs'
import { connectGithub } from './connect-github.mjs'
import { foreignLine } from './foreign-line.mjs'
import { unzip } from './unzip.mjs'

const marker = '<!-- ikctl: the plan of this pull request -->'
const judge = '.github/workflows/pull-request.yml'
const maxArchive = 200_000
/** GitHub refuses a comment of more than 65,536 characters. */
const maxText = 64_000

/**
 * @param {NodeJS.ProcessEnv} env what GitHub sets, and `GITHUB_TOKEN`.
 * @returns {Promise<string>} what was done.
 * @throws {Error} when GitHub answers with an error.
 */
export async function commentPlan(env) {
  const { workflow_run: run } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'))
  const github = connectGithub(env)
  const pullRequest = await findPullRequest(github, run)
  const plan = pullRequest && (await readPlan(github, run))
  if (plan === undefined) {
    return 'nothing to comment: no open pull request is at the commit that ran, or it left no plan'
  }
  const { number, base, head } = pullRequest
  const edited = await editsItsJudge(github, number, base.ref)
  const link = `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${Number(run.id)}`
  const body = [
    marker,
    ...(edited ? [`**This change edits \`${judge}\`: what is below it made itself.**\n`] : []),
    plan,
    '',
    `Commit ${head.sha}, [run](${link}).`,
  ].join('\n')
  const id = await findComment(github, number)
  if (id === undefined) await github.send('POST', `issues/${number}/comments`, { body })
  else await github.send('PATCH', `issues/comments/${id}`, { body })
  return `${id === undefined ? 'commented on' : 'updated the comment of'} pull request ${number}`
}

// --- internal ---

/** The open pull request whose head ran; undefined when it has moved on. */
async function findPullRequest(github, run) {
  // Workflows are chosen by name, and a pull request may bring another one of that name.
  if (run.path?.split('@')[0] !== judge) return undefined
  const { head_repository: repository, head_branch: branch, head_sha: sha } = run
  const head = encodeURIComponent(`${repository?.owner?.login}:${branch}`)
  const open = await github.get(`pulls?state=open&per_page=100&head=${head}`)
  const same = open.filter(
    ({ head }) => head.sha === sha && head.repo?.full_name === repository?.full_name,
  )
  // Two of one branch look the same.
  return same.length === 1 ? same[0] : undefined
}

/** The text of the artifact, or why it is not shown; undefined without an artifact. */
async function readPlan(github, run) {
  const { artifacts } = await github.get(
    `actions/runs/${Number(run.id)}/artifacts?name=plan-comment`,
  )
  const artifact = artifacts.find(({ expired }) => !expired)
  if (artifact === undefined) return undefined
  if (artifact.size_in_bytes > maxArchive) return notShown('it is too large')
  const archive = await readArchive(
    await github.request(`actions/artifacts/${Number(artifact.id)}/zip`),
  )
  const bytes = archive && unzip(archive, 'plan.md', maxText)
  if (bytes === undefined) return notShown('it is too large, or no plan')
  const text = bytes.toString('utf8').trim()
  const line = foreignLine(text)
  return line === undefined ? text : notShown(`ikctl does not write what its line ${line} holds`)
}

async function readArchive(response) {
  const chunks = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > maxArchive) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function notShown(reason) {
  return `The plan is not shown here: ${reason}.`
}

/** Whether the workflow that ran is not the base's; so it is when that is unknown. */
async function editsItsJudge(github, number, base) {
  const blob = async (ref) => {
    const path = `contents/${judge}?ref=${encodeURIComponent(ref)}`
    const response = await github.request(path, {}, [404])
    return response.ok ? (await response.json()).sha : undefined
  }
  const merged = await blob(`refs/pull/${number}/merge`)
  return merged === undefined || merged !== (await blob(`refs/heads/${base}`))
}

/** The comment of an earlier run: with the marker, and by GitHub Actions, since anybody can write a marker. */
async function findComment(github, number) {
  for await (const { id, user, body } of github.list(`issues/${number}/comments`)) {
    if (user?.login === 'github-actions[bot]' && body?.startsWith(marker)) return id
  }
  return undefined
}
