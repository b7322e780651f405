import type { Environment } from '../config/environment.ts'
import { createAssertionFactory } from '../docusign/assertion.ts'
import { consentLink } from '../docusign/consent-link.ts'
import type { OAuthClient } from '../docusign/oauth-client.ts'
import type { OAuthPlatform, PlatformName } from '../docusign/platform.ts'
import { type CallBudget, isUsedUp, leastBudget } from '../docusign/rate-limits.ts'
import type { AssertionSigner } from '../keys/assertion-signer.ts'
import { createStartGate, type HostTrouble } from '../pace/start-gate.ts'
import { systemTimers, type Timers } from '../pace/timers.ts'
import { randomGuid } from '../random/random-guid.ts'
import { type AccountHostsOptions, createAccountHosts } from './account-hosts.ts'
import { createBreaker } from './breaker.ts'
import { configHash } from './config-hash.ts'
import {
  checkJournal,
  type JournalEntry,
  type JournalHeader,
  openJournal,
  readJournal,
} from './journal.ts'
import type { RunContext } from './judge-login.ts'
import { keyPairChanged } from './key-pair-changed.ts'
import { endOfLegacy, type Legacy, legacyAssertions } from './legacy-logins.ts'
import {
  createLogIn,
  type LoginEnd,
  type LoginSteps,
  loginSteps,
  unexpectedRefusals,
} from './log-in.ts'
import { logInAll } from './log-in-all.ts'
import {
  loginId,
  NothingToCheck,
  type PlannedLogin,
  planLogins,
  type Selection,
  type Target,
} from './plan-logins.ts'
import { createPreflight } from './preflight.ts'
import { type SmokeProgress, watchProgress } from './progress.ts'
import { budgetOfRun, leastReported, reportBudget } from './report-budget.ts'
import { createResultBook } from './result-book.ts'
import { createRetryBudget } from './retry-budget.ts'
import { createRunControl } from './run-control.ts'
import type { Shard } from './shard.ts'
import type { Depth, LoginReport, SmokeReport, StopReason } from './smoke-report.ts'
import { judgeRun, summarize } from './summarize.ts'

/** What to test, with what, and how fast. */
export interface SmokeOptions {
  environment: Environment
  /** The OAuth server and the assertion's audience. */
  platform: OAuthPlatform
  signer: AssertionSigner
  /** Opens the old key of a migrating tenant; needed where there are any. */
  openLegacy?: ((legacy: Legacy) => Promise<AssertionSigner>) | undefined
  /** For that server, with at least `concurrency` connections. */
  client: OAuthClient
  /** Opens the REST API of an origin; needed for the depths `account` and `connect`. */
  openAccounts?: AccountHostsOptions['open'] | undefined
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
  /** Called twice a second, and at the end. */
  onProgress?: (progress: SmokeProgress) => void
  /**
   * Which key pair is to sign by now, as its RFC 7638 thumbprint; asked when the integration key fails.
   * Undefined: not known.
   */
  readActiveThumbprint?: (() => Promise<string | undefined>) | undefined
  /** A file that remembers who has logged in, so that a run that ended early can be resumed. */
  journal?: { path: string; resume?: boolean }
  toolVersion: string
  commit?: string
  startedBy?: string
}

/**
 * How fast a run goes on its own. Docusign's limits for logins are not known and shared with the
 * product, so the rate is low; emulators get as much as they take, over few connections: with 64 a
 * login costs a tenth more CPU time.
 */
export function smokeDefaults(platform: PlatformName): { rate: number; concurrency: number } {
  return platform === 'emulator'
    ? { rate: Number.POSITIVE_INFINITY, concurrency: 16 }
    : { rate: 15, concurrency: 32 }
}

/**
 * Logs in as the users of an environment's tenants, each with a freshly signed assertion, and says
 * who can and who cannot.
 *
 * First the management account's canary user, then a user who does not exist and must be refused;
 * only when both end as they should do the tenants follow. What goes wrong on the way is in the
 * report; only mistakes in the options are thrown. Requests that a stopped run has given up end with
 * their timeouts, or when the caller closes the client.
 *
 * @throws {NothingToCheck} when the selection leaves nobody to log in.
 * @throws {JournalRefused} when the run to resume was another one.
 * @throws {FileNotWritten} when the journal cannot be written; the run ends at once and can be resumed.
 * @throws {TypeError} for options that make no sense.
 */
