/** A value of the configuration as it may be shown: what looks like a secret is masked, the rest cut. */
export function shownValue(value: string): string {
  if (/PRIVATE KEY|eyJ[\w-]{8,}\.|"(?:d|p|q|dp|dq|qi|k)"\s*:/.test(value)) return '(a secret)'
  return value.length > 500 ? `${value.slice(0, 499)}…` : value
}

/** Text for a terminal or a page: what nobody can see becomes visible, and moves no cursor. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|[\u2028\u2029]/gu, '\ufffd')
}
