// Generated from schemas/ by `npm run generate`: do not edit.

/**
 * Settings of the tool itself: rule severities and safety limits. `config/ikctl.yaml`.
 */
export interface Settings {
  /**
   * Severity by rule id; `off` switches a rule off. Rules that guard secrets, keys, hosts or the form of the files cannot be lowered or switched off.
   */
  rules?: {
    /**
     * The rule's severity.
     */
    [k: string]: 'error' | 'warning' | 'info' | 'off'
  }
  /**
   * When given, redirect URIs may only use these hosts; `*.` at the start stands for any subdomain.
   *
   * @minItems 1
   */
  redirectHosts?: string[]
  /**
   * How much one change may remove or move before `plan` refuses it. A fleet that is smaller than `from` may change by one tenant at a time.
   */
  limits?: {
    tenantsRemoved?: Limit
    tenantsMoved?: Limit1
    knownFailures?: Limit2
    /**
     * How many days a new or extended known failure may last, counted from the day of the plan.
     */
    knownFailureDays?: number
    redirectUrisRemoved?: Limit3
  }
}
/**
 * Live tenants that are removed, offboarded, suspended or set back in one change.
 */
export interface Limit {
  /**
   * The largest share that may change, in percent, but at least one entry. 0 allows none, 100 any number.
   */
  percent: number
  /**
   * The share applies from this many existing entries on. With fewer, one entry may change.
   */
  from: number
}
/**
 * Live tenants whose id, account or users change in one change.
 */
export interface Limit1 {
  /**
   * The largest share that may change, in percent, but at least one entry. 0 allows none, 100 any number.
   */
  percent: number
  /**
   * The share applies from this many existing entries on. With fewer, one entry may change.
   */
  from: number
}
/**
 * Live tenants that have a known failure after a change that adds or extends one.
 */
export interface Limit2 {
  /**
   * The largest share that may change, in percent, but at least one entry. 0 allows none, 100 any number.
   */
  percent: number
  /**
   * The share applies from this many existing entries on. With fewer, one entry may change.
   */
  from: number
}
/**
 * Redirect URIs that are removed in one change.
 */
export interface Limit3 {
  /**
   * The largest share that may change, in percent, but at least one entry. 0 allows none, 100 any number.
   */
  percent: number
  /**
   * The share applies from this many existing entries on. With fewer, one entry may change.
   */
  from: number
}
