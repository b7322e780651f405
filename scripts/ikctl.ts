#!/usr/bin/env node
import { failureReason } from '../src/files/failure-reason.ts'
import { exitCodes } from './exit-codes.ts'
import type { ProgramResult } from './io.ts'
import { runCli } from './run-cli.ts'
import { interruption } from './terminal/interruption.ts'
import { readStdin } from './terminal/read-stdin.ts'

const interrupted = interruption()

// Who reads may have enough (`| head`): the run goes on, since its report is a file.
process.stdout.on('error', lost)
process.stderr.on('error', () => {})

const cwd = startFolder()
const exitCode =
  cwd === undefined
    ? exitCodes.usage
    : await runCli(process.argv.slice(2), {
        stdout: process.stdout,
        stderr: process.stderr,
        env: process.env,
        cwd,
        now: Date.now,
        get signal() {
          return interrupted()
        },
        readStdin: () => readStdin(interrupted()),
        ...(process.stdin.isTTY && process.stderr.isTTY && { openPrompt }),
        openStreams: () => ({ input: process.stdin, output: process.stdout }),
        run: runProgram,
      })

process.exitCode ??= exitCode
setTimeout(end, 2_000).unref()

/** The command is done: nothing that was left open keeps the process alive, but what is still to be read. */
function end() {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit()
  setTimeout(end, 1_000).unref()
}

/** Undefined, and said, when it does not exist any more. */
function startFolder(): string | undefined {
  try {
    return process.cwd()
  } catch (error) {
    process.stderr.write(
      `ikctl: the start folder cannot be used: ${failureReason(error)}. Change to another folder, and run this again\n`,
    )
    return undefined
  }
}

function lost(error: NodeJS.ErrnoException) {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  process.exitCode = exitCodes.usage
  process.stderr.write(`ikctl: cannot write the output: ${failureReason(error)}\n`)
}

async function openPrompt() {
  const prompt = await import('./terminal/open-prompt.ts')
  return prompt.openPrompt(interrupted())
}

async function runProgram(program: string, args: readonly string[]) {
  const { execFile } = await import('node:child_process')
  return new Promise<ProgramResult | undefined>((resolve) => {
    execFile(program, args, { timeout: 20_000, signal: interrupted() }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') return resolve(undefined)
      resolve({ code: error === null ? 0 : Number(error.code) || null, stdout, stderr })
    })
  })
}
