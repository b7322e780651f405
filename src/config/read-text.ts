import type { RuleProblem } from './problem.ts'
import { type SourceFile, sourceFile } from './source-file.ts'

/** The largest file that is read, in bytes. */
export const maxFileSize = 8 * 1024 * 1024

/** A text, or what is wrong with its bytes. */
export interface ReadText {
  /** Absent when the bytes are no text. */
  source?: SourceFile
  problems: RuleProblem[]
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Characters that reviewers cannot see: C0 and C1 controls but tab and line breaks, DEL, bidirectional
 * marks (CVE-2021-42574), line and paragraph separators, the byte order mark.
 */
const hidden = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/** Bytes to text: size, strict UTF-8 and hidden characters are checked, nothing is repaired. */
export function readText(path: string, bytes: Uint8Array): ReadText {
  if (bytes.length > maxFileSize) {
    return unreadable(path, 'yaml/size', `the file has ${bytes.length} bytes, more than 8 MiB`)
  }
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return unreadable(path, 'yaml/encoding', 'the file is not valid UTF-8')
  }
  const source = sourceFile(path, text)
  const problems: RuleProblem[] = []
  for (const { 0: character, index } of text.matchAll(hidden)) {
    problems.push({
      ruleId: 'yaml/hidden-character',
      place: { source, start: index, end: index + 1 },
      message: `the text contains the hidden character ${codePoint(character)}`,
    })
    if (problems.length === maxProblems) break
  }
  return { source, problems }
}

/** No file reports more problems of one kind than this. */
export const maxProblems = 50

// --- internal ---

function unreadable(path: string, ruleId: string, message: string): ReadText {
  return { problems: [{ ruleId, place: { path }, message }] }
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
