import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { readWorkflow } from './workflow.ts'
import { zip } from './zip.ts'

const sha = '1ae3cca5a2929d5386cec9f6ce51825a19ce9eb2'
const head = { sha, repo: { full_name: 'contoso/docusign-config' } }
const token = 'canary-of-the-token'
const plan = `<!-- ikctl-plan environment=production sha256=${'ab'.repeat(32)} -->
### ikctl plan production: accepted

| | what | change |
|---|---|---|
| \`~\` | \`acme\` | status \`live\` -> \`suspended\` |
`

/** The workflow runs it without a build and without packages, so it is JavaScript. */
const script = join(root, '.github/scripts/comment-plan.mjs')
const { commentPlan } = (await import(pathToFileURL(script).href)) as {
  commentPlan(env: Record<string, string>): Promise<string>
}

let url: string
let answer: RequestListener

/** What GitHub knows, and what is wrong with it in a test. */
interface Scene {
  run?: object
  pulls?: object[]
  artifact?: { size?: number; archive: Buffer } | null
  comments?: object[]
  /** Blobs of the workflow: at the merge, and at the base. */
  judge?: { merged: string; base: string }
}

interface Outcome {
  said: string
  /** What was written: method, path, body. */
  written: { method: string; path: string; body: string }[]
}

describe('pull-request-comment.yml', () => {
  beforeAll(async () => {
    const server = createServer((request, response) => answer(request, response))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return () => server.close()
  })

  test('comments once, and follows with the same comment', async () => {
    const first = await comment({})
    expect(first.said).toBe('commented on pull request 7')
    expect(first.written).toHaveLength(1)
    const [{ method, path, body } = { method: '', path: '', body: '' }] = first.written
    expect([method, path]).toEqual(['POST', 'issues/7/comments'])
    expect(body).toContain(plan)
    expect(body).toContain(`Commit ${sha}, [run](https://github.example/contoso/`)
    expect(body).not.toContain('This change edits')

    const author = { login: 'github-actions[bot]' }
    const { written } = await comment({
      comments: [
        { id: 1, user: { login: 'somebody' }, body },
        { id: 2, user: author, body: 'Another workflow' },
        { id: 3, user: author, body },
      ],
    })
    expect(written).toMatchObject([{ method: 'PATCH', path: 'issues/comments/3', body }])
  })

  test('looks at every page of the comments', async () => {
    const others = Array.from({ length: 100 }, (_, id) => ({ id, user: { login: 'x' }, body: '' }))
    const own = { id: 500, user: { login: 'github-actions[bot]' } }
    const marked = { ...own, body: '<!-- ikctl: the plan of this pull request -->' }
    const { written } = await comment({ comments: [...others, marked] })
    expect(written).toMatchObject([{ method: 'PATCH', path: 'issues/comments/500' }])
  })

  test.each<[string, Scene]>([
    [
      'a newer commit',
      { pulls: [{ number: 7, base: { ref: 'main' }, head: { ...head, sha: 'b' } }] },
    ],
    [
      'another repository',
      {
        pulls: [
          { number: 7, base: { ref: 'main' }, head: { ...head, repo: { full_name: 'x/y' } } },
        ],
      },
    ],
    [
      'two pull requests',
      { pulls: [1, 2].map((number) => ({ number, base: { ref: 'a' }, head })) },
    ],
    ['another workflow of that name', { run: { path: '.github/workflows/mine.yml' } }],
    ['no artifact', { artifact: null }],
  ])('%s: says nothing', async (_, scene) => {
    const { said, written } = await comment(scene)
    expect(said).toContain('nothing to comment')
    expect(written).toEqual([])
  })

  test.each<[string, Scene['artifact']]>([
    ['that says to be too large', { size: 200_001, archive: zip({ 'plan.md': plan }) }],
    ['that is larger than it says', { size: 1000, archive: randomBytes(300_000) }],
    ['that is no archive', { archive: Buffer.from('PK') }],
    ['with a link in it', { archive: zip({ 'plan.md': `${plan}[approve](/merge)` }) }],
  ])('an artifact %s is not shown', async (_, artifact) => {
    const { written } = await comment({ artifact })
    expect(written[0]?.body).toContain('The plan is not shown here: ')
    expect(written[0]?.body).not.toContain('/merge')
  })

  test('says when the change edits the workflow that made the plan', async () => {
    const { written } = await comment({ judge: { merged: 'b', base: 'a' } })
    expect(written[0]?.body).toContain('This change edits `.github/workflows/pull-request.yml`')
  })

  test('tells an answer of GitHub that is an error, and starts as the workflow starts it', async () => {
    await expect(comment({ run: { id: 404 } })).rejects.toThrow(
      /^GitHub answers 404 to GET actions\/runs\/404\/artifacts\?name=plan-comment$/,
    )
    const event = { workflow_run: { path: '.github/workflows/other.yml' } }
    const folder = temporaryFolder({ 'event.json': JSON.stringify(event) })
    const start = join(root, '.github/actions/comment-plan/main.mjs')
    const { stdout } = spawnSync(process.execPath, [start], {
      encoding: 'utf8',
      env: { GITHUB_EVENT_PATH: join(folder, 'event.json') },
    })
    expect(stdout).toMatch(/^nothing to comment: .*\n$/)
  })

  test('runs the default branch, and may write comments only', () => {
    const { comment: job } = readWorkflow('pull-request-comment.yml').jobs
    expect(job?.permissions).toEqual({
      actions: 'read',
      contents: 'read',
      'pull-requests': 'write',
    })
    // Of the workflow's own commit, and nothing is checked out.
    expect(job?.steps).toEqual([{ uses: '$/.github/actions/comment-plan' }])
  })
})

