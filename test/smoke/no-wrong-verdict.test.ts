import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createAccountClient } from '../../src/docusign/account-client.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { judgeCandidate } from '../../src/rotation/judge-candidate.ts'
import { runSmoke } from '../../src/smoke/run-smoke.ts'
import type { Depth, Outcome, SmokeReport } from '../../src/smoke/smoke-report.ts'
import {
  canaryUser,
  guid,
  managementAccount,
  smokeEnvironment,
  smokeTenant,
} from '../support/smoke-environment.ts'
import { createVirtualTimers } from '../support/virtual-timers.ts'
import {
  openWireRoute,
  type Truth,
  truthNames,
  truths,
  type WireAnswer,
  type WireStep,
  type WireWorld,
  wireSteps,
} from '../support/wire-docusign.ts'
import { endings, strayRefusals, troubles } from '../support/wire-troubles.ts'

/** The connections that the next client gets. */
const wire = vi.hoisted(() => ({ world: undefined as WireWorld | undefined }))

vi.mock('../../src/docusign/https-route.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  openHttpsRoute: () => {
    if (wire.world === undefined) throw new Error('no world')
    return openWireRoute(wire.world)
  },
}))

const baseUri = 'https://na3.docusign.net'
const webhook = 'https://hooks.contoso.example/docusign'
const platform = oauthPlatform('production')
const signer = {
  thumbprint: '0vx7agoebGcQSuu8jD6_JnO0BoQvW1cGQZcMvNnVYyc',
  alg: 'RS256' as const,
  publicJwk: async () => ({ kty: 'RSA' as const, n: 'AQAB', e: 'AQAB' }),
  sign: async () => Buffer.from('signature'),
}

/** One thing that goes wrong with a login: at which step, what, and for how many requests. */
interface Disturbance {
  step: WireStep
  what: string
  times: number
}

/** How things are with a user, and what goes wrong on the way. */
interface Scripted {
  truth: Truth
  script: readonly Disturbance[]
}

interface Script {
  canary: Scripted
  /** The user who does not exist. */
  unknown: readonly Disturbance[]
  tenants: readonly Scripted[]
}

/** The answers that a login meets at each step before the right ones. */
function queuesOf(script: readonly Disturbance[]): Map<WireStep, ((now: number) => WireAnswer)[]> {
  const queues = new Map(wireSteps.map((step) => [step, [] as ((now: number) => WireAnswer)[]]))
  let hasStray = false
  for (const { step, what, times } of script) {
    const stray = strayRefusals[step][Number(/^stray (\d)$/.exec(what)?.[1])]
    const make = stray === undefined ? (troubles[what] ?? endings[what]) : () => stray
    // More than one stray refusal would be believed.
    if (make === undefined || (stray !== undefined && hasStray)) continue
    hasStray ||= stray !== undefined
    const count = stray === undefined ? times : 1
    for (let n = 0; n < count; n++) queues.get(step)?.push(make)
  }
  return queues
}

function runAgainst(
  { canary, unknown, tenants }: Script,
  options: { depth: Depth; seed: number },
): Promise<SmokeReport> {
  const timers = createVirtualTimers()
  const start = Date.UTC(2026, 4, 4, 8, 20)
  const now = () => start + timers.now()
  const environment = smokeEnvironment(tenants.map((_, number) => smokeTenant(number, { baseUri })))
  environment.integration.platform = 'production'
  environment.integration.webhooks = {
    ...{ url: webhook, events: ['envelope-completed'], hmac: 'integrator' },
  }
  const scripts = new Map(
    [{ user: canaryUser, account: managementAccount, ...canary }]
      .concat(
        tenants.map((tenant, number) => {
          return { user: guid(number, 11), account: guid(number, 10), ...tenant }
        }),
      )
      .map(({ user, account, truth, script }) => [
        user,
        { account, truth, queues: queuesOf(script) },
      ]),
  )
  const ofUnknown = queuesOf(unknown)
  const world: WireWorld = {
    ...{ timers, now, baseUri, webhook, users: scripts },
    trouble(step, userId) {
      const queues = scripts.get(userId)?.queues ?? ofUnknown
      return queues.get(step)?.shift()?.(now())
    },
  }
  wire.world = world
  const client = createOAuthClient({ origin: platform.origin, connections: 4, now })
  return timers.run(
    runSmoke({
      ...{ environment, platform, signer, client, timers, now, ...options },
      openAccounts: (origin) => {
        wire.world = world
        return createAccountClient({ origin, connections: 4, now })
      },
      ...{ concurrency: 4, rate: Number.POSITIVE_INFINITY, random: seededRandom(options.seed) },
      toolVersion: '0.0.0',
    }),
  )
}

const stepsOfDepth: Record<Depth, readonly WireStep[]> = {
  token: ['token'],
  userinfo: ['token', 'userinfo'],
  account: ['token', 'userinfo', 'account', 'user'],
  connect: ['token', 'userinfo', 'connect', 'failures'],
}
const isSeen = (truth: Truth, depth: Depth) =>
  stepsOfDepth[depth].some((step) => step === truths[truth])
const outcomes = ({ tenants }: SmokeReport): Outcome[] =>
  tenants.map(({ logins }) => logins[0]?.outcome ?? 'not_tried')
const passes = (outcome: Outcome) => outcome.startsWith('passed')

