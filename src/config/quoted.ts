/**
 * Text from a file in quotes, as it may stand in a message: on one line, without control characters
 * (an escape such as `"\n::error::"` must not become a command of the log it is printed to), cut when
 * long, and without what may be a secret, of which only `…` is left.
 *
 * @param options.ids the text may be a GUID. Where none belongs it may be a client secret, and is not shown.
 */
export function quoted(text: string, { ids = false }: { ids?: boolean } = {}): string {
  const shown = visible(withoutSecrets(text.slice(0, longest), ids))
  return `"${shown.length > 80 ? `${shown.slice(0, 79)}…` : shown}"`
}

/** Text on one line, with escapes for what cannot be seen. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}

/**
 * The text with `…` for what may be a secret: private keys, tokens, the user of an address, GUIDs unless they
 * may be there, and whatever has the look of something that a machine has drawn.
 */
export function withoutSecrets(text: string, ids = false): string {
  // What is left of a key between its words would still be some of it.
  if (/PRIVATE KEY|eyJ[\w-]{8}|MII[A-Za-z0-9+/]{20}/.test(text)) return '…'
  const isAddress = /^[a-z][a-z\d+.-]*:\/\//i.test(text)
  return text
    .replace(/(?<=:\/\/)[^\s/?#@]{1,200}@/g, '…@')
    .replace(guid, (found) => (ids ? found : '…'))
    .replace(isAddress ? partOfAddress : run, (found, at: number) => {
      // Versions of the objects of a vault.
      if (isAddress && /^[\da-f]{32}$/.test(found) && text[at - 1] === '/') return found
      return isDrawn(ids ? found.replace(almostGuid, '') : found) ? '…' : found
    })
}

// --- internal ---

/** As much of a text as may be read for one line. */
const longest = 1_000

const guid = /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi
/** Also one that lost a digit, or has a letter in place of one. */
const almostGuid = /^[\da-f-]{20,48}$|\w{6,10}(?:-\w{3,5}){3}-\w{10,14}/gi
const run = /[\w+/=~-]{20,}/g
const partOfAddress = /[\w+=~%-]{20,}/g

/**
 * Whether something was drawn by a machine, rather than written by a person: hexadecimal digits, or letters of
 * both cases and digits that change at every second or third character.
 */
function isDrawn(text: string): boolean {
  if (text.length >= 80 && /[a-z]/i.test(text)) return true
  if (!/\d/.test(text) || !/[a-z]/i.test(text)) return false
  if (/^[\da-f]{32,}$/i.test(text)) return true
  const letters = text.replace(/[^A-Za-z\d]/g, '')
  const changes = letters.match(/[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)/g)?.length ?? 0
  return letters.length >= 16 && changes >= letters.length / 3
}
