import { expect, test } from 'vitest'
import type { FleetLogin } from '../../tools/rehearse/fleet-protocol.ts'
import { judgeLoad, measureLoad, type Phase } from '../../tools/rehearse/load.ts'

const phases: Phase[] = [
  { name: 'before', from: 1_000, to: 2_000 },
  { name: 'outage', from: 2_000, to: 3_000, isOutage: true },
  { name: 'after', from: 3_000, to: 4_000 },
]
const refused = 'ERR_LOGIN_KEY_REJECTED: Docusign accepts no registered key'
const login = (at: number, failure?: string): FleetLogin => ({
  ...{ userId: 'u', at, durationMs: 50 },
  ...(failure === undefined ? { keyPair: 'first' } : { failure }),
})
const good = [login(1_500), login(2_500, refused), login(3_500)]
const judge = (logins: FleetLogin[], { tokens = 2, requests = 2 } = {}) =>
  judgeLoad({ logins, tokens }, phases, requests)

test('logins that fail only while the key pair is refused are as they must be', () => {
  expect(judge(good)).toEqual([])
  expect(measureLoad(good, phases)).toEqual([
    { name: 'before', seconds: 1, logins: 1, failed: 0, slowestMs: 50, pauseMs: 500 },
    { name: 'outage', seconds: 1, logins: 1, failed: 1, slowestMs: 50, pauseMs: 500 },
    { name: 'after', seconds: 1, logins: 1, failed: 0, slowestMs: 50, pauseMs: 500 },
  ])
})

test('a login that began just before the deletion may fail, one that had ended may not', () => {
  expect(judge([...good, login(1_990, refused)])).toEqual([])
  expect(judge([...good, login(1_900, refused)])).toEqual([
    `before: 1 logins failed, the first: ${refused}`,
  ])
})

test.each([
  ['fails after the standby signs', [...good, login(3_010, refused)], /^after: 1 logins failed/],
  ['fails for another reason', [...good, login(2_600, 'ERR_LOGIN_UNAVAILABLE: x')], /UNAVAILABLE/],
  ['belongs to no phase', [...good, login(4_500)], /^1 logins belong to no phase$/],
])('a login that %s is a problem', (_, logins, problem) => {
  const problems = judge(logins, { tokens: 3, requests: 3 })
  expect(problems).toEqual([expect.stringMatching(problem)])
})

test('load that proves nothing is a problem', () => {
  expect(judge([login(1_500), login(2_500), login(3_500)], { tokens: 3, requests: 3 })).toEqual([
    'outage: the refused key pair stopped nobody',
  ])
  expect(judge(good, { tokens: 1 })).toEqual(['2 logins, but only 1 new access tokens'])
  expect(judge(good, { requests: 1 })).toEqual(['2 access tokens, but Docusign knows of 1'])
})

test('a fleet that pauses has not logged in all the time', () => {
  const [before, ...others] = phases
  if (before === undefined) throw new TypeError('there are phases')
  const longer = [{ ...before, from: -10_000 }, ...others]
  expect(judgeLoad({ logins: good, tokens: 2 }, longer, 2)).toEqual([
    'before: nobody tried to log in for 11500 ms',
  ])
})
