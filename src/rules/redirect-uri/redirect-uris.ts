import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** A declared redirect URI. */
export interface RedirectUri {
  text: string
  /** Absent when the text is no absolute address, or has white space in it. */
  url?: URL
  place: Place
}

/** All declared redirect URIs of an environment, the consent redirect first. */
export function redirectUris({ integration }: EnvironmentDraft): RedirectUri[] {
  if (integration === undefined) return []
  const { consent, others = [] } = integration.value.redirectUris ?? {}
  const declared: RedirectUri[] = []
  const add = (text: string | undefined, ...pointer: (string | number)[]): void => {
    if (text === undefined) return
    const url = parseAddress(text)
    const place = valueAt(integration, 'redirectUris', ...pointer)
    declared.push({ text, place, ...(url !== undefined && { url }) })
  }
  add(consent, 'consent')
  for (const [index, text] of others.entries()) add(text, 'others', index)
  return declared
}

/** White space and control characters, which no address may have (RFC 3986 section 2). */
export const spaceOrControl = /[\s\p{Cc}]/u

/** Whether the host is this machine (RFC 8252 section 7.3, RFC 6761 section 6.3). */
export function isLoopback({ hostname }: URL): boolean {
  return isLocalhost(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]'
}

/** Whether a host is `localhost`, or below it. */
export function isLocalhost(hostname: string): boolean {
  return /(^|\.)localhost\.?$/.test(hostname)
}

/** An absolute address; `undefined` for any other text, and for one with white space in it. */
export function parseAddress(text: string): URL | undefined {
  // "host:8080/path" parses as an address with the scheme "host:".
  if (spaceOrControl.test(text) || /^[^/:]+:\d+(?:[/?#]|$)/.test(text)) return undefined
  return URL.canParse(text) ? new URL(text) : undefined
}
