import { spawnSync } from 'node:child_process'
import { IkctlError } from '../ikctl-error.ts'

/** Why Git could not be read. */
export type GitFailure =
  | 'no_git'
  | 'no_repository'
  | 'not_trusted'
  | 'no_working_tree'
  | 'sparse'
  | 'unknown_revision'
  | 'shallow'
  | 'damaged'
  | 'failed'

/** Thrown by everything that reads Git. */
export class GitUnreadable extends IkctlError {
  static readonly code = 'ERR_GIT_UNREADABLE'
  readonly code = GitUnreadable.code
  readonly reason: GitFailure

  constructor(reason: GitFailure, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What Git said, and how it ended. */
export interface GitAnswer {
  status: number | null
  stdout: Buffer
  /** In English. */
  stderr: string
}

/**
 * Asks Git something to which it may say no.
 *
 * @param input for its standard input.
 * @throws {GitUnreadable} when there is no Git, or it cannot read the repository: that is no answer.
 */
export function askGit(directory: string, args: readonly string[], input?: string): GitAnswer {
  // An object that another one replaces locally is not what the commit holds.
  const { error, status, stdout, stderr } = spawnSync('git', ['--no-replace-objects', ...args], {
    cwd: directory,
    maxBuffer: maxOutput,
    env: { ...process.env, LC_ALL: 'C' },
    ...(input !== undefined && { input }),
  })
  if (error !== undefined) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      throw new GitUnreadable(
        'no_git',
        'the program "git" cannot be started, which reads the revision to compare with: install Git, or check that the start folder exists',
      )
    }
    throw failed(args, code ?? 'unknown error')
  }
  const said = stderr.toString('utf8').trim()
  if (status !== 0) refuseUnreadable(directory, said)
  return { status, stdout, stderr: said }
}

/**
 * What Git prints.
 *
 * @param input for its standard input.
 * @throws {GitUnreadable} when it fails.
 */
export function runGit(directory: string, args: readonly string[], input?: string): Buffer {
  const { status, stdout, stderr } = askGit(directory, args, input)
  if (status === 0) return stdout
  throw failed(args, stderr || `exit code ${status}`)
}

/** The repository holds something else than it should, or less. @param said what Git says of it, in one line. */
export function damaged(directory: string, said: string): GitUnreadable {
  return new GitUnreadable(
    'damaged',
    `the Git repository at ${directory} is damaged, so what its commits hold cannot be known (Git says: ${said}): \`git fsck --full\` lists what is damaged; clone the repository again, or fetch what is missing`,
  )
}

/** What Git may print in one go, in bytes: all files of a revision, and as much again. */
export const maxOutput = 256 * 1024 ** 2

// --- internal ---

function refuseUnreadable(directory: string, said: string): void {
  if (/detected dubious ownership/.test(said)) {
    throw new GitUnreadable(
      'not_trusted',
      `Git reads no repository of another user: if you trust what is in it, run \`git config --global --add safe.directory ${safeDirectory(said) ?? directory}\` (in a container, it usually is the folder that was mounted), and then this again; else run it as the user to whom ${directory} belongs`,
    )
  }
  const line = said.split('\n').findLast((text) => isDamage.test(text))
  if (line !== undefined) throw damaged(directory, line.replace(/^(?:fatal|error): /, ''))
}

/** As Git suggests it: the folder that holds the repository. */
function safeDirectory(said: string): string | undefined {
  return /--add safe\.directory (.+)$/m.exec(said)?.[1]
}

/** What Git says of objects, packs, an index and references that are not what it has written. */
const isDamage =
  /is corrupt|corrupt (?:loose|packed) |inflate: |unable to (?:stream|unpack|read (?:tree|sha1 file)|parse object)|[Cc]ould not read [0-9a-f]{40}|bad (?:tree|signature 0x|index file|pack header)|index file (?:smaller|corrupt)|packfile .* (?:cannot be accessed|does not match)|hash mismatch|missing (?:blob|tree|commit) /

function failed(args: readonly string[], words: string): GitUnreadable {
  return new GitUnreadable('failed', `git ${args[0]} failed: ${words}`)
}
