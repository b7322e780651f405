/**
 * Finds the first line that `ikctl plan --format markdown` cannot have written. Outside of code it leaves
 * nothing to be a link, an image, a mention, a reference or HTML; and what looks like code here must be code
 * for GitHub, too: closed within its line, and in a table with no bare pipe, which would end the cell.
 *
 * @param {string} text
 * @returns {number | undefined} the line, counted from 1.
 */
export function foreignLine(text) {
  const lines = text.split('\n')
  const index = lines.findIndex(
    (line, at) => !head.test(line) && !isHarmless(line, isInTable(lines, at)),
  )
  return index === -1 ? undefined : index + 1
}

// --- internal ---

const head = /^<!-- ikctl-plan environment=[\w.-]+ sha256=[0-9a-f]{64} -->$/
/** The row below the head of a table; it may be in a list or a quotation. */
const delimiterRow = /^[\s\d>*+.)|:-]*[|:][\s|:-]*$/

/** Whether there is the delimiter row of a table between the empty lines around a line. */
function isInTable(lines, at) {
  const isEnd = (line) => line === undefined || line.trim() === ''
  let start = at
  while (!isEnd(lines[start - 1])) start -= 1
  for (let row = start; !isEnd(lines[row]); row += 1) if (delimiterRow.test(lines[row])) return true
  return false
}

function isHarmless(line, inTable) {
  let words = ''
  for (let rest = line; rest !== ''; ) {
    const [ticks] = /^`+/.exec(rest) ?? []
    if (ticks !== undefined) {
      const code = new RegExp(`^${ticks}([^\`]|[^\`].*?[^\`])${ticks}(?!\`)`).exec(rest)
      if (code === null || (inTable && /(^|[^\\])\|/.test(code[1]))) return false
      rest = rest.slice(code[0].length)
      continue
    }
    const [neutral] = /^(\\[\\`*_{}[\]()#+!|~]\u200b?|&amp;|&lt;|&#64;\u200b)/.exec(rest) ?? []
    words += neutral === undefined ? rest[0] : ' '
    rest = rest.slice(neutral?.length ?? 1)
  }
  const shown = words.replace(/(www|:)\u200b/gi, ' ')
  return !/[<[\]@&]|#\w|:\/\/|www\.|[\p{Cc}\p{Cf}]/iu.test(shown)
}
