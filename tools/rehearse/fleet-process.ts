// The application of a rehearsal, in a process of its own: a fleet of tenants that logs in all the time
// with the login library, through the published settings.
import { readFileSync } from 'node:fs'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import { settingsSecretName } from '../../src/config/published-settings.ts'
import { createLogin } from '../../src/login/create-login.ts'
import { isLoginError } from '../../src/login/login-error.ts'
import { systemTimers } from '../../src/pace/timers.ts'
import type { FleetNews, FleetOptions, FleetRequest } from './fleet-protocol.ts'

let news: FleetNews = { logins: [], tokens: 0, followed: [] }
const signedBy = new Map<string, string>()
const underWay = new Set<string>()
let isHeld = false
let clockOffsetMs = 0
let noneUnderWay = () => {}

process.on('message', (request: FleetRequest) => {
  answer(request).then(
    (result) => process.send?.(result ?? 'done'),
    (error: unknown) => {
      process.exitCode = 1
      process.disconnect()
      throw error
    },
  )
})
// Ctrl-C is for the rehearsal, which then lets this process end.
process.on('SIGINT', () => {})
process.once('disconnect', () => process.exit())

async function answer(request: FleetRequest): Promise<FleetNews | undefined> {
  if (request.verb === 'begin') await begin(request.options)
  if (request.verb === 'hold') {
    isHeld = true
    if (underWay.size > 0) await new Promise<void>((resolve) => (noneUnderWay = resolve))
  }
  if (request.verb === 'go') {
    clockOffsetMs = request.clockOffsetMs
    isHeld = false
  }
  if (request.verb !== 'collect') return undefined
  const collected = news
  news = { logins: [], tokens: 0, followed: [] }
  return collected
}

async function begin(options: FleetOptions): Promise<void> {
  const { access, users, perSecond, pollMs } = options
  clockOffsetMs = options.clockOffsetMs
  const logins = createLogin({
    settings: `${access.keyVault.settingsUrl}/secrets/${settingsSecretName}`,
    ...(await emulatedAzure(access)),
    oauthHost: new URL(access.docusign.url).host,
    ca: readFileSync(access.certificateAuthority, 'utf8'),
    pollMs,
    // The token of one user is kept: with many of them each login is a request to Docusign.
    maxUsers: 1,
    timers: { ...systemTimers, date: () => Date.now() + clockOffsetMs },
    onEvent: (event) => {
      if (event.type === 'token_minted') {
        signedBy.set(event.userId, event.keyPair)
        news.tokens += 1
      }
      if (event.type === 'settings_changed') {
        news.followed.push({ keyPair: event.keyPair, at: Date.now() })
      }
    },
  })
  await logins.ready()

  const logIn = async (userId: string) => {
    const at = Date.now()
    underWay.add(userId)
    signedBy.delete(userId)
    let failure: string | undefined
    try {
      await logins.getAccessToken(userId)
    } catch (error) {
      failure = isLoginError(error) ? `${error.code}: ${error.message}` : String(error)
    }
    const keyPair = signedBy.get(userId)
    const login = { userId, at, durationMs: Date.now() - at }
    if (failure !== undefined) news.logins.push({ ...login, failure })
    // A token that was kept has not been asked for: that is no login.
    else if (keyPair !== undefined) news.logins.push({ ...login, keyPair })
    underWay.delete(userId)
    if (underWay.size === 0) noneUnderWay()
  }

  let next = 0
  let due = 0
  let lastAt = performance.now()
  setInterval(() => {
    const now = performance.now()
    due = Math.min(due + (perSecond * (now - lastAt)) / 1000, perSecond)
    lastAt = now
    while (!isHeld && due >= 1 && underWay.size < mostUnderWay) {
      const userId = users[next++ % users.length] ?? ''
      // Two who wait for the same user share one request: it would not be a login of its own.
      if (underWay.has(userId)) return
      due -= 1
      void logIn(userId)
    }
  }, 10)
}

/** A machine that cannot follow makes the fleet slower, not its queue longer. */
const mostUnderWay = 64
