import { toSignerError } from '../keys/signer-error.ts'

/** What is compared with the YAML. */
export type DriftArea =
  | 'vault'
  | 'settings'
  | 'evidence key'
  | 'logins'
  | 'webhooks'
  | 'redirect URIs'
  | 'rotation'

/** One difference between the YAML and the world, or one place that could not be looked at. */
export interface Drift {
  area: DriftArea
  /** `differs`: the YAML and the world (or the calendar) disagree; `unseen`: it could not be read. */
  kind: 'differs' | 'unseen'
  /** What it is about: a key pair, a tenant, a redirect URI. */
  subject: string
  message: string
  /** What to do next. */
  help: string
}

/**
 * That a vault could not be looked at, and why.
 *
 * @param options.attempt what was tried, as {@link toSignerError} takes it.
 * @param options.rights what an identity has to be allowed to, to go after "may".
 */
export function unseen(
  { area, subject }: Pick<Drift, 'area' | 'subject'>,
  error: unknown,
  { attempt, rights }: { attempt: string; rights: string },
): Drift {
  const { reason, message } = toSignerError(error, attempt)
  const help =
    reason === 'forbidden'
      ? `Run again with an identity that may ${rights}.`
      : 'Fix that, then run again.'
  return { area, kind: 'unseen', subject, message, help }
}
