/**
 * Finds the first line that `ikctl plan --format markdown` cannot have written. Outside of code it leaves
 * nothing to be a link, an image, a mention, a reference or HTML; and what looks like code here must be code
 * for GitHub as well: closed within its line, and in a table with no bare pipe, which would end the cell.
 *
 * @param {string} text
 * @returns {number | undefined} the line, counted from 1.
 */
export function foreignLine(text) {
  const lines = text.split('\n')
  const inTable = linesInTables(lines)
  const index = lines.findIndex((line, at) => !head.test(line) && !isHarmless(line, inTable[at]))
  return index === -1 ? undefined : index + 1
}

// --- internal ---

const head = /^<!-- ikctl-plan environment=[\w.-]+ sha256=[0-9a-f]{64} -->$/
/** The row below the head of a table; it may be in a list or a quotation. */
const delimiterRow = /^(?:[\s|:-]*[\d>*+.)])*[\s-]*[|:][\s|:-]*$/

/** For each line, whether there is the delimiter row of a table between the empty lines around it. */
function linesInTables(lines) {
  const inTable = []
  for (let start = 0; start < lines.length; ) {
    let end = start
    let found = false
    for (; end < lines.length && lines[end].trim() !== ''; end += 1) {
      found ||= delimiterRow.test(lines[end])
    }
    // The empty line belongs to nothing.
    for (; start <= end; start += 1) inTable.push(found && start < end)
  }
  return inTable
}

function isHarmless(line, inTable) {
  let words = ''
  for (let at = 0; at < line.length; ) {
    if (line[at] === '`') {
      const code = codeSpan(line, at)
      if (code === undefined || (inTable && /(^|[^\\])\|/.test(code.content))) return false
      at = code.end
      continue
    }
    neutral.lastIndex = at
    const [mark] = neutral.exec(line) ?? []
    words += mark === undefined ? line[at] : ' '
    at += mark?.length ?? 1
  }
  const shown = words.replace(/(www|:)\u200b/gi, ' ')
  return !/[<[\]@&]|#\w|:\/\/|www\.|[\p{Cc}\p{Cf}]/iu.test(shown)
}

/** What the plan writes so that it means nothing. */
const neutral = /\\[\\`*_{}[\]()#+!|~]\u200b?|&amp;|&lt;|&#64;\u200b/y

/** A code span ends at the next run of as many backticks as it begins with. */
function codeSpan(line, at) {
  const runs = /`+/g
  runs.lastIndex = at
  const { length } = runs.exec(line)[0]
  for (let run = runs.exec(line); run !== null; run = runs.exec(line)) {
    if (run[0].length === length) {
      return { content: line.slice(at + length, run.index), end: runs.lastIndex }
    }
  }
  return undefined
}
