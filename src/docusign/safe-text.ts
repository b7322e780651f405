/**
 * Text from a server that may be printed. Servers and proxies can echo what they were sent, so only
 * what looks like prose or a known kind of identifier stays; every other word becomes `***`.
 *
 * Printable ASCII only. Kept are words in one case, capitalized or in snake case, numbers and GUIDs;
 * not kept is what could be a piece of an assertion, a token or a key.
 *
 * @param maxLength in characters; what is longer is cut and ends with `...`.
 * @returns undefined when there is nothing to show.
 */
export function safeText(value: unknown, maxLength = 160): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, 4 * maxLength)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/[\w+/=%~-]+/g, (word) => (isPlain(word) ? word : '***'))
    .replace(/ {2,}/g, ' ')
    .trim()
  if (text === '') return undefined
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 3)}...`
}

/**
 * A name given by people, such as that of an account, for a line of text: any script, but no control
 * characters, and no word long enough to be a piece of an assertion, a token or a key.
 */
export function safeName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, 400)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/[^ ]{33,}/g, '***')
    .trim()
    .slice(0, 100)
  return text === '' ? undefined : text
}

// --- internal ---

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const number = /^\d{1,13}$/
const part = /^(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,24})$/

function isPlain(word: string): boolean {
  return (
    guid.test(word) ||
    number.test(word) ||
    word.split(/[_/-]/).every((p) => p === '' || part.test(p))
  )
}
