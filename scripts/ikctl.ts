#!/usr/bin/env node
import { failureReason } from '../src/files/failure-reason.ts'
import { exitCodes } from './exit-codes.ts'
import { runCli } from './run-cli.ts'
import { readStdin } from './terminal/read-stdin.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(signal))
}

// Who reads may have enough (`| head`): the run goes on, since its report is a file.
process.stdout.on('error', lost)
process.stderr.on('error', () => {})

const exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: Date.now,
  signal: stop.signal,
  readStdin: () => readStdin(stop.signal),
  ...(process.stdin.isTTY && process.stderr.isTTY && { openPrompt }),
})

process.exitCode ??= exitCode

function lost(error: NodeJS.ErrnoException) {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  process.exitCode = exitCodes.usage
  process.stderr.write(`ikctl: cannot write the output: ${failureReason(error)}\n`)
}

async function openPrompt() {
  const prompt = await import('./terminal/open-prompt.ts')
  return prompt.openPrompt(stop.signal)
}
