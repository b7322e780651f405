import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { root } from '../support/example-tree.ts'
import { bot, type GithubStandIn, githubStandIn, type StandInJob } from './github-stand-in.ts'
import { readWorkflow } from './workflow.ts'

type Script = (
  env: Record<string, string>,
  clock: { now: number; send: typeof fetch },
) => Promise<string[]>

const script = (file: string) => import(pathToFileURL(join(root, '.github/scripts', file)).href)
const { raiseAlarms } = (await script('raise-alarms.mjs')) as { raiseAlarms: Script }
const { watchSamples } = (await script('watch-samples.mjs')) as { watchSamples: Script }
const { scheduledJobs, checkOf } = (await script('scheduled-jobs.mjs')) as {
  scheduledJobs: string[]
  checkOf(name: string): object | undefined
}

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 10, 1)
const environments = ['demo', 'production']
const common = {
  GITHUB_API_URL: 'https://api.github.example',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'contoso/docusign-config',
  GITHUB_TOKEN: 'canary-of-the-token',
}

/** A repository with a clock that is set by hand. */
function scene() {
  let now = start
  let runs = 0
  const github = githubStandIn(() => now)
  const clock = () => ({ now, send: github.send })
  return {
    github,
    at: (time: number) => {
      now = time
    },
    /** A run of the schedule ends. `ends` are conclusions by name of the job; its alarm follows. */
    run: async (environment: string, ends: Readonly<Record<string, string | null>>) => {
      runs += 1
      github.runs.unshift(runOf(runs, now, ends))
      return raiseAlarms({ ...common, GITHUB_RUN_ID: `${runs}`, ENVIRONMENT: environment }, clock())
    },
    watch: (names = environments) =>
      watchSamples(
        {
          ...common,
          ENVIRONMENTS: JSON.stringify(names.map((name) => ({ name }))),
          ...{ MAX_AGE_HOURS: '3', WORKFLOW: 'schedule.yml' },
        },
        clock(),
      ),
  }
}

function runOf(id: number, now: number, ends: Readonly<Record<string, string | null>>) {
  const time = new Date(now).toISOString()
  const jobs: StandInJob[] = Object.entries(ends).map(([name, conclusion]) => ({
    ...{ name, conclusion, html_url: `https://github.example/jobs/${id}` },
    completed_at: conclusion === null ? null : time,
  }))
  return { id, created_at: time, jobs }
}

/** What a month brings: for each hour and environment how the sample ends, or why it does not. */
type Hour = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'no runner' | 'no schedule'

function month(seed: number): Record<string, Hour[]> {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T
  const troubles = ['failure', 'cancelled', 'timed_out', 'no runner', 'no schedule'] as const
  return Object.fromEntries(
    environments.map((name) => {
      const hours: Hour[] = []
      while (hours.length < 30 * 24) {
        for (let good = 4 + random() * 40; good > 0; good -= 1) hours.push('success')
        const trouble = pick(troubles)
        for (let bad = 1 + random() * 8; bad > 0; bad -= 1) hours.push(trouble)
      }
      return [name, [...hours.slice(0, 30 * 24), 'success']]
    }),
  )
}

/** The incidents that there were: stretches without a success that failed, or lasted as long as the limit. */
function incidentsOf(hours: readonly Hour[]): number {
  let count = 0
  let silent = 0
  let open = false
  for (const each of hours) {
    if (each === 'success') {
      silent = 0
      open = false
      continue
    }
    silent += 1
    const isSeen = each !== 'no runner' && each !== 'no schedule' ? true : silent >= 3
    if (isSeen && !open) {
      open = true
      count += 1
    }
  }
  return count
}

describe('a month of simulated runs', () => {
  test.each([1, 2, 3])(
    'each incident has one issue, and each issue is closed (seed %i)',
    async (seed) => {
      const { github, at, run, watch } = scene()
      const hours = month(seed)
      const daily = seededRandom(seed + 100)
      const verdicts: Record<string, boolean[]> = { demo: [], production: [] }
      for (let index = 0; index <= 30 * 24; index += 1) {
        for (const name of environments) {
          const end = hours[name]?.[index] ?? 'success'
          at(start + index * hour + 20 * minute)
          if (end === 'no runner')
            github.runs.unshift(runOf(-index, start, { [`${name} / Sample`]: null }))
          else if (end !== 'no schedule')
            await run(name, { [`${name} / Sample`]: end, 'x / Alarm': null })
          if (index % 24 !== 4) continue
          const passed = daily() < 0.8 || index > 29 * 24
          verdicts[name]?.push(passed)
          await run(name, {
            ...{ [`${name} / Sample`]: 'skipped', [`${name} / Fleet (1)`]: 'success' },
            [`${name} / Fleet (2)`]: passed ? 'success' : 'cancelled',
            [`${name} / Verdict`]: passed ? 'success' : 'failure',
          })
        }
        at(start + index * hour + 50 * minute)
        await watch()
      }
      expect(github.issues.filter(({ state }) => state === 'open')).toEqual([])
      for (const name of environments) {
        const of = (job: string) =>
          github.issues.filter(({ title }) => title === `ikctl: ${job} of ${name} failed`)
        expect(of('Sample')).toHaveLength(incidentsOf(hours[name] ?? []))
        const days = verdicts[name] ?? []
        const turns = days.filter((passed, day) => !passed && days[day - 1] !== false).length
        expect([of('Fleet').length, of('Verdict').length]).toEqual([turns, turns])
        expect(turns).toBeGreaterThan(0)
      }
      for (const issue of github.issues) {
        const times = [issue.created_at, ...issue.comments.map(({ created_at }) => created_at)]
        // The last comment says that it passed.
        expect(issue.comments.at(-1)?.body).toMatch(/^Passed/)
        const failures = times.slice(0, -1).map((time) => Date.parse(time))
        for (const [place, time] of failures.slice(1).entries()) {
          expect(time - (failures[place] ?? 0)).toBeGreaterThanOrEqual(hour)
        }
      }
    },
  )
})

