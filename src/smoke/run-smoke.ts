import { setMaxListeners } from 'node:events'
import type { Environment } from '../config/environment.ts'
import { createAssertionFactory } from '../docusign/assertion.ts'
import { consentLink } from '../docusign/consent-link.ts'
import type { OAuthClient } from '../docusign/oauth-client.ts'
import type { OAuthPlatform, PlatformName } from '../docusign/platform.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { configHash } from './config-hash.ts'
import {
  isInconclusive,
  judgeCanary,
  judgeKnownFailure,
  judgeLogin,
  judgeUnknownUser,
  type RunContext,
} from './judge-login.ts'
import { createLogIn, type LoginEnd } from './log-in.ts'
import { type PlannedLogin, planLogins, type Selection } from './plan-logins.ts'
import { randomGuid } from './random-guid.ts'
import { createRetryBudget } from './retry-budget.ts'
import type { Shard } from './shard.ts'
import type {
  Depth,
  LoginReport,
  ProbeReport,
  SmokeReport,
  StopReason,
  TenantReport,
} from './smoke-report.ts'
import { createStartGate } from './start-gate.ts'
import { judgeRun, summarize } from './summarize.ts'
import { systemTimers, type Timers } from './timers.ts'

/** What to test, with what, and how fast. */
export interface SmokeOptions {
  environment: Environment
  /** The OAuth server and the assertion's audience. */
  platform: OAuthPlatform
  signer: AssertionSigner
  /** For that server, with at least `concurrency` connections. */
  client: OAuthClient
  /** Absent: all tenants. */
  selection?: Selection
  /** Absent: `userinfo`. */
  depth?: Depth
  /** Starts of logins per second of the whole run; absent: see {@link smokeDefaults}. */
  rate?: number
  /** Logins at one time; absent: see {@link smokeDefaults}. */
  concurrency?: number
  /** How many tenants to draw; absent: all. */
  sample?: number | 'all'
  /** Of the sample and the order; absent: random. Shards of one sample need the same. */
  seed?: number
  shard?: Shard
  /** Also prove that users of `offboarded` tenants are refused. */
  proveOffboarded?: boolean
  /** How long the run may take, in milliseconds. */
  deadlineMs?: number
  /** How long the host may keep everybody waiting, in milliseconds; absent: five minutes. */
  patienceMs?: number
  /** Aborted: what is under way may end for a moment, nothing else starts. */
  signal?: AbortSignal
  /** Milliseconds since 1970. */
  now?: () => number
  timers?: Timers
  /** From 0 to below 1. */
  random?: () => number
  toolVersion: string
  commit?: string
  startedBy?: string
}

/**
 * How fast a run goes by itself. Docusign's limits for logins are not known and shared with the
 * product, so the rate is low; emulators get as much as they take.
 */
export function smokeDefaults(platform: PlatformName): { rate: number; concurrency: number } {
  return platform === 'emulator'
    ? { rate: Number.POSITIVE_INFINITY, concurrency: 64 }
    : { rate: 15, concurrency: 32 }
}

/**
 * Logs in as the users of an environment's tenants, each with a freshly signed assertion, and says
 * who can and who cannot.
 *
 * First the management account's canary user, then a user who does not exist and must be refused;
 * only when both end as they should do the tenants follow. What goes wrong on the way is in the
 * report; only mistakes in the options are thrown.
 *
 * @throws {NothingToCheck} when the selection leaves nobody to log in.
 * @throws {TypeError} for options that make no sense.
 */