export async function runSmoke(options: SmokeOptions): Promise<SmokeReport> {
  checkOptions(options)
  const { environment, platform, signer, depth = 'userinfo', shard, commit, startedBy } = options
  const { openAccounts } = options
  const { now = Date.now, timers = systemTimers, random = Math.random } = options
  const { sample = 'all', selection = {}, proveOffboarded = false, patienceMs = 300_000 } = options
  const [begunOn, begunAt] = [now(), timers.now()]
  const { rate, concurrency } = { ...smokeDefaults(platform.name), ...defined(options) }
  const { integration } = environment
  const { integrationKey, scopes } = integration
  const hash = configHash(environment)
  const shards = shard?.count ?? 1
  const memory = recall(options.journal, options.seed, now, random, {
    environment: environment.name,
    ...{ platform: platform.name, integrationKey, thumbprint: signer.thumbprint },
    ...{ configuration: hash, depth, sample, selection, shard, proveOffboarded },
  })
  const { runId, startedAt, seed, passed, otherThumbprint } = memory

  const plan = planLogins(environment, { selection, sample, seed, shard, proveOffboarded })
  const context: RunContext = {
    environment: environment.name,
    depth,
    integrationKey,
    managedIn: integration.managedIn ?? 'apps-and-keys',
    audience: platform.audience,
    thumbprint: signer.thumbprint,
    consentLink: consentLink({
      origin: platform.origin,
      integrationKey,
      scopes: scopes.consent,
      redirectUri: integration.redirectUris.consent,
      prompt: 'login',
    }),
  }
  const book = createResultBook(plan, context, now)
  const total = plan.logins.length
  const logins = plan.logins.filter((login) => {
    const entry = passed.get(loginId(login))
    if (entry !== undefined) book.enter(login, endOf(entry))
    return entry === undefined
  })
  const resumed = total - logins.length
  // Logins are let go of one by one: the report is all that grows with the fleet.
  plan.logins.length = 0
  const journal = memory.open()

  const gate = createStartGate({
    timers,
    random,
    concurrency,
    rate: rate / shards,
    patienceMs,
    onGiveUp: (trouble, pauseMs) => control.stop(...givenUp(trouble, pauseMs, platform.origin)),
  })
  const control = createRunControl({
    timers,
    signal: options.signal,
    deadlineMs: options.deadlineMs,
    onStop: () => {
      gate.close()
      accountHosts?.stop()
    },
  })
  const accountHosts =
    openAccounts &&
    createAccountHosts({
      ...{ platform, timers, now, random, concurrency, patienceMs },
      open: openAccounts,
      stopping: control.stopping,
    })
  const requests = { total: 0, retries: 0 }
  let oauthBudget: CallBudget | undefined
  let usedUpInARow = 0
  /** One such answer may be about its user alone. */
  const onBudget = (budget: CallBudget | undefined) => {
    oauthBudget = leastBudget(oauthBudget, budget)
    const left = budget?.hourly
    usedUpInARow = left !== undefined && isUsedUp(left) ? usedUpInARow + 1 : 0
    if (left === undefined || usedUpInARow < usedUpAfter) return
    control.stop(
      'throttled',
      `${platform.origin} allows only ${left.remaining} more calls of this hour, which are left to the product`,
    )
  }
  const assertionOf = legacyAssertions({
    open: options.openLegacy ?? noLegacyKeys,
    ...{ audience: platform.audience, scopes: scopes.login, now },
  })
  const logIn = createLogIn({
    assertion: createAssertionFactory({
      integrationKey,
      audience: platform.audience,
      scopes: scopes.login,
      signer,
      now,
    }),
    client: options.client,
    gate,
    accountHosts,
    webhooks: integration.webhooks,
    budget: createRetryBudget(retryShare, Math.ceil(retryReserve / shards)),
    timers,
    now,
    random,
    stopping: control.stopping,
    cutting: control.cutting,
    ...{ requests, onBudget },
  })

  const preflight = createPreflight({
    managementAccount: integration.managementAccount,
    ...{ logIn, depth, context, control, random },
  })
  const breaker = createBreaker()
  let unexpected = 0
  const tryOne = async (login: PlannedLogin) => {
    const { legacy } = login
    const steps = stepsOf(login, depth)
    const end =
      legacy === undefined
        ? await logIn(steps)
        : endOfLegacy(await logIn({ ...steps, assertion: assertionOf(legacy) }), legacy)
    unexpected = unexpectedRefusals(end).length > 0 ? unexpected + 1 : 0
    if (unexpected >= suspicious) {
      unexpected = 0
      await preflight.confirm()
    }
    return end
  }
  const onEnd = (login: PlannedLogin, end: LoginEnd) => {
    if (control.cutting.aborted || end.kind === 'cut') return
    const reports = book.enter(login, end)
    journal?.append(entryOf(login, end, reports))
    const trouble = breaker(end)
    if (trouble === undefined) return
    const { reason, failure } = trouble
    control.stop(reason, `several logins in a row met the same trouble: ${failure.message}`)
  }

  let changed =
    otherThumbprint === undefined ? undefined : keyPairChanged([otherThumbprint, signer.thumbprint])
  if (changed !== undefined) control.stop(changed.reason, changed.message)
  const outcome = () => {
    const stopped = changed ?? control.stopped()
    const { canary, unknownUser } = preflight
    return { ...(stopped && { stopped }), canary, unknownUser }
  }
  const verdict = () => judgeRun({ ...outcome(), tenants: book.tenants })

  const { onProgress } = options
  const read = () => {
    const { done, failures } = book
    return { done, total, failures, pausedMs: gate.pausedMs(), stage: gate.stage() }
  }
  const endProgress = onProgress && watchProgress({ timers, onProgress, read })
  try {
    if (changed === undefined) await control.orCut(preflight.run())
    gate.measure(logins.length)
    await control.orCut(
      logInAll({
        logins,
        // More than there are turns: while some wait for answers, others get their signatures.
        workers: concurrency * (1 + signAhead),
        logIn: tryOne,
        ...{ onEnd, confirm: preflight.confirm },
        stopping: control.stopping,
      }),
    )
    book.close()
    if (verdict() === 'integration_key') {
      const now = await options.readActiveThumbprint?.()
      if (now !== undefined && now !== signer.thumbprint) {
        changed = keyPairChanged([signer.thumbprint, now])
      }
    }
    // Another run would end in the same way: it is not to be resumed.
    if (changed !== undefined || ['passed', 'failed'].includes(verdict())) journal?.end()
  } catch (error) {
    // One login threw: without this, the others would go on, with nobody who waits for them.
    control.abandon()
    throw error
  } finally {
    gate.close()
    accountHosts?.stop()
    control.release()
    endProgress?.()
    journal?.close()
    await accountHosts?.close()
  }

  const { tenants } = book
  for (const tenant of tenants) {
    const budget = accountHosts?.budgetOf(tenant.account)
    if (budget !== undefined) tenant.apiBudget = reportBudget(budget)
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
    integrationKey,
    thumbprint: signer.thumbprint,
    ...(keyPair !== undefined && { keyPair }),
    configHash: hash,
    ...(commit !== undefined && { commit }),
    run: {
      id: runId,
      startedAt,
      // The clock may have been set meanwhile: this is how long it took.
      endedAt: new Date(begunOn + timers.now() - begunAt).toISOString(),
      ...(startedBy !== undefined && { startedBy }),
      depth,
      scopes: scopes.login,
      ...(Object.keys(selection).length > 0 && { selection }),
      sample,
      seed,
      ...(shard && { shard }),
      ...(resumed > 0 && { resumed }),
    },
    verdict: verdict(),
    ...outcome(),
    summary: summarize(tenants, requests),
    pace: gate.pace(),
    ...budgetOfRun(
      oauthBudget && reportBudget(oauthBudget),
      leastReported(tenants.map(({ apiBudget }) => apiBudget)),
    ),
    tenants,
  }
}

