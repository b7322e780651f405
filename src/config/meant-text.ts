/** A text of the right form that stands for another one. */
export interface MeantText {
  text: string
  /** It says the same: nothing else could have been meant. */
  safe: boolean
}

/**
 * The text that was meant, where a value has the wrong form only because of what is around or between:
 * quotes of a word processor, braces, no-break spaces, a slash at the end.
 *
 * @param pattern of the schema, whose words are in `patternWords`.
 */
export function meantText(pattern: string, value: string): MeantText | undefined {
  if (value.length > maxLength) return undefined
  const candidates = [guid(value), time(value), host(value)]
  return candidates.find((meant) => meant !== undefined && new RegExp(pattern).test(meant.text))
}

// --- internal ---

/** Longer ones are no slip of the hand, and would take long to search. */
const maxLength = 200

function guid(value: string): MeantText | undefined {
  const bare = value
    .replace(/\p{Cf}/gu, '')
    .replace(/^(?:urn:uuid:|[\s"'“”„‘’«»{([<])+|[\s"'“”„‘’«»})\]>,;.]+$/gi, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
  // Where the hyphens are does not matter, as long as the digits are 32.
  const digits = bare.replace(/[-\s]/g, '')
  const [, a, b, c, d, e] =
    /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/i.exec(digits) ?? []
  if (a === undefined) return undefined
  return { text: [a, b, c, d, e].join('-').toLowerCase(), safe: true }
}

/** Another time zone. */
function time(value: string): MeantText | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d$/.test(value)) return undefined
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return undefined
  return { text: date.toISOString().replace(/\.000Z$/, 'Z'), safe: true }
}

function host(value: string): MeantText | undefined {
  if (!/^https?:\/\/[^/?#\s@]+(?:\/\S*)?$/i.test(value) || !URL.canParse(value)) return undefined
  const text = `https://${new URL(value).host}`
  return { text, safe: value === `${text}/` }
}