export async function runSmoke(options: SmokeOptions): Promise<SmokeReport> {
  const { environment, platform, signer, client, depth = 'userinfo' } = options
  const { now = Date.now, timers = systemTimers, random = Math.random, shard } = options
  const { integration } = environment
  const { managementAccount, scopes } = integration
  const defaults = smokeDefaults(platform.name)
  const { rate = defaults.rate, concurrency = defaults.concurrency } = options
  const { sample = 'all', seed = Math.floor(random() * 2 ** 31), patienceMs = 300_000 } = options
  checkOptions(options)

  const plan = planLogins(environment, { ...options, sample, seed })
  const startedAt = now()
  const shards = shard?.count ?? 1
  const tenants = plan.tenants.map(notTried)
  const reports = new Map(tenants.map((tenant) => [tenant.id, tenant]))
  const requests = { total: 0, retries: 0 }
  const context: RunContext = {
    integrationKey: integration.integrationKey,
    audience: platform.audience,
    thumbprint: signer.thumbprint,
    consentLink: consentLink({
      origin: platform.origin,
      integrationKey: integration.integrationKey,
      scopes: scopes.consent,
      redirectUri: integration.redirectUris.consent,
      prompt: 'login',
    }),
  }

  const stopping = new AbortController()
  const cutting = new AbortController()
  // Every login listens to both.
  setMaxListeners(0, stopping.signal, cutting.signal)
  let stopped: SmokeReport['stopped']
  let cancelGrace: (() => void) | undefined
  const stop = (reason: StopReason, message: string, graceMs = 5_000) => {
    if (stopped !== undefined) return
    stopped = { reason, message }
    gate.close()
    stopping.abort()
    if (graceMs === 0) cutting.abort()
    else cancelGrace = timers.after(graceMs, () => cutting.abort())
  }
  const gate = createStartGate({
    timers,
    random,
    concurrency,
    rate: rate / shards,
    patienceMs,
    onGiveUp: (trouble, pauseMs) => stop(...givenUp(trouble, pauseMs, platform.origin)),
  })
  const logIn = createLogIn({
    assertion: createAssertionFactory({
      integrationKey: integration.integrationKey,
      audience: platform.audience,
      scopes: scopes.login,
      signer,
      now,
    }),
    client,
    gate,
    budget: createRetryBudget(retryShare, Math.ceil(retryReserve / shards)),
    timers,
    random,
    stopping: stopping.signal,
    cut: cutting.signal,
    requests,
  })

  const interrupt = () => stop('interrupted', 'the run was interrupted')
  if (options.signal?.aborted) interrupt()
  options.signal?.addEventListener('abort', interrupt)
  const cancelDeadline =
    options.deadlineMs === undefined
      ? undefined
      : timers.after(options.deadlineMs, () => {
          stop('deadline', `the deadline of ${seconds(options.deadlineMs)} s has passed`, 0)
        })

  const canaryUser = managementAccount.canaryUser
  const unknownUser = randomGuid(random)
  let canary: ProbeReport = { user: canaryUser, outcome: 'not_tried' }
  let probe: ProbeReport = { user: unknownUser, outcome: 'not_tried' }

  /** The canary and the unknown user: nobody else is troubled before both are as they should be. */
  const preflight = async () => {
    const end = await logIn(canaryUser, depth === 'userinfo')
    canary = judgeCanary(end, canaryUser, managementAccount.id, context)
    stopWhenHopeless(end, 'the canary user could not log in')
    if (stopped !== undefined) return
    const refusal = await logIn(unknownUser, false)
    probe = judgeUnknownUser(refusal, unknownUser, context)
    stopWhenHopeless(refusal, 'the login of a user who does not exist could not be tried')
    if (probe.outcome === 'failed') {
      stop('nothing_proven', `${probe.failure?.message ?? ''}: nothing is proven by such answers`)
    }
  }
  const stopWhenHopeless = (end: LoginEnd, what: string) => {
    if (end.kind !== 'out') return
    const { failure } = end
    if (isInconclusive(failure)) stop('host', `${what}: ${failure.message}`)
    else if (failure.scope === 'app') stop('integration_key', `${what}: ${failure.message}`)
  }

  const settle = ({ targets }: PlannedLogin, end: LoginEnd) => {
    for (const target of targets) {
      const logins = reports.get(target.tenant.id)?.logins ?? []
      const place = logins.findIndex(({ role }) => role === target.role)
      logins[place] = judgeLogin(end, target, context, now())
    }
  }

  const breaker = createBreaker((reason, failure) => {
    stop(reason, `the same trouble for several logins in a row: ${failure}`)
  })

  const logInAll = async () => {
    let next = 0
    const postponed: PlannedLogin[] = []
    gate.measure(plan.logins.length)
    const work = async () => {
      while (stopped === undefined) {
        const planned = plan.logins[next++]
        const login = planned ?? postponed.shift()
        if (login === undefined) return
        const { userId, targets } = login
        const isOffboarded = targets.some(({ tenant }) => tenant.status === 'offboarded')
        const end = await logIn(userId, depth === 'userinfo' || isOffboarded)
        if (end.kind === 'out' && end.again && planned !== undefined) postponed.push(login)
        else {
          breaker(end)
          settle(login, end)
        }
      }
    }
    // More workers than turns: while some wait for answers, others have their assertions signed.
    const workers = Math.min(plan.logins.length, concurrency * (1 + signAhead))
    await Promise.all(Array.from({ length: workers }, work))
  }

  try {
    await preflight()
    if (stopped === undefined) await logInAll()
  } finally {
    gate.close()
    cancelDeadline?.()
    cancelGrace?.()
    options.signal?.removeEventListener('abort', interrupt)
  }

  for (const { id, knownFailure } of plan.tenants) {
    const report = reports.get(id)
    if (report === undefined || knownFailure === undefined) continue
    report.knownFailure = judgeKnownFailure(knownFailure, report.logins, now())
  }
  const keyPair = [...environment.keyPairs].find(
    ([, { thumbprint }]) => thumbprint === signer.thumbprint,
  )?.[0]
  return {
    schemaVersion: 1,
    tool: { name: 'ikctl', version: options.toolVersion },
    environment: environment.name,
    product: integration.product,
    platform: platform.name,
    integrationKey: integration.integrationKey,
    thumbprint: signer.thumbprint,
    ...(keyPair !== undefined && { keyPair }),
    configHash: configHash(environment),
    ...(options.commit !== undefined && { commit: options.commit }),
    run: {
      id: randomGuid(random),
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(now()).toISOString(),
      ...(options.startedBy !== undefined && { startedBy: options.startedBy }),
      depth,
      scopes: scopes.login,
      ...(options.selection && { selection: options.selection }),
      sample,
      seed,
      ...(shard && { shard }),
    },
    verdict: judgeRun({ ...(stopped && { stopped }), canary, unknownUser: probe, tenants }),
    ...(stopped && { stopped }),
    canary,
    unknownUser: probe,
    summary: summarize(tenants, requests),
    pace: gate.pace(),
    tenants,
  }
}

