import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentLink,
  type Hover,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import type { Finding } from '../../src/findings/finding.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

const acme = 'config/production/tenants/acme.yaml'

/** `ikctl lsp` as an editor runs it, until the test is over. */
async function startEditor(folder: string, workspace = folder) {
  const child = spawn(process.execPath, [ikctl, '-C', folder, 'lsp', '--stdio'], { cwd: folder })
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill()
    await ended
    connection.dispose()
  })
  const shown = new Map<string, Diagnostic[]>()
  let arrived = () => {}
  let awaited: number | undefined
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
    if (version === awaited) shown.set(uri, diagnostics)
    arrived()
  })
  connection.listen()
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href
  await connection.sendRequest('initialize', {
    ...{ processId: process.pid, capabilities: {}, rootUri: null },
    workspaceFolders: [{ uri: pathToFileURL(workspace).href, name: 'test' }],
  })
  await connection.sendNotification('initialized', {})
  /** What is shown of a file after the next answer about it. */
  const answered = async (
    path: string,
    version: number | undefined,
    send: () => Promise<void>,
  ): Promise<Diagnostic[]> => {
    awaited = version
    shown.delete(uriOf(path))
    await send()
    while (!shown.has(uriOf(path))) await new Promise<void>((resolve) => (arrived = resolve))
    return shown.get(uriOf(path)) ?? []
  }
  const ask = <T>(method: string, path: string, more: object = {}): Promise<T> =>
    connection.sendRequest(method, { textDocument: { uri: uriOf(path) }, ...more })
  let version = 1
  return {
    ask,
    shown: (path: string) => shown.get(uriOf(path)),
    open: (path: string, text: string) =>
      answered(path, version, () =>
        connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri: uriOf(path), languageId: 'yaml', version, text },
        }),
      ),
    type: (path: string, text: string) =>
      answered(path, ++version, () =>
        connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: uriOf(path), version },
          contentChanges: [{ text }],
        }),
      ),
    close: (path: string) =>
      answered(path, undefined, () =>
        connection.sendNotification('textDocument/didClose', {
          textDocument: { uri: uriOf(path) },
        }),
      ),
    async end(): Promise<number> {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      const [code] = await ended
      return code
    },
  }
}

/** What `validate` says about a text as the file of a path. */
async function validated(folder: string, path: string, stdin: string): Promise<Finding[]> {
  const args = ['validate', '--stdin-file-name', path, '--format', 'json']
  const { stdout } = await runInProcess(args, { cwd: folder, stdin })
  return JSON.parse(stdout).findings
}

/** A finding as an editor has to show it in a file: a finding of another file where that names this one. */
function asDiagnostic({ ruleId, severity, message, help, file, range, related }: Finding) {
  const places = [{ file, range }, ...related]
  const here = places.find((place) => place.file === acme)
  const place = (position = { line: 1, column: 1 }) => ({
    line: position.line - 1,
    character: position.column - 1,
  })
  return expect.objectContaining({
    code: ruleId,
    severity: { error: 1, warning: 2, info: 3 }[severity],
    message: `${message}\n${help}`,
    range: { start: place(here?.range?.start), end: place(here?.range?.end) },
    relatedInformation: places.slice(1).map(() => expect.anything()),
  })
}

test('shows while typing what validate says about the same text', async () => {
  const folder = exampleTree()
  const text = readFileSync(join(folder, acme), 'utf8')
  const other = readFileSync(join(folder, 'config/production/tenants/adatum.yaml'), 'utf8')
  const [, account = ''] = /^account: (.*)$/m.exec(other) ?? []
  const editor = await startEditor(folder)
  expect(await editor.open(acme, text)).toEqual([])
  const texts = {
    'a wrong word': text.replace('status: live', 'status: Live'),
    'the account of another tenant': text.replace(/^account: .*$/m, `account: ${account}`),
    'a name that is not known': `${text}colour: 🌈 green\n`,
    'YAML that ends in the middle': text.slice(0, text.indexOf('account:') + 4),
    'two of a key': `${text}status: live\n`,
    nothing: '',
    'other line ends': text.replaceAll('\n', '\r\n').replace('status: live', 'status: lve'),
    'what is on disk': text,
  }
  for (const [what, typed] of Object.entries(texts)) {
    const expected = await validated(folder, acme, typed)
    const isGood = what === 'what is on disk'
    expect(expected.length > 0, what).toBe(!isGood)
    expect(await editor.type(acme, typed), what).toEqual(expected.map(asDiagnostic))
  }
  expect(await editor.end()).toBe(0)
})

