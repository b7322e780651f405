// What a login costs `ikctl smoke`, as ratios to what cannot be avoided. `npm run bench` prints them.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createOAuthClient, type OAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { runSmoke } from '../../src/smoke/run-smoke.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { benchEnvironment, benchTenantOf } from './bench-environment.ts'

/** RSA-2048 signatures of `openssl speed`: CPU time of one, and how many all cores make a second. */
export interface SigningSpeed {
  cpuSeconds: number
  perSecond: number
}

/** What {@link measureLoginCpu} found. */
export interface LoginCpu {
  logins: number
  cpuSeconds: number
  wallSeconds: number
  /** CPU time of the process per login, in signatures. */
  ratio: number
}

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

/** The best of some runs, here and below: what else the machine does only adds. */
export function measureSigning(runs = 3): SigningSpeed {
  const speeds = Array.from({ length: runs }, () => opensslSigns([]))
  return {
    cpuSeconds: 1 / Math.max(...speeds),
    perSecond: opensslSigns(['-multi', String(availableParallelism())]),
  }
}

/** The CPU time of this process for logins with a PEM signer, against a server in another process. */
export async function measureLoginCpu(
  signing: SigningSpeed,
  { logins = 3_000, runs = 3 } = {},
): Promise<LoginCpu> {
  return withStub(0, 64, async (smoke) => {
    await smoke(500)
    const measured: LoginCpu[] = []
    for (let run = 0; run < runs; run++) {
      const before = process.cpuUsage()
      const startedAt = performance.now()
      await smoke(logins)
      const { user, system } = process.cpuUsage(before)
      const cpuSeconds = (user + system) / 1e6
      const wallSeconds = (performance.now() - startedAt) / 1000
      const ratio = cpuSeconds / logins / signing.cpuSeconds
      measured.push({ logins, cpuSeconds, wallSeconds, ratio })
    }
    return measured.reduce((best, run) => (run.ratio < best.ratio ? run : best))
  })
}

/** How long logins take when every answer takes a while. */
export async function measureLatency(
  signing: SigningSpeed,
  { logins = 10_000, latencyMs = 80, concurrency = 128 } = {},
): Promise<LatencyRun> {
  return withStub(latencyMs, concurrency, async (smoke) => {
    const startedAt = performance.now()
    await smoke(logins)
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
    signer: { ...signer(), sign: async () => new Uint8Array(256) },
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
  retryable: false,
  message: 'user_not_found',
  action: '-',
  status: 400,
  error: 'invalid_grant',
} as const

let made: AssertionSigner | undefined

function signer(): AssertionSigner {
  made ??= pemSigner(
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
  )
  return made
}

/**
 * Signatures per second of `openssl speed`: of CPU time, so that neighbours on the machine hardly
 * matter; with `-multi`, of time on the clock.
 */
function opensslSigns(options: readonly string[]): number {
  const text = execFileSync('openssl', ['speed', '-seconds', '3', '-mr', ...options, 'rsa2048'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const found = /^\+F2:\d+:2048:([\d.]+):/m.exec(text)?.[1]
  if (found === undefined) throw new Error('openssl speed printed something unexpected')
  return Number(found)
}

async function withStub<T>(
  latencyMs: number,
  concurrency: number,
  measure: (smoke: (logins: number) => Promise<SmokeReport>) => Promise<T>,
): Promise<T> {
  const stub = fork(join(import.meta.dirname, 'smoke-stub.ts'), {
    env: { ...process.env, LATENCY_MS: String(latencyMs) },
  })
  const { url, ca } = await ready(stub)
  const client = createOAuthClient({ origin: url, ca, connections: concurrency })
  try {
    return await measure(async (logins) => {
      const report = await runSmoke({
        environment: benchEnvironment(logins),
        platform: oauthPlatform('emulator', url),
        signer: signer(),
        client,
        concurrency,
        toolVersion: 'bench',
      })
      return check(report, logins)
    })
  } finally {
    await client.close()
    stub.disconnect()
  }
}

function ready(stub: ChildProcess): Promise<{ url: string; ca: string }> {
  return new Promise((resolve, reject) => {
    stub.once('message', (message) => resolve(message as { url: string; ca: string }))
    stub.once('error', reject)
    stub.once('exit', () => reject(new Error('the stub server did not start')))
  })
}

/** A benchmark of something that does not work would be worthless. */
function check(report: SmokeReport, logins: number): SmokeReport {
  if (report.verdict === 'passed' && report.summary.outcomes.passed === logins) return report
  throw new Error(`the run did not pass: ${JSON.stringify({ ...report, tenants: [] })}`)
}
