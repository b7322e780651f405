import { isBaseUri } from './base-uri.ts'
import { type MeantText, meantText } from './meant-text.ts'
import { quoted } from './quoted.ts'

/** The values that people look up at Docusign, where several look alike. */
export type LookedUpValue = 'account' | 'user' | 'integrationKey' | 'keyPair' | 'baseUri'

/** What stands in the place of a value that has to be looked up, and where the right one is shown. */
export interface ConfusedValue {
  /** Completes a sentence: `"account" is <found>, but must be <expected>`. */
  found: string
  expected: string
  /** The screen at Docusign, and the label there. */
  help: string
  /** The value that was meant, where it can be known. */
  meant?: MeantText
}

/** Which of Docusign's values the value at a pointer is; the properties are named alike in all files. */
export function lookedUpValue(pointer: readonly (string | number)[]): LookedUpValue | undefined {
  const [parent, last] = [pointer.at(-2), String(pointer.at(-1))]
  if (parent === 'users') return 'user'
  if (parent === 'managementAccount' && last === 'id') return 'account'
  return Object.hasOwn(byProperty, last) ? byProperty[last] : undefined
}

/**
 * Says what a value of the wrong form is: an account number, an e-mail address, an id that lost a digit.
 *
 * @param value as it was written.
 */
export function confusedValue(kind: LookedUpValue, value: string): ConfusedValue {
  const { label, where } = values[kind]
  if (kind === 'baseUri') {
    const expected = 'of the form https://<region>.docusign.net'
    return { ...confusedBaseUri(value.trim()), expected, help: where }
  }
  const { help = where, ...confused } = confusedGuid(value.trim())
  return { ...confused, expected: `the ${label}, a GUID such as ${sample}`, help }
}

/**
 * The value of a property that was meant where nothing else can have been meant, and otherwise the value as it is: what
 * comes out of databases and clipboards has braces, other cases, or a path behind the base URI.
 */
export function unconfused(pointer: readonly (string | number)[], value: string): string {
  const kind = lookedUpValue(pointer)
  if (kind === undefined) return value
  const isRight = kind === 'baseUri' ? isBaseUri(value) : new RegExp(guidPattern).test(value)
  if (isRight || value === '') return value
  const { meant } = confusedValue(kind, value)
  return meant?.safe ? meant.text : value
}

// --- internal ---

const guidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
const sample = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'

const byProperty: Readonly<Record<string, LookedUpValue>> = {
  account: 'account',
  canaryUser: 'user',
  integrationKey: 'integrationKey',
  docusignKeyPairId: 'keyPair',
  baseUri: 'baseUri',
}

const values: Readonly<Record<LookedUpValue, { label: string; where: string }>> = {
  account: {
    label: 'API Account ID',
    where: 'Docusign Admin > Apps and Keys of that account shows it as "API Account ID".',
  },
  user: {
    label: 'User ID',
    where:
      'Docusign Admin > Users > (the user) shows it as "API Username"; your own is "User ID" in Apps and Keys.',
  },
  integrationKey: {
    label: 'integration key',
    where:
      'Apps and Keys lists it as "Integration Key", the Developer Console as "Client ID": not the secret, not a key pair.',
  },
  keyPair: {
    label: "key pair's id",
    where: 'Docusign shows it beside the key pair of the integration key, as "Keypair ID".',
  },
  baseUri: {
    label: 'base URI',
    where:
      'Apps and Keys of that account shows it as "Account Base URI". It is optional: user info has it as well.',
  },
}

function confusedGuid(value: string): Omit<ConfusedValue, 'expected' | 'help'> & { help?: string } {
  const shown = /^\d+$/.test(value) ? value : quoted(value, { ids: true })
  const meant = meantText(guidPattern, value)
  if (meant !== undefined) {
    return { found: shown, meant, help: `Write ${meant.text}: nothing else belongs to it.` }
  }
  if (placeholder.test(value)) return { found: `the placeholder ${shown}` }
  const [within, ...others] = value.match(guids) ?? []
  if (within !== undefined) {
    return {
      found: `${shown}, which has more in it than a GUID`,
      ...(others.length === 0 && { meant: { text: within.toLowerCase(), safe: false } }),
    }
  }
  if (/^(?:mailto:|.*<)?[^\s@<>]+@[^\s@<>]+>?$/i.test(value)) {
    return { found: `the e-mail address ${shown}` }
  }
  if (accountNumber.test(value) && value.replace(/\D/g, '').length <= 12) {
    return { found: `${shown}, which looks like an account number` }
  }
  if (/^https?:/i.test(value)) return { found: `the address ${shown}` }
  const digits = value.replace(/[-\s{}]/g, '')
  if (/^[\da-f]{20,48}$/i.test(digits)) {
    return {
      found: `${shown}, which has ${digits.length} digits where a GUID has 32`,
    }
  }
  const [wrong] = /[^\da-f]/i.exec(digits) ?? []
  if (wrong !== undefined && /^[\da-z]{32}$/i.test(digits)) {
    const read = meantText(guidPattern, digits.replace(/o/gi, '0').replace(/[il]/gi, '1'))
    return {
      found: `${shown}, in which "${wrong}" is not a hexadecimal digit`,
      ...(read !== undefined && { meant: { ...read, safe: false } }),
    }
  }
  return { found: shown }
}

const placeholder =
  /^<[^@]*>$|^\{\{.*\}\}$|^\$\{.*\}$|^%.*%$|\b(?:your|todo|tbd|change.?me|replace.?me|fill.?in)\b|your[_-]|x{4,}|^\.{3}$/i
const guids = /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi
const accountNumber = /^(?:account)?[\s:#]*(?:(?:id|no\.?|number)[\s:#]*)?\d[\d\s,.-]*$/i

function confusedBaseUri(value: string): Omit<ConfusedValue, 'expected' | 'help'> {
  const shown = quoted(value)
  const [, scheme = '', host = '', path = ''] =
    /^(?:(https?):\/\/)?([a-z0-9.-]+?)\.?(?::443)?([/?#].*)?$/i.exec(value) ?? []
  const name = host.toLowerCase()
  if (isBaseUri(`https://${name}`)) {
    const found = path.length > 1 ? `${shown}, which has more than a host` : shown
    return { found, meant: { text: `https://${name}`, safe: true } }
  }
  if (/^account(?:-d)?\.docusign\.com$/.test(name)) {
    return { found: `${shown}, the address of Docusign's logins` }
  }
  const [, region] = /^([a-z]{2}\d?|www|demo)(?:\.docusign\.com)?$/.exec(name) ?? []
  if (region !== undefined) {
    return { found: shown, meant: { text: `https://${region}.docusign.net`, safe: false } }
  }
  if (/\.docusign\.com$/.test(name)) return { found: `${shown}, an address for browsers` }
  if (scheme === '' && !value.includes('.')) return { found: shown }
  const meant = meantText('^https://[^/?#\\s]+$', value)
  return { found: shown, ...(meant !== undefined && { meant }) }
}
