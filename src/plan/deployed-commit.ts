import { IkctlError } from '../ikctl-error.ts'

/** Thrown by {@link deployedCommit}. */
export class DeployedUnknown extends IkctlError {
  static readonly code = 'ERR_DEPLOYED_UNKNOWN'
  readonly code = DeployedUnknown.code
}

/** How a program that was run ended. */
export interface ProgramResult {
  /** `null` when it could not be started. */
  status: number | null
  stdout: string
  stderr: string
}

/** What the last `pulumi up` deployed. */
export interface Deployed {
  commit: string
  /** Whether it was deployed from a working tree with changes that the commit does not hold. */
  dirty: boolean
}

/**
 * The commit of the last `pulumi up` of an environment, as the stack's outputs have it.
 *
 * @param run runs a program in the project's folder.
 * @throws {DeployedUnknown} without Pulumi, without access to the stack, before the first deployment.
 */
export function deployedCommit(
  environment: string,
  run: (program: string, args: readonly string[]) => ProgramResult,
): Deployed {
  const command = ['pulumi', 'stack', 'output', 'commit', '--stack', environment]
  const words = `npx ${command.join(' ')}`
  const result = run('npx', ['--no-install', ...command, '--non-interactive'])
  if (result.status === null) {
    throw new DeployedUnknown(
      `"${words}" cannot be started: install Node's npx and Pulumi, or name the deployed commit with --base`,
    )
  }
  if (result.status !== 0) {
    throw new DeployedUnknown(
      `"${words}" does not tell the deployed commit: ${lastLine(result.stderr) || `exit code ${result.status}`}; log in to the stack's state, or name the deployed commit with --base (before the first deployment: an older revision)`,
    )
  }
  const [, commit, dirty] = /^"?([0-9a-f]{40,64})(-dirty)?"?$/.exec(result.stdout.trim()) ?? []
  if (commit === undefined) {
    throw new DeployedUnknown(
      `the stack "${environment}" has no commit among its outputs: it was deployed outside of Git, or never; name the deployed commit with --base`,
    )
  }
  return { commit, dirty: dirty !== undefined }
}

// --- internal ---

/** Only one line: a log may hold anything. */
function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
}
