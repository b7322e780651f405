/**
 * The columns that text takes on a terminal: two for East Asian wide characters and emoji, none for
 * what combines with the character before it (Unicode TR11, as terminals do it).
 */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length
  let width = 0
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

// --- internal ---

const narrow = /^[\x20-\x7e\u00a0-\u02ff]*$/
/** Made when it is needed: that takes milliseconds. */
let graphemes: Intl.Segmenter | undefined
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)/u
