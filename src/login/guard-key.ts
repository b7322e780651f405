import type { LoginFailure } from '../docusign/login-failure.ts'
import type { Timers } from '../pace/timers.ts'
import { backoffMs } from './backoff-ms.ts'
import type { ActiveSettings, SettingsFollower } from './follow-settings.ts'
import type { Emit } from './login-event.ts'

/** Leave to try a login, or the reason why it would be in vain. */
export type Leave =
  | {
      ok: true
      active: ActiveSettings
      /** Has to be called with how it ended; undefined: with a token. */
      end(failure: LoginFailure | undefined): void
    }
  | { ok: false; failure: LoginFailure }

/** Whether a failure says that nobody can log in with this key pair. */
export function isFailureOfKey({ class: failureClass, scope, retryable }: LoginFailure): boolean {
  return scope === 'app' || (failureClass === 'signer_unavailable' && !retryable)
}

/**
 * Keeps many users from finding out one by one that the key pair is refused.
 *
 * At the first refusal the settings are read: they may name another key pair already. If not, one
 * login tries once more and the others wait for it; when that fails too, all are refused at once and
 * only one login at a time tries again, after reading the settings, at growing intervals.
 */
export function guardKey(options: {
  follower: SettingsFollower
  timers: Timers
  random: () => number
  emit: Emit
}): { ask(): Promise<Leave> } {
  const { follower, timers, random, emit } = options
  let block: Block | undefined

  const end = (active: ActiveSettings, failure: LoginFailure | undefined) => {
    const isRefused = failure !== undefined && isFailureOfKey(failure)
    if (block?.active === active) {
      if (isRefused) block.failure = failure
      else if (failure === undefined) block = undefined
    } else if (isRefused && follower.active === active) {
      block = { active, failure, trials: 0, until: timers.now(), trial: undefined }
      const { id: keyPair, thumbprint } = active.settings.keyPair
      const { class: failureClass, message } = failure
      emit({ type: 'key_refused', keyPair, thumbprint, class: failureClass, message })
    }
  }

  /** Others wait until what this returns is called. */
  const beginTrial = (trialOf: Block): (() => void) => {
    let resolve = () => {}
    trialOf.trial = new Promise((r) => {
      resolve = r
    })
    trialOf.trials += 1
    return () => {
      trialOf.trial = undefined
      const { class: failureClass } = trialOf.failure
      const limits = failureClass === 'signer_error' ? signerTrials : trials
      trialOf.until = timers.now() + backoffMs(trialOf.trials, { ...limits, random })
      resolve()
    }
  }

  return {
    async ask() {
      for (;;) {
        const active = await follower.current()
        const seen = block
        if (seen?.active !== active) {
          return { ok: true, active, end: (failure) => end(active, failure) }
        }
        if (seen.trial !== undefined) {
          await seen.trial
          continue
        }
        if (timers.now() < seen.until) return { ok: false, failure: seen.failure }
        const endTrial = beginTrial(seen)
        await follower.refresh()
        if (follower.active === active) {
          const ended = (failure: LoginFailure | undefined) => {
            end(active, failure)
            endTrial()
          }
          return { ok: true, active, end: ended }
        }
        endTrial()
      }
    },
  }
}

// --- internal ---

/** The key pair is refused. */
interface Block {
  active: ActiveSettings
  failure: LoginFailure
  trials: number
  /** When the next trial may begin, by {@link Timers.now}. */
  until: number
  /** Resolves when the trial under way has ended; undefined when there is none. */
  trial: Promise<void> | undefined
}

const trials = { baseMs: 1_000, capMs: 30_000 }
/** A vault that refuses costs Docusign nothing: when it signs again, nobody waits long for that. */
const signerTrials = { baseMs: 1_000, capMs: 5_000 }
