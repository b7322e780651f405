import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createConnection } from 'vscode-languageserver/node'
import { serveEditor } from '../../src/editor/serve-editor.ts'
import { version } from '../../src/version.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { packageFile } from '../package-file.ts'

/** Runs until the editor ends it. */
export async function lspCommand({ directory }: { directory: string }, io: Io): Promise<ExitCode> {
  const streams = io.openStreams?.()
  if (streams === undefined) {
    throw new UsageError('ikctl lsp speaks with an editor over standard input and output')
  }
  serveEditor(createConnection(streams.input, streams.output), {
    directory,
    version,
    now: io.now,
    readPage: (path) => readFileSync(packageFile(path), 'utf8'),
    pageUrl: (path) => pathToFileURL(packageFile(path)).href,
  })
  await new Promise((resolve) => io.signal.addEventListener('abort', resolve))
  return exitCodes.good
}
