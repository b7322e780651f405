import { existsSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type {
  CodeAction,
  Connection,
  Diagnostic,
  Range as EditorRange,
} from 'vscode-languageserver'
import { diskTree } from '../config/config-tree.ts'
import type { Finding, Range, RelatedPlace, Severity } from '../findings/finding.ts'
import { documentLinks } from './document-links.ts'
import { type WorkspaceFindings, workspaceFindings } from './workspace-findings.ts'

/** What the language server needs from outside. */
export interface EditorOptions {
  /** The start folder where the editor's folders have no `config/`. */
  directory: string
  version: string
  /** Epoch milliseconds. */
  now(): number
  /** The page of a rule, Markdown. @param path as a finding names it. */
  readPage(path: string): string
  /** The address of that page. */
  pageUrl(path: string): string
}

/**
 * Answers an editor: the findings of `validate` for all files below `config/` as they are typed, edits that
 * fix them, the page of the rule under the cursor, links to keys and their public halves.
 *
 * @param connection of `vscode-languageserver`; it is listened to.
 * @see https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
 */
export function serveEditor(connection: Connection, options: EditorOptions): void {
  let directory = options.directory
  let workspace: WorkspaceFindings = workspaceFindings(diskTree(directory))
  let findings: ReadonlyMap<string, readonly Finding[]> = new Map()
  let shown = new Set<string>()
  const versions = new Map<string, number>()
  let isWaiting = false

  const uriOf = (path: string) => pathToFileURL(join(directory, path)).href
  /** Undefined for what is not below `config/`. */
  const pathOf = (uri: string): string | undefined => {
    if (!uri.startsWith('file:')) return undefined
    const path = relative(directory, fileURLToPath(uri)).split(sep).join(posix.sep)
    return path.startsWith('config/') ? path : undefined
  }
  const show = () => {
    isWaiting = false
    findings = workspace.check(new Date(options.now()))
    for (const path of new Set([...shown, ...findings.keys()])) {
      const diagnostics = (findings.get(path) ?? []).map((finding) =>
        toDiagnostic(finding, path, options, uriOf),
      )
      const version = versions.get(path)
      void connection.sendDiagnostics({
        uri: uriOf(path),
        ...(version !== undefined && { version }),
        diagnostics,
      })
    }
    shown = new Set(findings.keys())
  }
  /** Once for all messages that are there already. */
  const showSoon = () => {
    if (isWaiting) return
    isWaiting = true
    setImmediate(show)
  }
  const at = (path: string, range: EditorRange): readonly Finding[] =>
    (findings.get(path) ?? []).filter((finding) =>
      touches(toEditorRange(placesFirst(finding, path)[0].range), range),
    )

  connection.onInitialize(({ workspaceFolders, rootUri }) => {
    const folders = [
      ...(workspaceFolders ?? []).map(({ uri }) => uri),
      ...(rootUri ? [rootUri] : []),
    ]
      .filter((uri) => uri.startsWith('file:'))
      .map((uri) => fileURLToPath(uri))
    directory = folders.find((folder) => existsSync(join(folder, 'config'))) ?? directory
    workspace = workspaceFindings(diskTree(directory))
    return {
      serverInfo: { name: 'ikctl', version: options.version },
      capabilities: {
        // The whole text with each change: a file has a few hundred bytes.
        textDocumentSync: { openClose: true, change: 1, save: true },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        hoverProvider: true,
        documentLinkProvider: {},
      },
    }
  })
  connection.onInitialized(showSoon)
  const take = ({ uri, version }: { uri: string; version: number }, text: string | undefined) => {
    const path = pathOf(uri)
    if (path === undefined || text === undefined) return
    workspace.open(path, text)
    versions.set(path, version)
    // An editor waits for an answer about what was typed, also when nothing was found.
    shown.add(path)
    showSoon()
  }
  connection.onDidOpenTextDocument(({ textDocument }) => take(textDocument, textDocument.text))
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    take(textDocument, contentChanges.at(-1)?.text),
  )
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const path = pathOf(uri)
    if (path === undefined) return
    workspace.close(path)
    versions.delete(path)
    showSoon()
  })
  connection.onDidSaveTextDocument(showSoon)
  connection.onDidChangeWatchedFiles(showSoon)

  connection.onCodeAction(({ textDocument: { uri }, range }): CodeAction[] => {
    const path = pathOf(uri) ?? ''
    return at(path, range)
      .filter(({ file }) => file === path)
      .flatMap((finding) =>
        finding.suggest.map(({ title, edit, safe }) => ({
          title,
          kind: 'quickfix',
          isPreferred: safe,
          diagnostics: [toDiagnostic(finding, path, options, uriOf)],
          edit: { changes: { [uri]: [{ range: toEditorRange(edit.range), newText: edit.text }] } },
        })),
      )
  })
  connection.onHover(({ textDocument: { uri }, position }) => {
    const path = pathOf(uri) ?? ''
    const [finding] = at(path, { start: position, end: position })
    if (finding === undefined) return null
    // What fills the generated parts of a page is between comments.
    const value = options.readPage(finding.docUrl).replace(/<!--.*?-->\n*/g, '')
    const { range } = placesFirst(finding, path)[0]
    return { range: toEditorRange(range), contents: { kind: 'markdown', value } }
  })
  connection.onDocumentLinks(({ textDocument: { uri } }) => {
    const path = pathOf(uri)
    const text = path && workspace.textOf(path)
    if (path === undefined || text === undefined) return []
    return documentLinks(path, text, workspace.files()).map(({ range, target, title }) => ({
      range: toEditorRange(range),
      target: target.startsWith('https:') ? target : uriOf(target),
      tooltip: title,
    }))
  })
  connection.listen()
}

// --- internal ---

const severities = { error: 1, warning: 2, info: 3 } as const satisfies Record<Severity, number>

/** All places of a finding, the one in this file before the others. */
function placesFirst(finding: Finding, path: string): [RelatedPlace, ...RelatedPlace[]] {
  const { message, file, range, related } = finding
  const own: RelatedPlace = { message, file, ...(range && { range }) }
  const here = file === path ? own : (related.find((place) => place.file === path) ?? own)
  return [here, ...[own, ...related].filter((place) => place !== here)]
}

function toDiagnostic(
  finding: Finding,
  path: string,
  { pageUrl }: EditorOptions,
  uriOf: (path: string) => string,
): Diagnostic {
  const [here, ...others] = placesFirst(finding, path)
  return {
    range: toEditorRange(here.range),
    severity: severities[finding.severity],
    code: finding.ruleId,
    codeDescription: { href: pageUrl(finding.docUrl) },
    source: 'ikctl',
    message: `${finding.message}\n${finding.help}`,
    relatedInformation: others.map(({ file, range, message }) => ({
      location: { uri: uriOf(file), range: toEditorRange(range) },
      message,
    })),
  }
}

/** Counted from 0; a finding without a known place is at the beginning of the file. */
function toEditorRange(range: Range | undefined): EditorRange {
  const position = (place: Range['start'] | undefined) => ({
    line: (place?.line ?? 1) - 1,
    character: (place?.column ?? 1) - 1,
  })
  return { start: position(range?.start), end: position(range?.end) }
}

function touches(a: EditorRange, b: EditorRange): boolean {
  const isBefore = (one: EditorRange['start'], other: EditorRange['start']) =>
    one.line < other.line || (one.line === other.line && one.character <= other.character)
  return isBefore(a.start, b.end) && isBefore(b.start, a.end)
}
