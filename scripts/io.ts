import type { End } from './output/end-annotations.ts'

/** The world as a command sees it: tests pass their own. */
export interface Io {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** What --color says; absent: as `auto`. */
  colour?: 'always' | 'never' | 'auto'
  /** Absolute path of the folder where ikctl was started. */
  cwd: string
  /** Epoch milliseconds. */
  now(): number
  /** Aborted by SIGINT, SIGTERM and SIGHUP: look at it only where the command waits for something. */
  signal: AbortSignal
  /** All of standard input; what is typed at a terminal is not shown. */
  readStdin(): Promise<Buffer>
  /** Asks questions; absent where nobody sits at a terminal. */
  openPrompt?(): Promise<Prompt>
  /** Runs another program, without a shell. @returns undefined when it is not installed. */
  run?(program: string, args: readonly string[]): Promise<ProgramResult | undefined>
  /** Standard input and output as they are, for a protocol; absent: there are none. */
  openStreams?(): { input: NodeJS.ReadableStream; output: NodeJS.WritableStream }
  /** Where a command leaves the reasons of its end, for CI systems. */
  end?: End
}

export interface ProgramResult {
  /** null when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
}

/** Questions and answers, line by line. */
export interface Prompt {
  /** @throws {UsageError} when the answer is Ctrl-C or Ctrl-D. */
  ask(question: string): Promise<string>
  close(): void
}

export interface Output {
  write(text: string): unknown
  /** Writes lines that are commands of a CI system's log; there wherever a command runs. */
  writeCommands?(text: string): unknown
  isTTY?: boolean
  /** 0 at a terminal that does not say. */
  columns?: number
}

/** Whether to paint: only a terminal, unless --color or the environment says otherwise (no-color.org). */
export function wantsColour({ env, colour }: Io, output: Output): boolean {
  if (colour === 'always' || colour === 'never') return colour === 'always'
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0'
  return output.isTTY === true && env.TERM !== 'dumb'
}