describe('raise-alarms.mjs', () => {
  test('an open issue of one environment silences no other', async () => {
    const { github, run } = scene()
    await run('local', { 'local / Sample': 'failure' })
    await run('production', { 'production / Sample': 'failure' })
    expect(github.issues.map(({ title }) => title)).toEqual([
      'ikctl: Sample of local failed',
      'ikctl: Sample of production failed',
    ])
    expect(github.issues[1]?.body).toContain(
      'https://github.example/contoso/docusign-config/actions/runs/2',
    )
  })

  test('looks at the jobs of its own environment only, and at every page of them', async () => {
    const { github, run } = scene()
    const others = Object.fromEntries(
      Array.from({ length: 150 }, (_, shard) => [`other / Fleet (${shard})`, 'failure']),
    )
    expect(await run('demo', { ...others, 'Schedule / demo / Drift': 'timed_out' })).toEqual([
      'opened an issue: Drift of demo',
    ])
    expect(github.issues).toHaveLength(1)
    expect(github.issues[0]?.body).toContain('ran into its time limit')
  })

  test('comments once an hour, anyone who else writes in between', async () => {
    const { github, at, run } = scene()
    const fail = () => run('demo', { 'demo / Sample': 'failure' })
    await fail()
    at(start + 59 * minute)
    await fail()
    expect(github.issues[0]?.comments).toEqual([])
    at(start + hour)
    await fail()
    github.issues[0]?.comments.push({
      ...{ body: 'I look at it.', user: { login: 'somebody' } },
      created_at: new Date(start + 100 * minute).toISOString(),
    })
    at(start + 110 * minute)
    expect(await fail()).toEqual(['nothing to add within an hour: Sample of demo'])
    at(start + 2 * hour)
    expect(await fail()).toEqual(['commented on the open issue: Sample of demo'])
  })

  test('believes no marker of somebody else, and closes both of two that were opened at once', async () => {
    const { github, run } = scene()
    await run('demo', { 'demo / Sample': 'failure' })
    const [issue] = github.issues
    if (issue === undefined) throw new Error('no issue')
    github.issues.push(
      { ...issue, number: 2, user: { login: 'somebody' }, comments: [] },
      { ...issue, number: 3, user: bot, comments: [] },
    )
    expect(await run('demo', { 'demo / Sample': 'success' })).toEqual([
      'closed the issue: Sample of demo',
    ])
    expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open', 'closed'])
  })
})

describe('watch-samples.mjs', () => {
  const watched = async (prepare: (github: GithubStandIn) => void, names?: string[]) => {
    const { github, watch } = scene()
    prepare(github)
    return { said: await watch(names), issues: github.issues }
  }

  test('an environment that was never checked is one without a green sample', async () => {
    const { said } = await watched(() => undefined, ['demo'])
    expect(said).toEqual(['opened an issue: Sample of demo'])
  })

  test('closes what the run that passed could not, unless it has failed since', async () => {
    const { github, at, run, watch } = scene()
    await run('demo', { 'demo / Sample': 'failure' })
    at(start + hour)
    github.runs.unshift(runOf(50, start + hour, { 'demo / Sample': 'success' }))
    github.runs.unshift(runOf(51, start + hour + 1, { 'demo / Sample': 'failure' }))
    expect(await watch(['demo'])).toEqual([])
    github.runs.unshift(runOf(52, start + hour + 2, { 'demo / Sample': 'success' }))
    expect(await watch(['demo'])).toEqual(['closed the issue: Sample of demo'])
  })

  test('closes the issues of an environment that is gone', async () => {
    const { run, watch } = scene()
    await run('demo', { 'demo / Drift': 'failure' })
    expect(await watch([])).toEqual(['closed the issue: Drift of demo'])
  })

  test('refuses an age that is none', async () => {
    const { github } = scene()
    await expect(
      watchSamples({ ...common, MAX_AGE_HOURS: 'x' }, { now: start, send: github.send }),
    ).rejects.toThrow('"x" is not a number of hours')
  })
})

test('the jobs that the alarms know are those of the workflow', () => {
  const { jobs } = readWorkflow('schedule-environment.yml')
  const names = Object.values(jobs).map(({ name }) => name?.replace(/ \(\$.*/, ''))
  expect(names.sort()).toEqual(['Alarm', ...scheduledJobs].sort())
  expect(checkOf('production / Fleet (3)')).toEqual({ job: 'Fleet', environment: 'production' })
  expect(checkOf('Validate')).toBeUndefined()
})

test.each([
  ['schedule-environment.yml', 'alarm'],
  ['watchdog.yml', 'watchdog'],
])('%s: what raises alarms runs on a hosted runner, and may write issues only', (file, name) => {
  const job = readWorkflow(file).jobs[name]
  expect(job).toMatchObject({
    'runs-on': 'ubuntu-24.04',
    permissions: { actions: 'read', issues: 'write' },
  })
})