// --- internal ---

/** Retries per request, and how many there may be at the beginning. */
const retryShare = 0.1
const retryReserve = 10
/** So many unexpected refusals in a row may not be the tenants' own: the canary user tries again. */
const suspicious = 10
/** So many answers in a row that leave nothing to spare concern the integration key, not one user. */
const usedUpAfter = 3
/** Logins whose assertion is signed or being signed, per login under way. */
const signAhead = 2

/** What a journal knows of the run that is to be resumed; without one, a new run. */
function recall(
  options: SmokeOptions['journal'],
  seed: number | undefined,
  now: () => number,
  random: () => number,
  facts: Readonly<Record<string, unknown>>,
) {
  const found = options?.resume ? readJournal(options.path) : undefined
  // What has ended cannot be resumed: the same command again is another run.
  const before = found?.ended ? undefined : found
  const header: JournalHeader = {
    journal: 1,
    runId: before?.header.runId ?? randomGuid(random),
    startedAt: before?.header.startedAt ?? new Date(now()).toISOString(),
    seed: seed ?? before?.header.seed ?? Math.floor(random() * 2 ** 31),
    must: facts,
  }
  const otherThumbprint = before && checkJournal(before, header, now())
  return {
    ...header,
    otherThumbprint,
    passed:
      (otherThumbprint === undefined ? before?.passed : undefined) ??
      new Map<string, JournalEntry>(),
    open: () => options && openJournal(options.path, header, before),
  }
}

