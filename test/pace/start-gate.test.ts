import { describe, expect, test } from 'vitest'
import { createStartGate, type HostAnswer } from '../../src/pace/start-gate.ts'
import { createVirtualTimers } from '../support/virtual-timers.ts'

type Options = Partial<Parameters<typeof createStartGate>[0]>

/** A gate in simulated time, and who came through it when. */
function setUp(options: Options = {}) {
  const timers = createVirtualTimers()
  const givenUp: { trouble: string; pauseMs: number }[] = []
  const gate = createStartGate({
    timers,
    random: () => 0.5,
    concurrency: 100,
    rate: 10,
    patienceMs: 300_000,
    onGiveUp: (trouble, pauseMs) => {
      givenUp.push({ trouble, pauseMs })
      gate.close()
    },
    ...options,
  })
  const starts: number[] = []
  /** Starts, takes some time, and tells how the host answered. */
  const visit = async (
    ms = 0,
    answer: HostAnswer | (() => HostAnswer) = 'fine',
    retryAfterMs?: number,
  ) => {
    const ticket = await gate.enter()
    if (ticket === undefined) return
    starts.push(timers.now())
    await timers.wait(ms)
    gate.leave(ticket, typeof answer === 'string' ? answer : answer(), retryAfterMs)
  }
  const visits = (count: number, ...args: Parameters<typeof visit>) =>
    Promise.all(Array.from({ length: count }, () => visit(...args)))
  return { timers, gate, starts, givenUp, visit, visits }
}

describe('pace', () => {
  test('starts are evenly spaced, exactly at the rate', async () => {
    const { timers, gate, starts, visits } = setUp({ rate: 8 })
    gate.measure(1000)
    await timers.run(visits(1000, 300))
    expect(starts).toEqual(Array.from({ length: 1000 }, (_, index) => index * 125))
    expect(gate.pace()).toEqual({ asked: 8, held: 8 })
  })

  test('no burst follows an idle time', async () => {
    const { timers, starts, visits } = setUp({ rate: 10 })
    await timers.run(visits(2))
    await timers.run(timers.wait(10_000))
    await timers.run(visits(3))
    const [, , third = 0, fourth = 0, fifth = 0] = starts
    expect(fourth - third).toBe(100)
    expect(fifth - fourth).toBe(100)
  })

  test('no more are under way than there are turns, and the pace tells why it is slow', async () => {
    const { timers, gate, starts, visits } = setUp({ rate: 100, concurrency: 4 })
    gate.measure(400)
    await timers.run(visits(400, 1_000))
    for (let index = 4; index < starts.length; index++) {
      expect((starts[index] ?? 0) - (starts[index - 4] ?? 0)).toBeGreaterThanOrEqual(1_000)
    }
    expect(gate.pace()).toMatchObject({ asked: 100, limitedBy: 'concurrency' })
    expect(gate.pace().held).toBeLessThan(4.2)
  })

  test('who comes too late for the rate is named: signing', async () => {
    const { timers, gate, visit } = setUp({ rate: 100 })
    gate.measure(50)
    await timers.run(
      (async () => {
        for (let index = 0; index < 50; index++) {
          await timers.wait(100)
          await visit()
        }
      })(),
    )
    expect(gate.pace()).toMatchObject({ asked: 100, limitedBy: 'signing' })
  })

  test('without a limit everybody starts at once', async () => {
    const { timers, gate, starts, visits } = setUp({ rate: Number.POSITIVE_INFINITY })
    gate.measure(100)
    await timers.run(visits(100, 50))
    expect(starts.every((at) => at === 0)).toBe(true)
    expect(gate.pace().asked).toBe(null)
  })
})