test('sees other files as they are typed, and as they are on disk once they are closed', async () => {
  const folder = exampleTree()
  const adatum = 'config/production/tenants/adatum.yaml'
  const text = readFileSync(join(folder, acme), 'utf8')
  const other = readFileSync(join(folder, adatum), 'utf8')
  const [, account = ''] = /^account: (.*)$/m.exec(other) ?? []
  const taken = text.replace(/^account: .*$/m, `account: ${account}`)
  const editor = await startEditor(folder)
  await editor.open(acme, text)
  await editor.open(adatum, other)
  const both = await editor.type(acme, taken)
  expect(both.map(({ code }) => code)).toEqual(['tenant/duplicate-account'])
  expect(both[0]?.relatedInformation?.[0]?.location.uri).toMatch(/adatum\.yaml$/)
  const [, unique = ''] = /^account: (.*)$/m.exec(text) ?? []
  expect(await editor.type(adatum, other.replace(account, unique))).toEqual([])
  const again = await editor.close(acme)
  expect(again.map(({ code }) => code)).toEqual(['tenant/duplicate-account'])
})

test('offers the edits of a finding, and the page of its rule', async () => {
  const folder = exampleTree()
  const text = readFileSync(join(folder, acme), 'utf8').replace('status: live', 'status: Live')
  const editor = await startEditor(folder)
  const [diagnostic] = await editor.open(acme, text)
  const { range } = diagnostic ?? { range: undefined }
  const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', acme, {
    range,
    context: { diagnostics: [] },
  })
  expect(actions).toEqual([
    expect.objectContaining({ kind: 'quickfix', isPreferred: true, diagnostics: [diagnostic] }),
  ])
  const [change] = Object.values(actions[0]?.edit?.changes ?? {}).flat()
  const lines = text.split('\n')
  const line = change?.range.start.line ?? 0
  const changed = lines[line] ?? ''
  lines[line] =
    changed.slice(0, change?.range.start.character) +
    change?.newText +
    changed.slice(change?.range.end.character)
  expect(await validated(folder, acme, lines.join('\n'))).toEqual([])

  const hover = await editor.ask<Hover>('textDocument/hover', acme, { position: range?.start })
  expect(hover).toMatchObject({ range, contents: { kind: 'markdown' } })
  expect(JSON.stringify(hover.contents)).toContain('How to fix it')
  expect(JSON.stringify(hover.contents)).not.toContain('<!--')
  const nowhere = await editor.ask('textDocument/hover', acme, {
    position: { line: 999, character: 0 },
  })
  expect(nowhere).toBeNull()
  const page = fileURLToPath(diagnostic?.codeDescription?.href ?? '')
  expect(readFileSync(page, 'utf8')).toMatch(`# ${diagnostic?.code}\n`)
})

test('leads from a key pair to its public half and to the vault', async () => {
  const folder = exampleTree()
  const path = 'config/production/key-pairs.yaml'
  const text = readFileSync(join(folder, path), 'utf8')
  const editor = await startEditor(folder)
  await editor.open(path, text)
  const links = await editor.ask<DocumentLink[]>('textDocument/documentLink', path)
  const lines = text.split('\n')
  const found = links.map(({ range: { start, end }, target = '' }) => [
    lines[start.line]?.slice(start.character, end.character),
    target.replace(pathToFileURL(folder).href, ''),
  ])
  const pem = (id: string) => [`"${id}"`, `/config/production/public-keys/${id}.pem`]
  const keys = [...text.matchAll(/key: (https:.*)/g)].map(([, key]) => [key, key])
  expect(keys).toHaveLength(2)
  expect(found).toEqual([pem('2026-09'), pem('2026-11'), ...keys])
})

test('says nothing about files that are not configuration, and takes a folder without any', async () => {
  const folder = exampleTree()
  edit(join(folder, acme), 'status: live', 'status: Live')
  const editor = await startEditor(folder, join(folder, 'config/production'))
  // The answer about a file of the configuration comes after what could have come about the other.
  void editor.open('README.md', 'status: Live')
  const [diagnostic] = await editor.open(acme, readFileSync(join(folder, acme), 'utf8'))
  expect(diagnostic?.source).toBe('ikctl')
  expect(editor.shown('README.md')).toBeUndefined()
  expect(await editor.ask('textDocument/documentLink', 'README.md')).toEqual([])
})

test('needs an editor', async () => {
  const { code, stderr } = await runInProcess(['lsp'], { cwd: exampleTree() })
  expect(code).toBe(2)
  expect(stderr).toContain('speaks with an editor')
})
