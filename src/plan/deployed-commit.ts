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
 * The commit of the last `pulumi up` of an environment, as the stack's outputs have it. The project's
 * own Pulumi is asked; where it has none, the one that is installed on the machine.
 *
 * @param option what names the commit instead.
 * @param run runs a program in the project's folder.
 * @throws {DeployedUnknown} without Pulumi, without access to the stack, before the first deployment.
 */
export function deployedCommit(
  environment: string,
  option: '--base' | '--deployed',
  run: (program: string, args: readonly string[]) => ProgramResult,
): Deployed {
  const args = ['stack', 'output', 'commit', '--stack', environment]
  const own = run('npx', ['--no-install', 'pulumi', ...args, '--non-interactive'])
  const result = isMissing(own) ? run('pulumi', [...args, '--non-interactive']) : own
  const otherwise = `name the deployed commit with ${option}`
  if (result.status === null) {
    throw new DeployedUnknown(
      `Pulumi's command line is not there, neither in this project nor on this machine: install it (\`npm install --save-dev pulumi\`), or ${otherwise}`,
    )
  }
  if (result.status !== 0) throw refusal(environment, reason(result), otherwise)
  const deployed = parseDeployed(result.stdout)
  if (deployed === undefined) {
    throw new DeployedUnknown(
      `the output "commit" of the stack "${environment}" is no commit: it was deployed outside of Git; ${otherwise}`,
    )
  }
  return deployed
}

/** Reads what the output `commit` of a stack holds; undefined when that is no commit. */
export function parseDeployed(output: string): Deployed | undefined {
  const [, commit, dirty] = /^"?([0-9a-f]{40,64})(-dirty)?"?$/.exec(output.trim()) ?? []
  return commit === undefined ? undefined : { commit, dirty: dirty !== undefined }
}

// --- internal ---

/** Without --no-install's answer npx would install a Pulumi of its own choice. */
function isMissing({ status, stderr }: ProgramResult): boolean {
  return status === null || stderr.includes('npx canceled due to missing packages')
}

function refusal(environment: string, said: string, otherwise: string): DeployedUnknown {
  if (/no stack named/.test(said)) {
    return new DeployedUnknown(
      `Pulumi knows no stack "${environment}" where it is logged in: log in where the stack's state is (\`npx pulumi login\`), or ${otherwise}; before the first deployment, an older one`,
    )
  }
  if (/does not have output property/.test(said)) {
    return new DeployedUnknown(
      `the stack "${environment}" has no output "commit": it was never deployed, or by a program that does not put it out; ${otherwise}`,
    )
  }
  return new DeployedUnknown(
    `Pulumi does not show what is deployed as stack "${environment}": ${said}; log in where the stack's state is (\`npx pulumi login\`) and start in the folder of Pulumi.yaml (-C DIR), or ${otherwise}`,
  )
}

/** Only one line: a log may hold anything. */
function reason({ status, stderr }: ProgramResult): string {
  const lines = stderr.trim().split('\n')
  const line = lines.findLast((text) => text.startsWith('error: ')) ?? lines.at(-1) ?? ''
  return line.replace(/^error: /, '').slice(0, 200) || `exit code ${status}`
}
