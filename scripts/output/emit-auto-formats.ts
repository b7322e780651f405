import type { FileNotWritten } from '../../src/files/file-not-written.ts'
import type { Io } from '../io.ts'
import { type ChosenFormat, emitFormats, type Look } from './formats.ts'
import { addJobSummary } from './job-summary.ts'

/** Formats among which there is one for people. */
export interface AutoFormats<Name extends string> {
  /** All there are, by name. */
  known: Record<Name, unknown>
  render(name: Name, look: Look): string
  /** Markdown for the summary of a job of GitHub Actions. */
  summary(): string
  /** See {@link emitFormats}. */
  isPrivate?: (name: Name) => boolean
  onNotWritten?: (error: FileNotWritten) => void
}

/**
 * Emits formats of which one may be `auto`: the one for people, and in the log of GitHub Actions or Azure
 * Pipelines, where there is a format for it, the commands by which these show findings at their lines.
 * GitLab reads a file, so it has to be named: `--format gitlab=FILE`. Where GitHub's annotations are
 * printed, the job's summary has all that they leave out.
 */
export function emitAutoFormats<Name extends string>(
  formats: readonly ChosenFormat<NoInfer<Name> | 'auto'>[],
  { known, render, summary, isPrivate = () => false, onNotWritten }: AutoFormats<Name>,
  io: Io,
  directory: string,
): void {
  const namesOf = (name: Name | 'auto', toTerminal: boolean): Name[] =>
    name === 'auto'
      ? ['human', ...(toTerminal ? logFormats(io) : [])].filter((each) => isIn(known, each))
      : [name]
  emitFormats(
    formats,
    (name, look) =>
      namesOf(name, look.toTerminal)
        .map((each) => render(each, look))
        .join('\n'),
    io,
    directory,
    {
      isPrivate: (name) => namesOf(name, false).some(isPrivate),
      onNotWritten,
      print(name, look) {
        for (const [index, each] of namesOf(name, true).entries()) {
          if (index > 0) io.stdout.write('\n')
          const text = render(each, look)
          if (commandFormats.includes(each)) io.stdout.writeCommands?.(text)
          else io.stdout.write(text)
        }
      },
    },
  )
  const shown = formats.filter(({ path }) => path === undefined)
  const isAnnotated = shown.some(({ name }) =>
    namesOf(name, true).some((each) => commandFormats.includes(each)),
  )
  if (isAnnotated && io.end !== undefined) io.end.annotated = true
  if (shown.some(({ name }) => namesOf(name, true).some((each) => each === 'github'))) {
    addJobSummary(summary(), io)
  }
}

// --- internal ---

/** What these print are commands of a CI system's log. */
const commandFormats: readonly string[] = ['github', 'azure']

function logFormats({ env }: Io): string[] {
  if (env.GITHUB_ACTIONS === 'true') return ['github']
  // Azure writes "True".
  return env.TF_BUILD?.toLowerCase() === 'true' ? ['azure'] : []
}

function isIn<Name extends string>(known: Record<Name, unknown>, name: string): name is Name {
  return Object.hasOwn(known, name)
}
