import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { root } from '../support/example-tree.ts'

const script = pathToFileURL(join(root, 'deploy/azure-pipelines/raise-alarms.mjs')).href
const { raiseAlarms } = (await import(script)) as {
  raiseAlarms(
    env: Record<string, string>,
    clock: { now: number; send: typeof fetch },
  ): Promise<string[]>
}

const hour = 3_600_000
const start = Date.UTC(2026, 10, 1)

interface WorkItem {
  id: number
  fields: Record<string, string>
  comments: string[]
}

/** Work items, and Azure DevOps's API for them as far as the alarms use it. */
function scene() {
  let now = start
  const items: WorkItem[] = []
  const change = (item: WorkItem, patch: { path: string; value: string }[]) => {
    for (const { path, value } of patch) {
      const name = path.replace('/fields/', '')
      if (name === 'System.History') item.comments.push(value)
      else item.fields[name] = value
    }
    item.fields['System.ChangedDate'] = new Date(now).toISOString()
    return item
  }
  const answer = (method: string, path: string, body: unknown): unknown => {
    if (path === 'wiql') {
      const [, title = ''] =
        /\[System\.Title\] = '([^']+)'/.exec((body as { query: string }).query) ?? []
      const open = items.filter(
        ({ fields }) => fields['System.Title'] === title && fields['System.State'] !== 'Done',
      )
      return { workItems: open.map(({ id }) => ({ id })) }
    }
    if (method === 'POST') {
      const item = { id: items.length + 1, fields: { 'System.State': 'To Do' }, comments: [] }
      items.push(item)
      return change(item, body as [])
    }
    const item = items[Number(path.split('/')[1]) - 1]
    return item && (method === 'GET' ? item : change(item, body as []))
  }
  const send: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const path = decodeURIComponent(url.pathname.replace('/contoso/signing/_apis/wit/', ''))
    const found = answer(
      init?.method ?? '',
      path,
      init?.body ? JSON.parse(String(init.body)) : undefined,
    )
    return new Response(JSON.stringify(found ?? {}), { status: found === undefined ? 404 : 200 })
  }
  return {
    items,
    at: (time: number) => {
      now = time
    },
    run: (environment: string, results: string) =>
      raiseAlarms(
        {
          ...{ SYSTEM_COLLECTIONURI: 'https://dev.azure.example/contoso/', BUILD_BUILDID: '5' },
          ...{ SYSTEM_TEAMPROJECT: 'signing', SYSTEM_ACCESSTOKEN: 'x', ENVIRONMENT: environment },
          ...{ RESULTS: results, WORK_ITEM_TYPE: 'Issue', CLOSED_STATE: 'Done' },
        },
        { now, send },
      ),
  }
}

test('a month: each incident has one work item, and each is closed', async () => {
  const { items, at, run } = scene()
  const random = seededRandom(1)
  const expected = { demo: 0, production: 0 }
  const failing = { demo: false, production: false }
  for (let index = 0; index <= 720; index += 1) {
    at(start + index * hour)
    for (const name of ['demo', 'production'] as const) {
      const fails = index < 720 && random() < (failing[name] ? 0.7 : 0.05)
      if (fails && !failing[name]) expected[name] += 1
      failing[name] = fails
      const bad = random() < 0.5 ? 'Failed' : 'Canceled'
      await run(name, `Sample=${fails ? bad : 'Succeeded'} Drift=Skipped`)
    }
  }
  expect(items.every(({ fields }) => fields['System.State'] === 'Done')).toBe(true)
  for (const name of ['demo', 'production'] as const) {
    const own = items.filter(({ fields }) => fields['System.Title']?.includes(` of ${name} `))
    expect(own).toHaveLength(expected[name])
    expect(own.length).toBeGreaterThan(5)
  }
  expect(items.every(({ comments }) => comments.at(-1)?.startsWith('Passed: '))).toBe(true)
})

test('comments once an hour, and says what it is that failed', async () => {
  const { items, at, run } = scene()
  expect(await run('demo', 'Sample=Failed')).toEqual(['opened work item 1: Sample of demo'])
  at(start + hour / 2)
  expect(await run('demo', 'Sample=Failed')).toEqual([
    'nothing to add within an hour: Sample of demo',
  ])
  at(start + hour)
  await run('demo', 'Sample=Canceled')
  expect(items[0]?.comments).toEqual([
    'Sample of demo ended as Canceled: https://dev.azure.example/contoso/signing/_build/results?buildId=5',
  ])
  expect(items[0]?.fields['System.Tags']).toBe('ikctl-alarm')
})
