import type { PublishedSettings } from '../config/generated/published-settings.ts'
import { SettingsRefused } from './login-error.ts'

/**
 * Reads what `pulumi up` publishes (`schemas/published-settings.schema.json`). Members that are not
 * known yet are ignored.
 *
 * Written by hand because an application should not load the validators of the whole configuration;
 * a test holds it to the schema.
 *
 * @param value the JSON text, or what it says.
 * @throws {SettingsRefused} names the first member that is wrong, and never quotes it.
 */
export function readPublishedSettings(value: unknown): PublishedSettings {
  const settings = asObject(typeof value === 'string' ? parse(value) : value, 'they')
  if (settings.version !== 1) {
    throw refuse('have a "version" other than 1: update ikctl in this application')
  }
  const keyPair = asObject(settings.keyPair, '"keyPair"')
  return {
    version: 1,
    integrationKey: matching(settings.integrationKey, '"integrationKey"', guid),
    oauthHost: matching(settings.oauthHost, '"oauthHost"', host),
    scopes: scopeList(settings.scopes, 'scopes'),
    keyPair: {
      id: matching(keyPair.id, '"keyPair.id"', name),
      key: matching(keyPair.key, '"keyPair.key"', vaultObject),
      thumbprint: matching(keyPair.thumbprint, '"keyPair.thumbprint"', thumbprint),
    },
    ...(settings.consent !== undefined && { consent: readConsent(settings.consent) }),
  }
}

// --- internal ---

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const host = /^[a-z0-9.-]+(:[0-9]+)?$/
const scopePattern = /^[a-z][a-z0-9_.]*$/
const name = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const vaultObject = /^https:\/\/[^/?#\s]+\/(keys|secrets)\/[0-9A-Za-z-]{1,127}\/[0-9a-f]{32}$/
const nonEmpty = /./s
const thumbprint = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

function readConsent(value: unknown): NonNullable<PublishedSettings['consent']> {
  const consent = asObject(value, '"consent"')
  return {
    redirectUri: matching(consent.redirectUri, '"consent.redirectUri"', nonEmpty),
    scopes: scopeList(consent.scopes, 'consent.scopes'),
  }
}

function scopeList(value: unknown, name: string): string[] {
  if (!Array.isArray(value) || value.length === 0) throw refuse(`have no list "${name}"`)
  return value.map((scope, index) => matching(scope, `"${name}[${index}]"`, scopePattern))
}

function refuse(what: string): SettingsRefused {
  return new SettingsRefused(
    `the published settings ${what}; check that the settings id names the secret that \`pulumi up\` writes`,
  )
}

/** The error of a failed parse would quote the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('are not JSON')
  }
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(what === 'they' ? 'are not a JSON object' : `have no object ${what}`)
  }
  return value as Record<string, unknown>
}

function matching(value: unknown, what: string, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw refuse(`have no usable ${what}`)
  }
  return value
}
