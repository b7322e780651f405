import type { ExitCode } from '../../scripts/exit-codes.ts'
import type { Io } from '../../scripts/io.ts'
import { runCli } from '../../scripts/run-cli.ts'
import type { Repository } from './create-repository.ts'
import type { Deployment } from './deployment.ts'
import { RehearsalFailed } from './rehearsal-failed.ts'
import type { RunningEmulators } from './start-emulators-process.ts'
import type { Fleet } from './start-fleet.ts'
import type { Teller } from './teller.ts'
import { environmentName } from './write-configuration.ts'

/** Everything that the steps of a rehearsal work with. */
export interface Rehearsal {
  tell: Teller
  repository: Repository
  emulators: RunningEmulators
  deployment: Deployment
  /** How many there are; each has one user. */
  tenants: number
  fleet: Fleet
  clock: Clock
  io: Io
  /** What was run, and how it ended. */
  commands: RunCommand[]
}

/** The clock of everything but Pulumi and the fleet's measurements: it can be put forward. */
export interface Clock {
  /** How far it is ahead of the real one, in milliseconds; behind, when negative. */
  offsetMs: number
}

/** What is known before the fleet exists. */
export type Preparation = Omit<Rehearsal, 'fleet' | 'tenants'>

/** A command that was run, and what of its output was shown. */
export interface RunCommand {
  command: string
  exitCode: ExitCode
  shown: string[]
}

/**
 * Runs an `ikctl` command on the rehearsal's environment, as the command line does, and shows the part of
 * its output that matters here.
 *
 * @param name of the command, verb included.
 * @param more what follows the environment; of it, what is in double quotes is one argument.
 * @param expected exit code.
 * @throws {RehearsalFailed} when it ends with another one.
 */
export async function ikctl(
  { tell, repository, emulators, deployment, io, commands }: Preparation,
  name: string,
  more = '',
  expected: ExitCode = 0,
): Promise<void> {
  io.signal.throwIfAborted()
  const command = ['ikctl', name, environmentName, more].filter((word) => word !== '').join(' ')
  let stdout = ''
  let stderr = ''
  const exitCode = await runCli([...name.split(' '), environmentName, ...splitWords(more)], {
    ...io,
    stdout: { write: (text) => (stdout += text), columns: 72 },
    stderr: { write: (text) => (stderr += text) },
    env: {
      ...io.env,
      ...deployment.env,
      NO_COLOR: '1',
      IKCTL_EMULATORS: emulators.accessFile,
    },
    cwd: repository.folder,
  })
  if (exitCode !== expected) {
    throw new RehearsalFailed(
      `\`${command}\` ended with exit code ${exitCode}, not ${expected}\n${stdout}${stderr}`,
    )
  }
  const shown = excerpt(name, stdout || stderr)
  commands.push({ command, exitCode, shown })
  tell.command(command, expected === 0 ? shown : [...shown, `exit code ${exitCode}`])
}

// --- internal ---

/** Words, of which those in double quotes may hold spaces. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
}

/** Of a plan its verdict, of the status what is overdue, else what stands before the next steps. */
function excerpt(name: string, output: string): string[] {
  const paragraphs = output.trimEnd().split(/\n{2,}/)
  const shown =
    name === 'plan'
      ? paragraphs.filter((text, index) => /^refused/.test(text) || index === paragraphs.length - 1)
      : name === 'rotate status'
        ? paragraphs.filter((text) => /^overdue/.test(text))
        : paragraphs.slice(0, 1)
  return shown
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replaceAll(/(\/keys\/[\w-]+\/[0-9a-f]{6})[0-9a-f]{26}/g, '$1...'))
}
