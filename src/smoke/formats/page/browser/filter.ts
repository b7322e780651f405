import type { PageLogin, PageTenant } from '../page-data.ts'

/** What is shown; empty: everything. It stands in the page's address, so that it can be shared. */
export interface Filter {
  /** Words that a tenant must hold, all of them. */
  q: string
  outcome: string
  class: string
  change: string
  status: string
  /** `name=value`. */
  label: string
}

export const emptyFilter: Filter = {
  q: '',
  outcome: '',
  class: '',
  change: '',
  status: '',
  label: '',
}

export const filterNames = Object.keys(emptyFilter) as (keyof Filter)[]

/** The filter of an address; undefined when it leads to a place on the page instead. */
export function parseFilter(hash: string): Filter | undefined {
  if (!hash.includes('=')) return undefined
  const values = new URLSearchParams(hash.replace(/^#/, ''))
  const filter = { ...emptyFilter }
  for (const name of filterNames) filter[name] = values.get(name) ?? ''
  return filter
}

/** The same as an address; empty when nothing is filtered. */
export function writeFilter(filter: Filter): string {
  const values = new URLSearchParams()
  for (const name of filterNames) if (filter[name] !== '') values.set(name, filter[name])
  return values.size === 0 ? '' : `#${values}`
}

/** A tenant with what there is to search in it. */
export interface IndexedTenant {
  tenant: PageTenant
  text: string
}

export function indexTenants(tenants: readonly PageTenant[]): IndexedTenant[] {
  return tenants.map((tenant) => {
    const { id, name, account, status, labels = {}, logins } = tenant
    const parts = [id, name, account, status]
    for (const [label, value] of Object.entries(labels)) parts.push(`${label}=${value}`)
    for (const login of logins) {
      parts.push(login.role, login.user, login.class ?? '', login.message ?? '')
      parts.push(...(login.warnings ?? []))
    }
    return { tenant, text: parts.join('\n').toLowerCase() }
  })
}

/** A tenant that is shown, and those of its users that the filter is about. */
export interface Match {
  tenant: PageTenant
  logins: readonly PageLogin[]
}

export function findMatches(tenants: readonly IndexedTenant[], filter: Filter): Match[] {
  const words = filter.q.toLowerCase().split(/\s+/)
  const [label, value] = splitLabel(filter.label)
  const isAboutLogins = filter.outcome + filter.class + filter.change !== ''
  const matches: Match[] = []
  for (const { tenant, text } of tenants) {
    if (filter.status !== '' && tenant.status !== filter.status) continue
    if (label !== '' && tenant.labels?.[label] !== value) continue
    if (!words.every((word) => text.includes(word))) continue
    const logins = isAboutLogins
      ? tenant.logins.filter(
          (login) =>
            (filter.outcome === '' || login.outcome === filter.outcome) &&
            (filter.class === '' || login.class === filter.class) &&
            (filter.change === '' || login.change === filter.change),
        )
      : tenant.logins
    if (logins.length > 0) matches.push({ tenant, logins })
  }
  return matches
}

// --- internal ---

function splitLabel(text: string): [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}