const disturbance = fc.record({
  step: fc.constantFrom(...wireSteps),
  what: fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(...Object.keys(troubles)) },
    { weight: 4, arbitrary: fc.constantFrom('stray 0', 'stray 1', 'stray 2', 'stray 3') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(endings)) },
  ),
  times: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(1, 2) },
    { weight: 2, arbitrary: fc.constantFrom(4, 8, 50) },
  ),
})
const undisturbed = fc.constant<Disturbance[]>([])
const script = fc.oneof(
  { weight: 1, arbitrary: undisturbed },
  { weight: 3, arbitrary: fc.array(disturbance, { minLength: 1, maxLength: 4 }) },
  // A login that comes to no end.
  {
    weight: 1,
    arbitrary: disturbance.map((one) => [{ ...one, step: 'token' as const, times: 50 }]),
  },
)
/** Who goes first mostly gets through: else nothing is proven. */
const quietScript = fc.oneof(
  { weight: 3, arbitrary: undisturbed },
  { weight: 1, arbitrary: fc.array(disturbance, { minLength: 1, maxLength: 3 }) },
)
const truth = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Truth>('good') },
  {
    weight: 1,
    // Of one user alone: who has the key pair refused stops the run.
    arbitrary: fc.constantFrom(...truthNames.filter((name) => name !== 'key pair is refused')),
  },
)
const tenants = fc.array(fc.record({ truth, script }), { minLength: 1, maxLength: 6 })
const canaryTruth = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Truth>('good') },
  { weight: 1, arbitrary: fc.constantFrom<Truth>('key pair is refused', 'no consent') },
)
const canary = fc.record({ truth: canaryTruth, script: quietScript })
const run = fc.record({ canary, unknown: quietScript, tenants })
const options = fc.record({
  depth: fc.constantFrom<Depth>('token', 'userinfo', 'account', 'account', 'connect'),
  seed: fc.nat(1000),
})

describe('an undisturbed run', () => {
  test.each(truthNames)('shows that of a user is true: %s', async (name) => {
    const users = (['good', name, 'good'] as const).map((truth) => ({ truth, script: [] }))
    const script = { canary: { truth: 'good', script: [] }, unknown: [], tenants: users } as const
    for (const depth of Object.keys(stepsOfDepth) as Depth[]) {
      const [first, second, third] = outcomes(await runAgainst(script, { depth, seed: 1 }))
      expect([first, third]).toEqual(['passed', 'passed'])
      expect(second).toBe(isSeen(name, depth) ? 'failed' : 'passed')
    }
  })
})

describe('whatever is answered at any step', () => {
  test('nobody fails who can log in, and nobody passes who cannot', async () => {
    const logins = { all: 0, proven: 0 }
    await fc.assert(
      fc.asyncProperty(run, options, async (script, how) => {
        const report = await runAgainst(script, how)
        const { canary, tenants } = script
        const isBad = ({ truth }: Scripted) => isSeen(truth, how.depth)
        for (const [index, outcome] of outcomes(report).entries()) {
          const tenant = tenants[index] ?? canary
          if (isBad(tenant)) expect(passes(outcome), `${tenant.truth}: ${outcome}`).toBe(false)
          else expect(outcome).not.toBe('failed')
          logins.all += 1
          if (outcome === 'failed' || passes(outcome)) logins.proven += 1
        }
        const isAnyBad = [canary, ...tenants].some(isBad)
        if (report.verdict === 'passed') expect(isAnyBad).toBe(false)
        if (report.verdict === 'failed') expect(isAnyBad).toBe(true)
        if (report.verdict === 'integration_key') expect(canary.truth).toBe('key pair is refused')
      }),
      { seed: 12, numRuns: 1_500 },
    )
    // Nothing at all would be wrong if nothing were proven.
    expect(logins.proven / logins.all).toBeGreaterThan(0.5)
  })

  test('no comparison of two key pairs allows what an undisturbed one forbids', async () => {
    // A token is all that a key pair changes.
    const ofToken = fc.constantFrom<Truth>(
      ...(['good', 'good', 'no consent', 'user is closed', 'refused without a reason'] as const),
    )
    const compared = fc.record({
      ...{ canary, unknown: undisturbed },
      tenants: fc.array(fc.record({ truth: ofToken, script }), { minLength: 2, maxLength: 4 }),
    })
    // What a candidate changes: nothing, Docusign does not know it, or one user is refused with it.
    const change = fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant('unknown' as const) },
      { weight: 4, arbitrary: fc.record({ at: fc.nat(3), truth: ofToken }) },
    )
    const proven = { passed: 0, regressed: 0 }
    await fc.assert(
      fc.asyncProperty(
        compared,
        compared,
        change,
        fc.nat(1000),
        async (script, other, change, seed) => {
          const how = { depth: 'token' as const, seed }
          const good = (own: Scripted): Scripted => ({ ...own, truth: 'good' })
          const refused: Truth = 'key pair is refused'
          const isUnknown = change === 'unknown'
          const after = script.tenants.map(({ truth }, index): Scripted => {
            const isChanged = typeof change === 'object' && change.at === index
            const changed = isUnknown ? refused : isChanged ? change.truth : truth
            return { truth: changed, script: other.tenants[index]?.script ?? [] }
          })
          const { verdict } = judgeCandidate(
            await runAgainst({ ...script, canary: good(script.canary) }, how),
            await runAgainst(
              {
                ...other,
                canary: isUnknown ? { ...other.canary, truth: refused } : good(other.canary),
                tenants: after,
              },
              how,
            ),
          )
          const isForbidden =
            isUnknown ||
            script.tenants.some(({ truth }, index) => {
              return !isSeen(truth, 'token') && isSeen(after[index]?.truth ?? 'good', 'token')
            })
          if (isForbidden) expect(verdict).not.toBe('passed')
          else expect(verdict).not.toBe('regressed')
          expect(verdict).not.toBe('active_failed')
          if (verdict === 'passed' || verdict === 'regressed') proven[verdict] += 1
        },
      ),
      { seed: 34, numRuns: 1_500 },
    )
    expect(proven.passed).toBeGreaterThan(100)
    expect(proven.regressed).toBeGreaterThan(100)
  })
})