describe('throttling', () => {
  test('Retry-After pauses everybody; one goes first, the others follow its answer', async () => {
    const { timers, starts, visit, visits } = setUp({ rate: 10 })
    await timers.run(Promise.all([visit(10, 'throttled', 60_000), visits(20, 500)]))
    expect(starts.slice(0, 3)).toEqual([0, 60_010, 60_510])
  })

  test('the rate is halved and grows by one with each clean second', async () => {
    const { timers, starts, visit, visits } = setUp({ rate: 16 })
    await timers.run(Promise.all([visit(0, 'throttled', 1_000), visits(200)]))
    const perSecond = (second: number) =>
      starts.filter((at) => at >= second * 1000 && at < (second + 1) * 1000).length
    expect(perSecond(0)).toBe(1)
    const counts = [2, 3, 4, 5].map(perSecond)
    expect(counts[0]).toBeGreaterThanOrEqual(8)
    expect(counts[0]).toBeLessThanOrEqual(10)
    for (const [index, count] of counts.slice(1).entries()) {
      expect(count - (counts[index] ?? 0)).toBeGreaterThanOrEqual(0)
      expect(count - (counts[index] ?? 0)).toBeLessThanOrEqual(2)
    }
    expect(perSecond(11)).toBe(16)
  })

  test('many refusals of one burst count as one', async () => {
    const { timers, starts, visits } = setUp({ rate: Number.POSITIVE_INFINITY, concurrency: 50 })
    await timers.run(visits(50, 100, 'throttled', 2_000))
    await timers.run(visits(20))
    const later = starts.slice(50)
    expect(later[0]).toBe(2_100)
    // Half of what was started per second before (50 in the first tenth), not a 50th halving of it.
    expect((later.at(-1) ?? 0) - (later[0] ?? 0)).toBeLessThan(1_000)
  })

  test('without Retry-After pauses grow until the host answers', async () => {
    const { timers, starts, visits, visit } = setUp({ rate: 1000, concurrency: 1 })
    await timers.run(visits(5, 0, 'throttled'))
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0))
    expect(gaps).toEqual([750, 1_500, 3_000, 6_000])
    await timers.run(visit())
    await timers.run(visits(2, 0, 'throttled'))
    // Back at the shortest pause.
    expect((starts.at(-1) ?? 0) - (starts.at(-2) ?? 0)).toBe(750)
  })

  test('a pause that is longer than the patience is not waited for', async () => {
    const { timers, gate, givenUp, visit, visits, starts } = setUp({ patienceMs: 300_000 })
    await timers.run(Promise.all([visit(0, 'throttled', 3_600_000), visits(5)]))
    expect(givenUp).toEqual([{ trouble: 'throttled', pauseMs: 3_600_000 }])
    expect(starts).toEqual([0])
    expect(timers.now()).toBe(0)
    expect(await gate.enter()).toBe(undefined)
  })

  test('a limit that is used up pauses everybody, at the same rate afterwards', async () => {
    const { timers, starts, visit, visits } = setUp({ rate: 10 })
    await timers.run(Promise.all([visit(10, 'fine', 30_000), visits(5, 10)]))
    expect(starts[0]).toBe(0)
    expect(starts[1]).toBe(30_010)
    const gaps = starts.slice(3).map((at, index) => at - (starts[index + 2] ?? 0))
    expect(gaps).toEqual([100, 100, 100])
  })

  test('a limit that is used up for longer than the patience is left to be refused', async () => {
    const { timers, givenUp, starts, visit, visits } = setUp({ rate: 10 })
    await timers.run(Promise.all([visit(0, 'fine', 3_600_000), visits(2)]))
    expect(givenUp).toEqual([])
    expect(starts).toEqual([0, 100, 200])
  })

  test('a pause that others make longer than the patience is not waited for', async () => {
    const { timers, givenUp, visit, visits } = setUp({ rate: 1000 })
    const told = [visit(5, 'throttled', 2_000), visit(10, 'throttled', 3_600_000)]
    await timers.run(Promise.all([...told, visits(20, 20)]))
    expect(givenUp).toMatchObject([{ trouble: 'throttled' }])
  })

  test('the pace tells that it was throttling', async () => {
    const { timers, gate, visit, visits } = setUp({ rate: 10 })
    gate.measure(100)
    await timers.run(Promise.all([visit(0, 'throttled', 30_000), visits(99)]))
    expect(gate.pace()).toMatchObject({ asked: 10, limitedBy: 'throttling' })
  })
})

describe('outages', () => {
  test('single passing problems pause nobody', async () => {
    const { timers, starts, visit } = setUp({ rate: 10, concurrency: 1 })
    await timers.run(
      (async () => {
        for (let index = 0; index < 50; index++) {
          await visit(0, index % 5 === 0 ? 'fine' : 'transient')
        }
      })(),
    )
    expect(starts.at(-1)).toBe(4_900)
  })

  test('many in a row pause everybody, until the host is back', async () => {
    const { timers, starts, visits } = setUp({ rate: 10, concurrency: 1 })
    await timers.run(visits(60, 0, () => (timers.now() < 20_000 ? 'transient' : 'fine')))
    const during = starts.filter((at) => at < 20_000)
    expect(during.length).toBeLessThan(18)
    expect(starts.at(-1)).toBeLessThan(40_000)
  })

  test('gives up on a host that does not come back', async () => {
    const { timers, givenUp, visits } = setUp({ rate: 10, concurrency: 1, patienceMs: 60_000 })
    await timers.run(visits(200, 0, 'transient'))
    expect(givenUp).toMatchObject([{ trouble: 'unreachable' }])
    expect(timers.now()).toBeLessThan(70_000)
  })
})

test('a closed gate lets nobody in and frees those who wait', async () => {
  const { timers, gate, starts, visits } = setUp({ rate: 1 })
  timers.after(2_500, () => gate.close())
  await timers.run(visits(10))
  expect(starts).toEqual([0, 1000, 2000])
  expect(await gate.enter()).toBe(undefined)
})
