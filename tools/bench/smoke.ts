// What a login costs `ikctl smoke`, as ratios to what cannot be avoided. `npm run bench` prints them.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Environment } from '../../src/config/environment.ts'
import { createOAuthClient, type OAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import type { Depth, SmokeReport } from '../../src/smoke/smoke-report.ts'
import { benchEnvironment, benchTenantOf } from './bench-environment.ts'
import { benchPem } from './bench-pem.ts'
import { bareLogins } from './login-floor.ts'
import { measureCpu } from './measure-cpu.ts'
import type { SigningSpeed } from './signing-speed.ts'
import { vendorLogins } from './vendor-sdk.ts'
import { type Stub, withStub } from './with-stub.ts'

/** What {@link measureLatency} found. */
export interface LatencyRun {
  logins: number
  latencyMs: number
  concurrency: number
  wallSeconds: number
  signingFloorSeconds: number
  networkFloorSeconds: number
  /** Wall time to the larger floor. */
  ratio: number
}

/** What {@link measureMemory} found. */
export interface MemoryUse {
  logins: number
  /** What the report takes when everything else of the run is gone. */
  reportBytes: number
  /** The most that the heap grew by during the run, the report included. */
  peakBytes: number
  /** Of the peak to the report. */
  ratio: number
}

/**
 * The CPU time of this process for logins with a PEM signer against a server in another process: by
 * `ikctl smoke`, by as little as possible, and by the vendor's SDK.
 */
export async function measureLoginCpu(signing: SigningSpeed, { logins = 1_000, rounds = 8 } = {}) {
  const { concurrency } = smokeDefaults('emulator')
  return withSmoke(0, concurrency, (smoke, stub) => {
    const environment = benchEnvironment(logins)
    const ways = {
      userinfo: () => smoke(environment),
      token: () => smoke(environment, 'token'),
      ...bareLogins(stub, concurrency),
      vendor: vendorLogins(stub, concurrency),
    }
    return measureCpu(signing, ways, { logins, rounds })
  })
}

/** How long logins take when every answer takes a while. */
export async function measureLatency(
  signing: SigningSpeed,
  { logins = 10_000, latencyMs = 80, concurrency = 128 } = {},
): Promise<LatencyRun> {
  return withSmoke(latencyMs, concurrency, async (smoke) => {
    const environment = benchEnvironment(logins)
    const startedAt = performance.now()
    await smoke(environment)
    const wallSeconds = (performance.now() - startedAt) / 1000
    const signingFloorSeconds = logins / signing.perSecond
    const networkFloorSeconds = (2 * logins * latencyMs) / 1000 / concurrency
    return {
      logins,
      latencyMs,
      concurrency,
      wallSeconds,
      signingFloorSeconds,
      networkFloorSeconds,
      ratio: wallSeconds / Math.max(signingFloorSeconds, networkFloorSeconds),
    }
  })
}

/** How far the heap grows with the fleet, without signatures and network. */
export async function measureMemory(logins = 100_000): Promise<MemoryUse> {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const used = () => {
    gc()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const environment = benchEnvironment(logins)
  let done = 0
  let peak = 0
  const client: OAuthClient = {
    async requestToken(assertion) {
      await new Promise(setImmediate)
      const { sub } = JSON.parse(
        Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString(),
      ) as { sub: string }
      if (benchTenantOf(sub) === undefined) return { ok: false, failure: userNotFound }
      return { ok: true, accessToken: sub }
    },
    async userInfo(sub) {
      await new Promise(setImmediate)
      if (++done % (logins / 10) === 0) peak = Math.max(peak, used())
      const accountId = benchTenantOf(sub)?.account ?? ''
      const accounts = [{ accountId, isDefault: true, baseUri: 'https://demo.docusign.net' }]
      return { ok: true, userInfo: { sub, accounts } }
    },
    close: async () => {},
  }
  const before = used()
  const report = await runSmoke({
    environment,
    platform: oauthPlatform('emulator', 'https://localhost:1'),
    signer: { ...pemSigner(benchPem()), sign: async () => new Uint8Array(256) },
    client,
    toolVersion: 'bench',
  })
  check(report, logins)
  const reportBytes = used() - before
  // Still used here, so still there when measured.
  if (report.tenants.length !== logins) throw new Error('tenants are missing')
  const peakBytes = Math.max(peak - before, reportBytes)
  return { logins, reportBytes, peakBytes, ratio: peakBytes / reportBytes }
}

// --- internal ---

const userNotFound = {
  class: 'user_not_found',
  scope: 'tenant',
  proof: 'refusal',
  retryable: false,
  message: 'user_not_found',
  action: '-',
  status: 400,
  error: 'invalid_grant',
} as const

/** Runs of `ikctl smoke` against the stub. */
async function withSmoke<T>(
  latencyMs: number,
  concurrency: number,
  measure: (
    smoke: (environment: Environment, depth?: Depth) => Promise<SmokeReport>,
    stub: Stub,
  ) => Promise<T>,
): Promise<T> {
  return withStub(latencyMs, async (stub) => {
    const { url, ca } = stub
    const client = createOAuthClient({ origin: url, ca, connections: concurrency })
    try {
      return await measure(async (environment, depth = 'userinfo') => {
        const report = await runSmoke({
          environment,
          platform: oauthPlatform('emulator', url),
          signer: pemSigner(benchPem()),
          client,
          concurrency,
          depth,
          toolVersion: 'bench',
        })
        return check(report, environment.tenants.length)
      }, stub)
    } finally {
      await client.close()
    }
  })
}

/** A benchmark of something that does not work would be worthless. */
function check(report: SmokeReport, logins: number): SmokeReport {
  if (report.verdict === 'passed' && report.summary.outcomes.passed === logins) return report
  throw new Error(`the run did not pass: ${JSON.stringify({ ...report, tenants: [] })}`)
}
