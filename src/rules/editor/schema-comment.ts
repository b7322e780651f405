import {
  type Modeline,
  modeline,
  readModeline,
  schemaDocuments,
  schemaFolder,
  schemaOf,
  wayToSchema,
} from '../../config/modeline.ts'
import type { Problem } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import type { WorkspaceRule } from '../rule.ts'

/**
 * The comment is nobody's duty: only where some files have it, the others get a finding. Where the schemas
 * lie is known from those that have it. `ikctl rotate` writes key-pairs.yaml, so that may do without.
 */
export const schemaComment: WorkspaceRule = {
  id: 'editor/schema-comment',
  severity: 'info',
  summary:
    'When files name their schema in a comment, all do, and each names its own: editors check and complete by it.',
  help: 'Write "# yaml-language-server: $schema=" and the way to its schema into the first line.',
  fix: 'Writes the comment, with the same place of the schemas as in the other files.',
  *checkWorkspace(workspace) {
    const folder = schemaFolder(workspace)
    if (folder === undefined) return
    for (const { source } of schemaDocuments(workspace)) {
      const named = readModeline(source.text)
      if (named === undefined) {
        if (!source.path.endsWith('/key-pairs.yaml')) yield missing(source, folder)
      } else if (isOtherSchema(named.schema, source.path)) yield wrong(source, named, folder)
    }
  },
}

// --- internal ---

function isOtherSchema(named: string, path: string): boolean {
  if (named.endsWith(schemaOf(path))) return false
  const [, file] = /\/((?:settings|tenant|key-pairs|integration)\.schema\.json)$/.exec(named) ?? []
  return file !== undefined
}

function missing(source: SourceFile, folder: string): Problem {
  const { text } = source
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const comment = `${modeline(folder, source.path)}${lineBreak}`
  // Where there is a byte order mark it stays the first character.
  const start = text.startsWith('\ufeff') ? 1 : 0
  const firstBreak = text.search(/\r?\n/)
  return {
    place: { source, start: 0, end: firstBreak < 0 ? text.length : firstBreak },
    message: 'the file has no comment that names its schema',
    suggest: [
      { title: 'write the comment', edit: { start, end: start, text: comment }, safe: true },
    ],
  }
}

function wrong(source: SourceFile, { start, end }: Modeline, folder: string): Problem {
  const wanted = wayToSchema(folder, source.path)
  return {
    place: { source, start, end },
    message: 'the comment names the schema of another kind of file',
    suggest: [{ title: `name \`${wanted}\``, edit: { start, end, text: wanted }, safe: true }],
  }
}
