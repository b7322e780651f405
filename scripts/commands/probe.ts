import { IkctlError } from '../../src/ikctl-error.ts'
import { systemTimers } from '../../src/pace/timers.ts'
import { isProbing, probeMetrics } from '../../src/probe/probe-metrics.ts'
import { createProbeState } from '../../src/probe/probe-state.ts'
import { type ProbeRound, type RoundEnd, runProbe } from '../../src/probe/run-probe.ts'
import { serveProbe } from '../../src/probe/serve-probe.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import type { Depth } from '../../src/smoke/smoke-report.ts'
import { version } from '../../src/version.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { requireServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface ProbeCommandOptions {
  directory: string
  /** In milliseconds. */
  every: number
  /** In milliseconds. */
  cover: number
  listen: { host: string; port: number }
  maxTenants: number
  depth?: Depth
}

/** Probes an environment until it is interrupted. */
export async function probeCommand(
  name: string,
  { directory, every, cover, listen, maxTenants, depth }: ProbeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  requireServices(loadEnvironment(name, directory, io, { tenants: [] }), io)
  const clock = { now: systemTimers.now, date: io.now }
  const state = createProbeState(clock)
  const info = { environment: name, version, everyMs: every }
  const log = (entry: object) => {
    io.stdout.write(`${JSON.stringify({ time: new Date(io.now()).toISOString(), ...entry })}\n`)
  }
  const server = await listening(listen, {
    metrics: () => probeMetrics(state, info, clock.now()),
    isHealthy: () => isProbing(state, info, clock.now()),
  })
  log({ event: 'started', environment: name, version, listen: server.url, everyMs: every })
  try {
    await runProbe({
      ...{ everyMs: every, coverMs: cover, maxTenants, state, timers: systemTimers },
      signal: io.signal,
      openRound: () => openRound(name, { directory, every, depth }, io),
      onRound: (end) => log(describeRound(end)),
    })
    log({ event: 'stopped' })
    return exitCodes.good
  } finally {
    await server.close()
  }
}

// --- internal ---

async function openRound(
  name: string,
  { directory, every, depth }: { directory: string; every: number; depth: Depth | undefined },
  io: Io,
): Promise<ProbeRound> {
  const session = await openEnvironment(loadEnvironment(name, directory, io), io)
  const { environment, platform } = session
  const { concurrency } = smokeDefaults(platform.name)
  return {
    tenants: environment.tenants.filter(({ status }) => status === 'live').map(({ id }) => id),
    run: async (tenants) =>
      runSmoke({
        ...{ environment, platform, concurrency, depth, now: io.now, signal: io.signal },
        signer: await chooseSigner(session, { directory }, io),
        client: session.oauthClient(concurrency),
        openAccounts: (origin) => session.accountClient(origin, concurrency),
        selection: { tenants },
        // A round that stalls ends before two others should have begun.
        deadlineMs: Math.max(every, 30_000),
        toolVersion: version,
      }),
    close: session.close,
  }
}

async function listening(...args: Parameters<typeof serveProbe>): ReturnType<typeof serveProbe> {
  const [{ host, port }] = args
  try {
    return await serveProbe(...args)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new UsageError(
      `cannot listen on ${host}:${port} (${code}): choose a free port of this machine with --listen`,
    )
  }
}

/** A line of the log: counts and ids of tenants, no names, no users. */
function describeRound(end: RoundEnd): object {
  if (!('report' in end)) {
    const { error } = end
    // What others throw may hold anything, so only its kind is shown.
    const said = error instanceof IkctlError ? { code: error.code, message: error.message } : {}
    const kind = error instanceof Error ? error.name : typeof error
    return { event: 'round', verdict: 'error', error: { kind, ...said } }
  }
  const { report } = end
  const failed = report.tenants.filter(({ logins }) =>
    logins.some(({ outcome }) => outcome === 'failed'),
  )
  return {
    event: 'round',
    verdict: report.verdict,
    canary: report.canary.outcome,
    unknownUser: report.unknownUser.outcome,
    tenants: report.tenants.length,
    outcomes: report.summary.outcomes,
    failures: report.summary.failures,
    failedTenants: failed.slice(0, 20).map(({ id }) => id),
    durationMs: Date.parse(report.run.endedAt) - Date.parse(report.run.startedAt),
    ...(report.stopped && { stopped: report.stopped.reason }),
  }
}
