import type { IncomingMessage, RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MessageNotPosted, postMessage } from '../../src/notify/post-message.ts'
import type { Timers } from '../../src/pace/timers.ts'
import { type StubServer, startStubServer } from '../support/stub-server.ts'

let stub: StubServer
beforeAll(async () => {
  stub = await startStubServer()
})
afterAll(() => stub.close())

/** Timers that never wait, and remember for how long they should have. */
function impatient() {
  const waits: number[] = []
  const timers: Timers = {
    now: () => 0,
    date: () => 0,
    after(ms, callback) {
      waits.push(ms)
      queueMicrotask(callback)
      return () => {}
    },
  }
  return { waits, timers }
}

async function post(answers: readonly RequestListener[]) {
  const seen: { request: string; body: string }[] = []
  let next = 0
  stub.answer(async (request: IncomingMessage, response) => {
    seen.push({ request: `${request.method} ${request.url}`, body: await text(request) })
    answers[Math.min(next++, answers.length - 1)]?.(request, response)
  })
  const { waits, timers } = impatient()
  const address = `${stub.url}/services/T0/CANARY?sig=CANARY`
  const end = await postMessage({
    ...{ address, body: '{"text":"x"}', timers },
    ca: stub.ca,
    proxy: false,
    signal: new AbortController().signal,
  }).then(
    () => 'posted',
    (error: Error) => error,
  )
  return { end, seen, waits }
}

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end('CANARY')
const reset: RequestListener = (_, response) => response.destroy()

test('posts the body once', async () => {
  const { end, seen, waits } = await post([status(200)])
  expect(end).toBe('posted')
  expect(seen).toEqual([{ request: 'POST /services/T0/CANARY?sig=CANARY', body: '{"text":"x"}' }])
  expect(waits).toEqual([])
})

test('tries again what passes, and waits as long as it was asked to', async () => {
  const { end, seen, waits } = await post([
    status(429, { 'retry-after': '7' }),
    status(503),
    reset,
    status(202),
  ])
  expect(end).toBe('posted')
  expect(seen).toHaveLength(4)
  expect(waits).toEqual([7_000, 4_000, 16_000])
})

test.each([
  ['is refused', [status(404)], 1, 'HTTP 404'],
  ['is redirected', [status(302, { location: 'https://elsewhere.example/' })], 1, 'HTTP 302'],
  ['stays unavailable', [status(500)], 4, 'HTTP 500'],
])('a message that %s is an error without the address', async (_, answers, tries, reason) => {
  const { end, seen } = await post(answers)
  expect(end).toBeInstanceOf(MessageNotPosted)
  expect(seen).toHaveLength(tries)
  expect(String(end)).toContain(reason)
  expect(String(end)).not.toContain('CANARY')
})

test.each(['http://hooks.contoso.example/CANARY', 'CANARY'])(
  '%s is not posted to',
  async (address) => {
    const end = postMessage({
      ...{ address, body: '{}', timers: impatient().timers },
      signal: new AbortController().signal,
    })
    await expect(end).rejects.toThrow(/is not an https URL$/)
  },
)
