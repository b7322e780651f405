/**
 * Text from a file in quotes, as it may stand in a message: on one line, without control characters
 * (an escape such as `"\n::error::"` must not become a command of the log it is printed to), cut when
 * long, and never a secret.
 */
export function quoted(text: string): string {
  if (/PRIVATE KEY|eyJ[\w-]{10}|MII[A-Za-z0-9+/]{20}|[A-Za-z0-9+/=_]{80}/.test(text)) return '"…"'
  const shown = visible(text.slice(0, 81))
  return `"${shown.length > 80 ? `${shown.slice(0, 79)}…` : shown}"`
}

/** Text on one line, with escapes for what cannot be seen. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}