/** Absent and undefined mean the same: the default. */
function defined({ rate, concurrency }: SmokeOptions) {
  return {
    ...(rate !== undefined && { rate }),
    ...(concurrency !== undefined && { concurrency }),
  }
}

/** Who may not log in any more is known by its account, so user info has to tell; that is enough. */
function stepsOf({ userId, targets }: PlannedLogin, depth: Depth): LoginSteps {
  // What a trial shows is the login; the account is looked at with the key that counts.
  const isLookedAt = ({ tenant, isTrial }: Target) => tenant.status !== 'offboarded' && !isTrial
  const accounts = targets.filter(isLookedAt).map(({ tenant }) => tenant.account)
  const isEnough =
    depth !== 'token' || targets.every(({ tenant }) => tenant.status !== 'offboarded')
  const steps = loginSteps(isEnough ? depth : 'userinfo', userId, [...new Set(accounts)])
  const judges = depth === 'account' ? 'sending' : depth === 'connect' ? 'webhooks' : undefined
  return { ...steps, judges }
}

function noLegacyKeys(): Promise<AssertionSigner> {
  throw new TypeError('logins of migrating tenants need "openLegacy"')
}

function entryOf(
  login: PlannedLogin,
  end: Exclude<LoginEnd, { kind: 'cut' }>,
  reports: readonly LoginReport[],
): JournalEntry {
  const failure = reports.find((report) => report.failure)?.failure
  const warnings = end.kind === 'in' ? Object.fromEntries(end.accountWarnings ?? []) : {}
  return {
    user: loginId(login),
    passed: reports.every(({ outcome }) => outcome.startsWith('passed')),
    attempts: end.attempts,
    durationMs: end.durationMs,
    ...(failure && { class: failure.class }),
    ...(Object.keys(warnings).length > 0 && { warnings }),
  }
}

/** What a journal remembers of a login that passed: user, account and base URI were checked then. */
function endOf({ attempts, durationMs, warnings = {} }: JournalEntry): LoginEnd {
  const accountWarnings = new Map(Object.entries(warnings))
  const found = { userInfo: undefined, accountWarnings }
  return { kind: 'in', ...found, attempts, durationMs, again: false }
}

function checkOptions(options: SmokeOptions): void {
  const { rate, concurrency, sample, shard, seed, deadlineMs } = options
  const { environment, depth, openAccounts } = options
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
  if ((depth === 'account' || depth === 'connect') && openAccounts === undefined) {
    throw new TypeError(`the depth "${depth}" needs "openAccounts"`)
  }
  if (depth === 'connect' && environment.integration.webhooks === undefined) {
    throw new NothingToCheck(
      `nothing to check: "${environment.name}" declares no "webhooks" in integration.yaml, so the depth "connect" has nothing to compare`,
    )
  }
  if (shard === undefined) return
  if (!isCount(shard.count) || !isCount(shard.index) || shard.index > shard.count) {
    throw new TypeError('"shard" has an index from 1 to its count')
  }
  if (typeof sample === 'number' && seed === undefined) {
    throw new TypeError('shards of one sample need the same "seed": give one')
  }
}

function givenUp(trouble: HostTrouble, pauseMs: number, origin: string): [StopReason, string] {
  const pause = `${Math.ceil(pauseMs / 1000)} s`
  return trouble === 'throttled'
    ? ['throttled', `${origin} throttles and wants ${pause} of rest, longer than this run may wait`]
    : ['host', `${origin} has given no proper answer for too long`]
}
