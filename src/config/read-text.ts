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
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const utf16le = new TextDecoder('utf-16le')
const utf16be = new TextDecoder('utf-16be')

/**
 * Characters that reviewers cannot see: C0 and C1 controls but tab and line breaks (a carriage return
 * on its own is none), DEL, bidirectional marks (CVE-2021-42574), line and paragraph separators, marks
 * of no width but those that scripts and emoji need, soft hyphens, fillers, the byte order mark, tag
 * characters.
 */
const hidden =
  /[^\P{Cc}\t\n\r]|\r(?!\n)|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu

/**
 * Bytes to text: size, strict UTF-8 and hidden characters are checked, nothing is repaired.
 *
 * @param maxSize in bytes, for what is no configuration.
 */
export function readText(path: string, bytes: Uint8Array, maxSize = maxFileSize): ReadText {
  if (bytes.length > maxSize) return { problems: [tooLarge(path)] }
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    const source = sourceFile(path, lenient.decode(bytes))
    const start = firstInvalid(source.text, bytes)
    const place = { source, start, end: start + 1 }
    const message = 'the file is not valid UTF-8'
    return { problems: [{ ruleId: 'yaml/encoding', place, message }] }
  }
  const source = sourceFile(path, text)
  const problems: RuleProblem[] = []
  if (text.search(hidden) < 0) return { source, problems }
  let returns = 0
  for (const { 0: character, index } of text.matchAll(hidden)) {
    // Where one stands, every line ends in one.
    if (character === '\r' && returns++ > 0) continue
    problems.push(hiddenCharacter(source, character, index))
    if (problems.length === maxProblems) break
  }
  return { source, problems }
}

/** That a file has more than {@link maxFileSize} bytes. */
export function tooLarge(path: string): RuleProblem {
  return { ruleId: 'yaml/size', place: { path }, message: 'the file has more than 8 MiB' }
}

/** Bytes that are no text as one that can be searched for secrets: UTF-16, or what is not UTF-8 replaced. */
export function searchableText(path: string, bytes: Uint8Array): SourceFile {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return sourceFile(path, utf16le.decode(bytes))
  if (first === 0xfe && second === 0xff) return sourceFile(path, utf16be.decode(bytes))
  return sourceFile(path, lenient.decode(bytes))
}

/** No file reports more problems of one kind than this. */
export const maxProblems = 50

// --- internal ---

/** Where the first replacement character stands that is not in the file itself. */
function firstInvalid(text: string, bytes: Uint8Array): number {
  let at = 0
  let offset = 0
  for (;;) {
    const next = text.indexOf('\ufffd', at)
    offset += Buffer.byteLength(text.slice(at, next))
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd)
      return next
    at = next + 1
    offset += 3
  }
}

function hiddenCharacter(source: SourceFile, character: string, start: number): RuleProblem {
  const end = start + character.length
  const problem = { ruleId: 'yaml/hidden-character', place: { source, start, end } }
  if (character === '\r') {
    return {
      ...problem,
      message: 'a carriage return (U+000D) stands here on its own: it ends no line',
      help: 'Save the file with the line ends of Unix or of Windows.',
    }
  }
  if (character === '\ufeff' && start === 0) {
    return {
      ...problem,
      message: 'the file begins with a byte order mark (U+FEFF)',
      help: 'Save the file as UTF-8 without it.',
      suggest: [{ title: 'delete it', edit: { start, end, text: '' }, safe: true }],
    }
  }
  return { ...problem, message: `the text contains the hidden character ${codePoint(character)}` }
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
