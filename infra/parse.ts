/** Turns a configuration value into what it should be. @throws {TypeError} saying what it should be. */
export type Parse<T> = (value: unknown) => T

/** A text that matches. @param expected what it is then, such as `an e-mail address`. */
export function matching(pattern: RegExp, expected: string): Parse<string> {
  return (value) => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new TypeError(`${JSON.stringify(value)} is not ${expected}`)
  }
}

/** A list; the place of a wrong item is named by its index. */
export function listOf<T>(parse: Parse<T>): Parse<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError(`${JSON.stringify(value)} is not a list`)
    return value.map((item, index) => {
      try {
        return parse(item)
      } catch (error) {
        throw new TypeError(`[${index}]: ${error instanceof Error ? error.message : error}`)
      }
    })
  }
}

/** An object whose values are texts. */
export function textMap(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${JSON.stringify(value)} is not an object`)
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (typeof item === 'string') return [key, item]
      throw new TypeError(`"${key}" is ${JSON.stringify(item)}, not a text`)
    }),
  )
}

/** The id of the network that a subnet is part of. */
export function networkOf(subnetId: string): string {
  return subnetId.replace(/\/subnets\/[^/]+$/i, '')
}

/** A whole number within limits. */
export function wholeNumber(least: number, most: number): Parse<number> {
  return (value) => {
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) {
      return Number(value)
    }
    throw new TypeError(`${JSON.stringify(value)} is not a whole number from ${least} to ${most}`)
  }
}

export function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new TypeError(`"${value}" is neither true nor false`)
}

export const guid = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a GUID')

export const email = matching(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'an e-mail address')

/**
 * A public IPv4 address or CIDR range. Key Vault's firewall refuses private addresses, and a range
 * wider than /8 is no firewall.
 */
export function publicIpRange(value: unknown): string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(String(value))
  const [a = 256, b = 256, c = 256, d = 256] = (match?.slice(1, 5) ?? []).map(Number)
  const prefix = Number(match?.[5] ?? 32)
  const isAddress = [a, b, c, d].every((part) => part <= 255) && prefix <= 32
  if (!isAddress) throw new TypeError(`"${value}" is not an IPv4 address or CIDR range`)
  const isPrivate =
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  if (isPrivate) throw new TypeError(`"${value}" is not public: only a private endpoint serves it`)
  if (prefix < 8) throw new TypeError(`"${value}" is too wide: at least /8`)
  return String(value)
}
