import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { RehearsalFailed } from '../../scripts/rehearsal/rehearsal-failed.ts'
import { endProcess, forkScript } from './child-process.ts'
import type { FleetNews, FleetOptions, FleetRequest } from './fleet-protocol.ts'

/** A fleet that logs in all the time. */
export interface Fleet {
  /** All that has happened so far. */
  collect(): Promise<FleetNews>
  /**
   * Waits until what has happened is as wished.
   *
   * @throws when that takes longer than a minute.
   */
  until(what: string, condition: (news: FleetNews) => boolean): Promise<void>
  /** Lets no login be under way while the clocks are set. */
  hold(setClocks: () => Promise<number>): Promise<void>
  close(): Promise<void>
}

/** Starts the fleet's process; resolves when it has signed once and begins to log in. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const child = forkScript('./fleet-process.ts')
  const ended = once(child, 'exit').then(() => {
    throw new RehearsalFailed('the process of the fleet has ended on its own')
  })
  ended.catch(() => {})
  const news: FleetNews = { logins: [], tokens: 0, followed: [] }
  let last: Promise<unknown> = Promise.resolve()

  /** One request at a time: answers carry no number. */
  const ask = (request: FleetRequest): Promise<unknown> => {
    const asked = last.then(async () => {
      child.send(request)
      const [answer] = await Promise.race([once(child, 'message'), ended])
      return answer
    })
    last = asked.catch(() => {})
    return asked
  }
  const collect = async () => {
    const { logins, tokens, followed } = (await ask({ verb: 'collect' })) as FleetNews
    for (const login of logins) news.logins.push(login)
    news.tokens += tokens
    news.followed.push(...followed)
    return news
  }
  await ask({ verb: 'begin', options })
  return {
    collect,
    async until(what, condition) {
      const deadline = Date.now() + 60_000
      for (;;) {
        if (condition(await collect())) return
        if (Date.now() > deadline) {
          throw new RehearsalFailed(`not within a minute: ${what}`)
        }
        await sleep(100)
      }
    },
    async hold(setClocks) {
      await ask({ verb: 'hold' })
      await ask({ verb: 'go', clockOffsetMs: await setClocks() })
    },
    close: () => endProcess(child),
  }
}
