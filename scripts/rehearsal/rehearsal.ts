import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { runCli } from '../run-cli.ts'
import type { Repository } from './create-repository.ts'
import type { Deployment } from './deployment.ts'
import { RehearsalFailed } from './rehearsal-failed.ts'
import type { Teller } from './teller.ts'

/** The emulators of a rehearsal, and what is done to them by hand. */
export interface RehearsalEmulators {
  access: EmulatorAccess
  /** What IKCTL_EMULATORS names. */
  accessFile: string
  /** UPLOAD RSA in Apps and Keys. @returns the id that Docusign shows. */
  upload(publicKey: string): Promise<string>
  /** Deletes a key pair in Apps and Keys. */
  remove(keyPair: string): Promise<void>
}

/** Everything that the steps of a rehearsal work with. */
export interface Rehearsal {
  /** Folder below config/. */
  environment: string
  tell: Teller
  repository: Repository
  emulators: RehearsalEmulators
  deployment: Deployment
  io: Io
  /** What was run, and how it ended. */
  commands: RunCommand[]
}

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
  { environment, tell, repository, emulators, deployment, io, commands }: Rehearsal,
  name: string,
  more = '',
  expected: ExitCode = 0,
): Promise<void> {
  io.signal.throwIfAborted()
  const command = ['ikctl', name, environment, more].filter((word) => word !== '').join(' ')
  let stdout = ''
  let stderr = ''
  const done = tell.command(command)
  const world: Io = {
    stdout: { write: (text) => (stdout += text), columns: 72 },
    stderr: { write: (text) => (stderr += text) },
    env: {
      ...ownEnvironment(io.env),
      ...deployment.env,
      NO_COLOR: '1',
      IKCTL_EMULATORS: emulators.accessFile,
    },
    cwd: repository.folder,
    now: () => io.now(),
    signal: io.signal,
    readStdin: async () => Buffer.alloc(0),
  }
  const args = [...name.split(' '), environment, ...splitWords(more)]
  const exitCode = await runCli(args, world)
  if (exitCode !== expected) {
    done()
    throw new RehearsalFailed(
      `\`${command}\` ended with exit code ${exitCode}, not ${expected}\n${stdout}${stderr}`,
    )
  }
  const shown = excerpt(name, stdout || stderr)
  commands.push({ command, exitCode, shown })
  done(expected === 0 ? shown : [...shown, `exit code ${exitCode}`])
}

// --- internal ---

/** What programs need to run: not the keys, proxies and job files of the person who started the rehearsal. */
function ownEnvironment(env: Io['env']): Io['env'] {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot']
  return Object.fromEntries(names.map((name) => [name, env[name]]))
}

/** Words, of which those in double quotes may hold spaces. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
}

/** Of a plan and of good logins the verdict, of the status what is overdue, else what comes first. */
function excerpt(name: string, output: string): string[] {
  const paragraphs = output.trimEnd().split(/\n{2,}/)
  const last = paragraphs.slice(-1)
  const shown =
    name === 'plan'
      ? [...paragraphs.slice(0, -1).filter((text) => /^refused/.test(text)), ...last]
      : name === 'rotate status'
        ? paragraphs.filter((text) => /^overdue/.test(text))
        : name === 'smoke' && paragraphs.every((text) => !/^FAILED/.test(text))
          ? last
          : paragraphs.slice(0, 1)
  return shown
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replaceAll(/(\/keys\/[\w-]+\/[0-9a-f]{6})[0-9a-f]{26}/g, '$1...'))
}
