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
   * How much one change may remove or move before `plan` refuses it.
   */
  limits?: {
    tenantsRemoved?: Limit
    tenantsMoved?: Limit1
    redirectUrisRemoved?: Limit2
  }
}
/**
 * Tenants that are removed or offboarded in one change.
 */
export interface Limit {
  /**
   * The largest share that may change, in percent.
   */
  percent: number
  /**
   * The limit applies from this many existing entries on.
   */
  from: number
}
/**
 * Tenants whose account or users change in one change.
 */
export interface Limit1 {
  /**
   * The largest share that may change, in percent.
   */
  percent: number
  /**
   * The limit applies from this many existing entries on.
   */
  from: number
}
/**
 * Redirect URIs that are removed in one change.
 */
export interface Limit2 {
  /**
   * The largest share that may change, in percent.
   */
  percent: number
  /**
   * The limit applies from this many existing entries on.
   */
  from: number
}
