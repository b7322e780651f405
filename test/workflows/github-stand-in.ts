import { URL } from 'node:url'

export interface StandInJob {
  name: string
  /** `null` while it waits or runs. */
  conclusion: string | null
  html_url: string
  completed_at: string | null
}

export interface StandInIssue {
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  user: { login: string }
  created_at: string
  closed_at?: string
  comments: { body: string; user: { login: string }; created_at: string }[]
}

/** What GitHub knows of a repository's runs and issues, and its API for them, as far as the alarms use it. */
export interface GithubStandIn {
  issues: StandInIssue[]
  /** The newest first, as GitHub lists them. */
  runs: { id: number; created_at: string; jobs: StandInJob[] }[]
  send: typeof fetch
}

export const bot = { login: 'github-actions[bot]' }

/** @param now milliseconds since 1970. */
export function githubStandIn(now: () => number): GithubStandIn {
  const issues: StandInIssue[] = []
  const runs: GithubStandIn['runs'] = []
  const time = () => new Date(now()).toISOString()

  const page = <T>(items: readonly T[], query: URLSearchParams): T[] => {
    const size = Number(query.get('per_page'))
    const from = (Number(query.get('page')) - 1) * size
    return items.slice(from, from + size)
  }

  const answer = (method: string, url: URL, body: Record<string, string>): unknown => {
    const query = url.searchParams
    const path = url.pathname.replace('/repos/contoso/docusign-config/', '')
    const [, number, what] = /^issues\/(\d+)(\/comments)?$/.exec(path) ?? []
    const issue = issues.find((each) => each.number === Number(number))
    if (method === 'POST' && path === 'issues') {
      const { title = '', body: words = '' } = body
      const made: StandInIssue = {
        ...{ number: issues.length + 1, title, body: words, state: 'open', user: bot },
        ...{ created_at: time(), comments: [] },
      }
      issues.push(made)
      return made
    }
    if (method === 'POST' && issue !== undefined && what !== undefined) {
      issue.comments.push({ body: body.body ?? '', user: bot, created_at: time() })
      return {}
    }
    if (method === 'PATCH' && issue !== undefined && body.state === 'closed') {
      Object.assign(issue, { state: 'closed', closed_at: time() })
      return {}
    }
    if (method !== 'GET') return undefined
    if (path === 'issues') {
      return page(
        issues.filter(({ state, user }) => state === 'open' && user.login === query.get('creator')),
        query,
      )
    }
    if (issue !== undefined && what !== undefined) {
      const since = query.get('since') ?? ''
      return page(
        issue.comments.filter(({ created_at }) => created_at >= since),
        query,
      )
    }
    if (path === 'actions/workflows/schedule.yml/runs') {
      const since = (query.get('created') ?? '').replace('>=', '')
      const found = runs.filter(({ created_at }) => created_at >= since)
      return { workflow_runs: page(found, query) }
    }
    const [, id] = /^actions\/runs\/(\d+)\/jobs$/.exec(path) ?? []
    const run = runs.find((each) => each.id === Number(id))
    return run === undefined ? undefined : { jobs: page(run.jobs, query) }
  }

  const send: typeof fetch = async (input, init) => {
    const { body } = init ?? {}
    const content = typeof body === 'string' ? JSON.parse(body) : {}
    const found = answer(init?.method ?? 'GET', new URL(String(input)), content)
    return new Response(JSON.stringify(found ?? {}), { status: found === undefined ? 404 : 200 })
  }
  return { issues, runs, send }
}
