import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SettingsUnreachable } from '../../../src/login/login-error.ts'
import { seededRandom } from '../../../src/random/seeded-random.ts'
import { failures, settingsFor, simulatedLogin, userId } from './simulated-login.ts'

/** What a soak has seen. */
export interface Soak {
  tokens: number
  /** Tokens that Docusign would not accept. */
  badTokens: number
  /** Calls without a token, by the error's code. */
  refusals: Record<string, number>
  requests: number
  refusedRequests: number
  events: Record<string, number>
  /** Users without a token a minute after the last fault was over. */
  unhealed: number
  /** From a sixth of the time to its end, in bytes; what the simulation itself keeps is not in it. */
  heapGrowth: number
}

/**
 * Users ask for tokens all the time while faults come and go: errors and throttling of Docusign, refused
 * key pairs and users, a vault that does not sign, settings that cannot be read or name another key pair.
 *
 * @param options.lifetime of tokens in seconds: short ones make many requests.
 */
export async function soak(options: {
  minutes: number
  users: number
  everyMs: number
  lifetime: number
  seed: number
}): Promise<Soak> {
  const { minutes, users, everyMs, lifetime, seed } = options
  const simulated = simulatedLogin({ maxUsers: Math.ceil(0.9 * users) })
  const { login, world, timers, run, isValid, events } = simulated
  const random = seededRandom(seed)
  const seen: Soak = {
    ...{ tokens: 0, badTokens: 0, refusals: {}, requests: 0, refusedRequests: 0 },
    ...{ events: {}, unhealed: 0, heapGrowth: 0 },
  }
  world.expiresIn = lifetime
  const end = timers.now() + minutes * 60_000

  const healthy = () => {
    world.fault = () => undefined
    world.signerTrouble.clear()
    world.settings = settingsFor(current)
    world.registered = new Set([current])
  }
  let current = 'a'
  const faults: (() => void)[] = [
    () => {},
    () => {
      world.fault = failures.serverError
    },
    () => {
      world.fault = () => (random() < 0.3 ? failures.reset() : undefined)
    },
    () => {
      world.fault = () => (random() < 0.2 ? failures.throttled(5_000) : undefined)
    },
    () => {
      world.fault = ({ userId: user }) =>
        user.endsWith('0') ? failures.consentRequired() : undefined
    },
    () => void world.signerTrouble.set(current, 'forbidden'),
    () => void world.signerTrouble.set(current, 'unavailable'),
    () => {
      world.settings = new SettingsUnreachable('the vault is away')
    },
    () => {
      world.registered = new Set()
    },
    () => {
      current = current === 'a' ? 'b' : 'a'
      healthy()
    },
  ]
  const trouble = async () => {
    while (timers.now() < end - 60_000) {
      faults[Math.floor(random() * faults.length)]?.()
      await timers.wait(5_000 + random() * 25_000)
      healthy()
      await timers.wait(random() * 10_000)
    }
  }
  /** Counts what has happened, and forgets it: else it would look like a leak of the library. */
  const count = () => {
    for (const { type } of events.splice(0)) seen.events[type] = (seen.events[type] ?? 0) + 1
    for (const { ok } of world.requests.splice(0)) {
      seen.requests += 1
      if (!ok) seen.refusedRequests += 1
    }
    for (const [token, until] of world.tokens) if (until < timers.now()) world.tokens.delete(token)
  }
  const keepCounting = async () => {
    let early = 0
    for (let minute = 1; minute <= minutes; minute += 1) {
      await timers.wait(60_000)
      count()
      if (minute === Math.ceil(minutes / 6)) early = heapUsed()
    }
    seen.heapGrowth = heapUsed() - early
  }
  const ask = async (user: string) => {
    try {
      const token = await login.getAccessToken(user)
      seen.tokens += 1
      if (!isValid(token)) seen.badTokens += 1
      return true
    } catch (error) {
      const code = String((error as { code?: unknown }).code)
      seen.refusals[code] = (seen.refusals[code] ?? 0) + 1
      return false
    }
  }
  const keepAsking = async (user: string) => {
    let works = false
    while (timers.now() < end) {
      works = await ask(user)
      await timers.wait(everyMs * (0.5 + random()))
    }
    if (!works) seen.unhealed += 1
  }
  await run(
    Promise.all([
      trouble(),
      keepCounting(),
      ...Array.from({ length: users }, (_, n) => keepAsking(userId(n))),
    ]),
  )
  count()
  await login.close()
  return seen
}

// --- internal ---

function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
