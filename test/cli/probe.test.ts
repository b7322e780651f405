import { expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { parseMetrics } from '../support/parse-metrics.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

test('probes an environment, serves metrics, and ends when it is told to', async () => {
  const cwd = exampleTree()
  const { env } = await runEmulate(cwd)
  const stop = new AbortController()
  const lines: Record<string, unknown>[] = []
  let served: Promise<[string, string, number]> | undefined
  let url = ''
  const run = await runInProcess(
    ['probe', 'local', '--every', '60s', '--listen', '127.0.0.1:0', '--max-tenants', '3'],
    {
      cwd,
      env,
      signal: stop.signal,
      onStdout(text) {
        const line = JSON.parse(text) as Record<string, unknown>
        lines.push(line)
        if (line.event === 'started') url = String(line.listen)
        if (line.event !== 'round') return
        served ??= look(url)
        void served.finally(() => stop.abort())
      },
    },
  )
  expect(run.code).toBe(0)
  expect(lines.map(({ event }) => event)).toEqual(['started', 'round', 'stopped'])
  expect(lines[1]).toMatchObject({
    ...{ verdict: 'passed', canary: 'passed', unknownUser: 'refused', tenants: 1 },
  })
  const [metrics, health, missing] = (await served) ?? ['', '', 0]
  const families = parseMetrics(metrics, { counters: true })
  expect(families.get('ikctl_probe_canary_good')?.[0]?.value).toBe(1)
  expect(families.get('ikctl_probe_unknown_user_refused')?.[0]?.value).toBe(1)
  expect(health).toBe('ok\n')
  expect(missing).toBe(404)
  await expect(fetch(url)).rejects.toThrow()
})

test.each([
  ['--every 5', 'It must be a time such as 60s, 5m or 24h.'],
  ['--every 0s', 'It must be a time such as 60s, 5m or 24h.'],
  ['--listen 9464', 'It must be HOST:PORT such as 127.0.0.1:9464.'],
  ['--listen 127.0.0.1:70000', 'It must be HOST:PORT such as 127.0.0.1:9464.'],
  ['--listen 192.0.2.1:9464', 'cannot listen on 192.0.2.1:9464'],
])('%s is refused', async (option, message) => {
  const emulators = option.startsWith('--listen 192') ? { IKCTL_EMULATORS: 'none.json' } : undefined
  const run = await runInProcess(['probe', 'local', ...option.split(' ')], {
    cwd: exampleTree(),
    ...(emulators && { env: emulators }),
  })
  expect(run.code).toBe(2)
  expect(run.stderr.toLowerCase()).toContain(message.toLowerCase().replace(/\.$/, ''))
})

test('without running emulators it says how to start them', async () => {
  const run = await runInProcess(['probe', 'local'], { cwd: exampleTree() })
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('ikctl emulate local')
})

async function look(url: string): Promise<[string, string, number]> {
  const text = async (path: string) => (await fetch(`${url}${path}`)).text()
  return [await text('/metrics'), await text('/healthz'), (await fetch(`${url}/x`)).status]
}
