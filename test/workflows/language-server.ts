import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

/** A mistake as an editor shows it: line and column from 0. */
export interface Diagnostic {
  range: { start: { line: number; character: number } }
  message: string
}

export interface LanguageServer {
  /** Opens a text as the file of a path; its first diagnostics. */
  open(path: string, text: string): Promise<Diagnostic[]>
}

interface Message {
  id?: number
  method?: string
  params?: { uri?: string; diagnostics?: Diagnostic[]; items?: { section?: string }[] }
}

/**
 * yaml-language-server as editors run it (LSP over standard input and output), until the test is over.
 *
 * @param settings the section `yaml` of the editor's settings.
 */
export async function startLanguageServer(
  folder: string,
  settings: object,
): Promise<LanguageServer> {
  const child = spawn('yaml-language-server', ['--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    child.kill()
    await once(child, 'close')
  })
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>()
  const initialized = new Promise<void>((resolve) => {
    const receive = ({ id, method, params }: Message) => {
      if (method === undefined) resolve()
      else if (method === 'workspace/configuration') {
        const configuration = { yaml: { schemaStore: { enable: false }, ...settings } }
        const result = params?.items?.map(({ section }) =>
          section === 'yaml' ? configuration.yaml : null,
        )
        send({ id, result })
      } else if (id !== undefined) send({ id, result: null })
      else if (method === 'textDocument/publishDiagnostics') {
        waiting.get(params?.uri ?? '')?.(params?.diagnostics ?? [])
      }
    }
    let buffer = Buffer.alloc(0)
    child.stdout.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk])
      for (;;) {
        const [head, length] =
          /^Content-Length: (\d+)\r\n\r\n/.exec(buffer.toString('latin1')) ?? []
        const end = (head?.length ?? 0) + Number(length)
        if (head === undefined || buffer.length < end) return
        receive(JSON.parse(buffer.toString('utf8', head.length, end)) as Message)
        buffer = buffer.subarray(end)
      }
    })
  })
  const root = pathToFileURL(folder).href
  const capabilities = { workspace: { configuration: true, workspaceFolders: true } }
  const workspaceFolders = [{ uri: root, name: 'test' }]
  const params = { processId: process.pid, rootUri: root, capabilities, workspaceFolders }
  send({ id: 1, method: 'initialize', params })
  await initialized
  send({ method: 'initialized', params: {} })
  return {
    open(path, text) {
      const uri = pathToFileURL(join(folder, path)).href
      const diagnostics = new Promise<Diagnostic[]>((resolve) => waiting.set(uri, resolve))
      const textDocument = { uri, languageId: 'yaml', version: 1, text }
      send({ method: 'textDocument/didOpen', params: { textDocument } })
      return diagnostics
    },
  }
}
