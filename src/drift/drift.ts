/** What is compared with the YAML. */
export type DriftArea = 'vault' | 'settings' | 'logins' | 'redirect URIs' | 'rotation'

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
