#!/usr/bin/env node
import { readStdin } from './read-stdin.ts'
import { runCli } from './run-cli.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(signal))
}

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: Date.now,
  signal: stop.signal,
  readStdin,
  ...(process.stdin.isTTY && process.stderr.isTTY && { openPrompt }),
})

async function openPrompt() {
  const prompt = await import('./open-prompt.ts')
  return prompt.openPrompt()
}
