import { resolve } from 'node:path'
import { FileNotWritten } from '../../src/files/file-not-written.ts'
import { descriptorOf, ownersOnly, writeOutput } from '../../src/files/write-output.ts'
import { UsageError } from '../exit-codes.ts'
import { type Io, wantsColour } from '../io.ts'

/** One `--format`: a name, and the file to write to instead of standard output. */
export interface ChosenFormat<Name extends string> {
  name: Name
  path?: string
}

/** What a text is made for. */
export interface Look {
  /** Standard output, rather than a file. */
  toTerminal: boolean
  /** ANSI colours. */
  colour: boolean
  /** Width, in columns. */
  columns: number
}

/**
 * `--format human --format json=report.json`: any number of formats, at most one of them to standard
 * output.
 *
 * @throws {UsageError} for an unknown name, or two formats for standard output.
 */
export function chooseFormats<Name extends string>(
  values: readonly string[],
  known: Record<Name, unknown>,
  fallback: Name,
): ChosenFormat<Name>[] {
  const names = Object.keys(known) as Name[]
  const chosen = values.map((value) => {
    const [text = '', ...rest] = value.split('=')
    const name = names.find((candidate) => candidate === text)
    if (name === undefined) {
      throw new UsageError(`unknown format "${text}": use ${names.join(', ')}`)
    }
    const path = rest.join('=')
    if (rest.length > 0 && path === '') {
      throw new UsageError(`the format "${text}=" names no file: write ${text}=FILE`)
    }
    return path === '' ? { name } : { name, path }
  })
  if (chosen.every(({ path }) => path !== undefined)) chosen.unshift({ name: fallback })
  const toStdout = chosen.filter(({ path }) => path === undefined)
  if (toStdout.length > 1) {
    throw new UsageError(
      `two formats for standard output (${toStdout.map(({ name }) => name).join(', ')}): send one to a file with ${toStdout[1]?.name}=FILE`,
    )
  }
  return chosen
}

/**
 * Writes each chosen format to its file (relative to the start folder), then prints the one for standard
 * output: nothing is said to be done when a file cannot be written.
 *
 * @param options `print` writes what is for standard output; `isPrivate`: a new file is its owner's only;
 *   `onNotWritten` takes a file that cannot be written, and all others are written and printed.
 * @throws {FileNotWritten} without `onNotWritten`, before anything is printed.
 */
export function emitFormats<Name extends string>(
  formats: readonly ChosenFormat<Name>[],
  render: (name: Name, look: Look) => string,
  io: Io,
  directory: string,
  {
    print = (name, look) => void io.stdout.write(render(name, look)),
    isPrivate = () => false,
    onNotWritten,
  }: {
    print?: (name: Name, look: Look) => void
    isPrivate?: (name: Name) => boolean
    onNotWritten?: ((error: FileNotWritten) => void) | undefined
  } = {},
): void {
  const plain = { toTerminal: false, colour: false, columns: 80 }
  // What a CI system reads as its log takes the same way as ever.
  const open = new Map(
    formats.map(({ path }) => [path, path && descriptorOf(resolve(directory, path))]),
  )
  for (const { name, path } of formats) {
    if (path === undefined || open.get(path) === 1 || open.get(path) === 2) continue
    const mode = isPrivate(name) ? ownersOnly : undefined
    try {
      writeOutput(resolve(directory, path), render(name, plain), { mode })
    } catch (error) {
      if (onNotWritten === undefined || !(error instanceof FileNotWritten)) throw error
      onNotWritten(error)
    }
  }
  const colour = wantsColour(io, io.stdout)
  const look = { toTerminal: true, colour, columns: io.stdout.columns || 80 }
  for (const { name, path } of formats) {
    if (path === undefined) print(name, look)
    else if (open.get(path) === 1) print(name, plain)
    else if (open.get(path) === 2) io.stderr.write(render(name, plain))
  }
}
