/** A place where a text does not sound like English. */
export interface ForeignWord {
  /** Counted from 1. */
  line: number
  /** What stands there. */
  text: string
  /** What to write instead. */
  instead: string
}

/** All foreign words and phrases of a text, in its order. A phrase may go over the end of a line. */
export function foreignWords(text: string): ForeignWord[] {
  return words
    .flatMap(([pattern, instead]) =>
      [...text.matchAll(pattern)].map(({ index, 0: match }) => ({ index, match, instead })),
    )
    .sort((a, b) => a.index - b.index)
    .map(({ index, match, instead }) => ({
      line: text.slice(0, index).split('\n').length,
      text: match.replace(/\s+/g, ' '),
      instead,
    }))
}

// --- internal ---

/** Between two words: a space, or the end of a line with what begins a comment on the next one. */
const words: readonly (readonly [RegExp, string])[] = (
  [
    ['mend(?:s|ed|ing)?', 'fix'],
    [
      '(?<!whose length )tells (?:which|what|how|why|all|more|the|every|only|each|also|it)',
      'says, shows, reports, lists',
    ],
    ['(?:is|are|be) told(?! (?:apart|from))', 'is reported, is listed'],
    ['ways? forward(?=[ .,:])', 'fix'],
    ['anew', 'again'],
    ['shall', 'must, will'],
    ['whoever', 'the person who, anyone who'],
    ['gravest', 'most severe'],
    ['is none that', 'is not one that'],
    ['is no plain', 'is not a regular'],
    ['an own', 'a ... of its own, one of your own'],
    ['by itself', 'on its own, alone'],
    ['particular to you', 'name it'],
    ['comes? about', 'happens'],
    ["a stranger's", 'untrusted'],
    ['goes the whole way', 'completes'],
    ['leaves? it away', 'omit it'],
    ['one writes', 'write'],
    ['cannot be told(?! apart)', 'is unknown'],
    ['born in', 'made in'],
    ['cures? it', 'fixes it'],
  ] as const
).map(([phrase, instead]) => [new RegExp(`\\b${acrossLines(phrase)}\\b`, 'gi'), instead])

/** A comment goes on after the end of a line with a sign of its own. */
function acrossLines(phrase: string): string {
  return phrase.replaceAll(' ', String.raw`(?:\s+(?:\*\s+|//\s+|#\s+)?)`)
}
