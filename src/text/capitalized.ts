/** `no consent` as the beginning of a sentence: `No consent`. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