// --- internal ---

/** Runs it against a GitHub on loopback. */
async function comment(scene: Scene): Promise<Outcome> {
  const {
    pulls = [{ number: 7, base: { ref: 'main' }, head }],
    artifact = { archive: zip({ 'plan.md': plan }) },
    comments = [],
    judge = { merged: 'a', base: 'a' },
  } = scene
  const run = {
    id: 5,
    path: '.github/workflows/pull-request.yml',
    head_sha: sha,
    head_branch: 'change',
    head_repository: { full_name: 'contoso/docusign-config', owner: { login: 'contoso' } },
    ...scene.run,
  }
  const size = artifact?.size ?? artifact?.archive.length
  const artifacts = artifact === null ? [] : [{ id: 9, expired: false, size_in_bytes: size }]
  const answers: Record<string, unknown> = {
    'pulls?state=open&per_page=100&head=contoso%3Achange': pulls,
    'actions/runs/5/artifacts?name=plan-comment': { artifacts },
    'actions/artifacts/9/zip': artifact?.archive,
    'contents/.github/workflows/pull-request.yml?ref=refs%2Fpull%2F7%2Fmerge': {
      sha: judge.merged,
    },
    'contents/.github/workflows/pull-request.yml?ref=refs%2Fheads%2Fmain': { sha: judge.base },
    'issues/7/comments?per_page=100&page=1': comments.slice(0, 100),
    'issues/7/comments?per_page=100&page=2': comments.slice(100),
  }
  const written: Outcome['written'] = []
  answer = async (request, response) => {
    const path = request.url?.replace('/repos/contoso/docusign-config/', '') ?? ''
    if (request.method !== 'GET') {
      const { body } = JSON.parse(await text(request)) as { body: string }
      written.push({ method: request.method ?? '', path, body })
      response.writeHead(201).end('{}')
      return
    }
    const known = answers[path]
    const authorized = request.headers.authorization === `Bearer ${token}`
    response.writeHead(!authorized ? 401 : known === undefined ? 404 : 200)
    response.end(known instanceof Buffer ? known : JSON.stringify(known))
  }
  const folder = temporaryFolder({ 'event.json': JSON.stringify({ workflow_run: run }) })
  const said = await commentPlan({
    GITHUB_TOKEN: token,
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'contoso/docusign-config',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
  })
  return { said, written }
}