// --- internal ---

/** Retries per request, and how many there may be at the beginning. */
const retryShare = 0.1
const retryReserve = 10
/** Logins whose assertion is signed or being signed, per login under way. */
const signAhead = 2

/** Ends a run in which the same trouble meets several logins in a row. */
function createBreaker(onTrip: (reason: StopReason, message: string) => void) {
  let trouble: StopReason | 'unknown' | undefined
  let inARow = 0
  return (end: LoginEnd) => {
    const failure = end.kind === 'out' ? end.failure : undefined
    const now =
      failure === undefined
        ? undefined
        : isInconclusive(failure)
          ? 'host'
          : failure.scope === 'app'
            ? 'integration_key'
            : failure.class === 'unknown'
              ? 'unknown'
              : undefined
    inARow = now === trouble ? inARow + 1 : 1
    trouble = now
    if (trouble === undefined || failure === undefined) return
    if (trouble === 'unknown' && inARow >= 20) onTrip('host', failure.message)
    else if (trouble !== 'unknown' && inARow >= 5) onTrip(trouble, failure.message)
  }
}

function checkOptions({ rate, concurrency, sample, shard, seed, deadlineMs }: SmokeOptions): void {
  const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 1
  if (rate !== undefined && !(rate > 0)) throw new TypeError('"rate" is a number above 0')
  if (concurrency !== undefined && !isCount(concurrency)) {
    throw new TypeError('"concurrency" is a whole number above 0')
  }
  if (sample !== undefined && sample !== 'all' && !isCount(sample)) {
    throw new TypeError('"sample" is a whole number above 0, or "all"')
  }
  if (deadlineMs !== undefined && !(deadlineMs > 0)) {
    throw new TypeError('"deadlineMs" is a number above 0')
  }
  if (shard === undefined) return
  if (!isCount(shard.count) || !isCount(shard.index) || shard.index > shard.count) {
    throw new TypeError('"shard" has an index from 1 to its count')
  }
  if (typeof sample === 'number' && seed === undefined) {
    throw new TypeError('shards of one sample need the same "seed": give one')
  }
}

function givenUp(trouble: string, pauseMs: number, origin: string): [StopReason, string] {
  return trouble === 'throttled'
    ? [
        'throttled',
        `${origin} throttles: it wants ${seconds(pauseMs)} s of rest, longer than this run may wait`,
      ]
    : ['host', `${origin} gives no proper answers and has not come back`]
}

function seconds(ms = 0): number {
  return Math.ceil(ms / 1000)
}

function notTried({
  id,
  name,
  status,
  account,
  users,
}: Environment['tenants'][number]): TenantReport {
  const reason: LoginReport['reason'] =
    status === 'suspended' || status === 'offboarded' ? status : 'stopped'
  return {
    id,
    name,
    status,
    account,
    logins: Object.entries(users).map(([role, user]) => ({
      role,
      user,
      outcome: 'not_tried',
      reason,
    })),
  }
}
