import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'

/** A declared redirect URI. */
export interface RedirectUri {
  text: string
  /** Absent when the text is no absolute address, or has white space in it. */
  url?: URL
  /** The first part of the text that stands for something else: `{tenant}`, `*`, `%s`. */
  placeholder?: string
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
    const [placeholder] = placeholders.exec(text.slice(0, maxLength)) ?? []
    declared.push({
      ...{ text, place },
      ...(url !== undefined && { url }),
      ...(placeholder !== undefined && { placeholder }),
    })
  }
  add(consent, 'consent')
  for (const [index, text] of others.entries()) add(text, 'others', index)
  return declared
}

/**
 * The declared redirect URIs without a placeholder: what the others look like says nothing, and
 * `redirect-uri/wildcard` reports them. Rules that guard authorization codes look at all.
 */
export function literalRedirectUris(environment: EnvironmentDraft): RedirectUri[] {
  return redirectUris(environment).filter(({ placeholder }) => placeholder === undefined)
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

// --- internal ---

/**
 * What routers, templates, shells and people write for a part that differs. A bracket opens none behind
 * `//`, where it holds the address of a host, nor a colon anywhere but at the start of a part of the path.
 */
const forms = [
  /[$#]?(?:\{|%7B).*?(?:\}|%7D)+/,
  /(?<!\/\/(?:[^/?#]*@)?)\[[^\]/]*\]|(?<=\/\/)\[[^\]/:]*\]/,
  /(?:<|%3C).*?(?:>|%3E)/,
  /(?<=\/):[a-z_][\w-]*/,
  /%\(\w+\)s?|%\w{3,}%(?![\da-f]{2})|%(?![\da-f]{2})[sdiuv@]/,
  /(?<=[/.=])\$\w+|__\w+?__|@@\w+@@/,
  /\(?\.?\*\)?/,
  /(?<=[/.])your[-_]?(?:tenant|domain|host|app|company|customer|name)(?=[/.:]|$)/,
]
const placeholders = new RegExp(forms.map(({ source }) => source).join('|'), 'i')

/** The longest text that is searched: Docusign takes no address that is as long. */
const maxLength = 2000
