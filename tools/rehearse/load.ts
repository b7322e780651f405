import { KeyRejected } from '../../src/login/login-error.ts'
import type { FleetLogin, FleetNews } from './fleet-protocol.ts'

/** A part of a rehearsal, from one moment to another on the real clock. */
export interface Phase {
  name: string
  from: number
  to: number
  /** Whether logins have to fail in it: Docusign refuses the key pair in use. */
  isOutage?: boolean
}

/** The fleet's logins that began in a phase. */
export interface PhaseLoad {
  name: string
  seconds: number
  logins: number
  failed: number
  /** The slowest, in milliseconds. */
  slowestMs: number
  /** The longest time in which no login began, in milliseconds. */
  pauseMs: number
}

/** Counts the logins of each phase. */
export function measureLoad(logins: readonly FleetLogin[], phases: readonly Phase[]): PhaseLoad[] {
  const byPhase = group(logins, phases)
  return phases.map((phase) => {
    const begun = byPhase.get(phase) ?? []
    return {
      name: phase.name,
      seconds: Math.round((phase.to - phase.from) / 100) / 10,
      logins: begun.length,
      failed: begun.filter(({ failure }) => failure !== undefined).length,
      slowestMs: begun.reduce((slowest, { durationMs }) => Math.max(slowest, durationMs), 0),
      pauseMs: longestPause(begun, phase),
    }
  })
}

/**
 * What is wrong with how the fleet fared: nobody may have failed but in an outage, where somebody must
 * have, or the load would prove nothing.
 *
 * @param tokenRequests that Docusign answered with a token, those of commands included.
 */
export function judgeLoad(
  { logins, tokens }: Pick<FleetNews, 'logins' | 'tokens'>,
  phases: readonly Phase[],
  tokenRequests: number,
): string[] {
  const byPhase = group(logins, phases)
  const problems = phases.flatMap((phase) => {
    const begun = byPhase.get(phase) ?? []
    const failures = begun.flatMap(({ failure }) => failure ?? [])
    const pauseMs = longestPause(begun, phase)
    if (pauseMs > longestPauseMs) {
      return [`${phase.name}: nobody tried to log in for ${pauseMs} ms`]
    }
    if (phase.isOutage) {
      const other = failures.find((failure) => !failure.startsWith(KeyRejected.code))
      if (other !== undefined) return [`${phase.name}: ${other}`]
      return failures.length > 0 ? [] : [`${phase.name}: the refused key pair stopped nobody`]
    }
    if (failures.length === 0) return []
    return [`${phase.name}: ${failures.length} logins failed, the first: ${failures[0]}`]
  })
  const outside = byPhase.get(undefined)?.length ?? 0
  if (outside > 0) problems.push(`${outside} logins belong to no phase`)
  const passed = logins.filter(({ failure }) => failure === undefined).length
  if (tokens < passed) problems.push(`${passed} logins, but only ${tokens} new access tokens`)
  if (tokenRequests < tokens) {
    problems.push(`${tokens} access tokens, but Docusign knows of ${tokenRequests}`)
  }
  return problems
}

// --- internal ---

/** What a busy machine may need; the fleet tries many times a second. */
const longestPauseMs = 10_000

function longestPause(begun: readonly FleetLogin[], { from, to }: Phase): number {
  const times = [from, ...begun.map(({ at }) => at).sort((a, b) => a - b), to]
  return times.reduce((longest, at, index) => Math.max(longest, at - (times[index - 1] ?? at)), 0)
}

/** A login belongs where it began, a failed one to the outage that it met. */
function group(logins: readonly FleetLogin[], phases: readonly Phase[]) {
  const outage = phases.find(({ isOutage }) => isOutage)
  const groups = new Map<Phase | undefined, FleetLogin[]>()
  for (const login of logins) {
    const { at, durationMs, failure } = login
    const isOfOutage =
      failure !== undefined &&
      outage !== undefined &&
      at < outage.to &&
      at + durationMs >= outage.from
    const phase = isOfOutage ? outage : phases.find(({ from, to }) => at >= from && at < to)
    const group = groups.get(phase)
    if (group === undefined) groups.set(phase, [login])
    else group.push(login)
  }
  return groups
}
