import type { Range } from '../../src/findings/finding.ts'
import { checkedOutCommit, checkoutRemarks, workingTree } from '../../src/plan/checkout.ts'
import { type Deployed, deployedCommit } from '../../src/plan/deployed-commit.ts'
import { environmentHistory } from '../../src/plan/environment-history.ts'
import { planFormats } from '../../src/plan/formats/formats.ts'
import { commitsBetween, gitTree } from '../../src/plan/git-tree.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { cutoverFileName } from '../../src/rotation/evidence.ts'
import { runProgram } from '../environment/run-program.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { repositoryPrefix } from '../input/repository-prefix.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface PlanCommandOptions {
  directory: string
  format: string[]
  base: string
  head?: string
  redact?: boolean
  allowTenantsRemoved?: number
  allowTenantsMoved?: number
  allowKnownFailures?: number
  allowRedirectUrisRemoved?: number
  allowUnprovenKeyPair?: string[]
  allowUnprovenCutover?: string[]
  allowIntegrationKeyChanged?: boolean
  allowPlatformChanged?: boolean
  allowVaultChanged?: boolean
  allowEnvironmentRemoved?: boolean
}

export async function planCommand(
  environment: string,
  options: PlanCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, redact = false } = options
  const formats = chooseFormats(options.format, planFormats, 'human')
  const deployed =
    options.base === 'deployed'
      ? deployedCommit(environment, '--base', runProgram(directory, io))
      : undefined
  const base = gitTree(directory, deployed?.commit ?? options.base)
  const head = options.head === undefined ? undefined : gitTree(directory, options.head)
  const isCheckedOut = head === undefined || head.commit === checkedOutCommit(directory)
  const keyPairs = `config/${environment}/key-pairs.yaml`
  const mergedSince = (path: string) =>
    deployed
      ? commitsBetween(directory, base.commit, head?.commit ?? 'HEAD', path).map((commit) =>
          gitTree(directory, commit),
        )
      : []
  const plan = await makePlan({
    environment,
    base: { revision: options.base, tree: base },
    // What is merged was judged, but perhaps not all of it was deployed.
    between: mergedSince(keyPairs),
    cutovers: mergedSince(`config/${environment}/evidence/${cutoverFileName}`),
    head: {
      revision: options.head ?? null,
      commit: head?.commit ?? null,
      tree: head ?? workingTree(directory),
    },
    now: new Date(io.now()),
    redact,
    overrides: {
      tenantsRemoved: options.allowTenantsRemoved,
      tenantsMoved: options.allowTenantsMoved,
      knownFailures: options.allowKnownFailures,
      redirectUrisRemoved: options.allowRedirectUrisRemoved,
      unprovenKeyPairs: options.allowUnprovenKeyPair,
      unprovenCutovers: options.allowUnprovenCutover,
      integrationKeyChanged: options.allowIntegrationKeyChanged,
      platformChanged: options.allowPlatformChanged,
      vaultChanged: options.allowVaultChanged,
      environmentRemoved: options.allowEnvironmentRemoved,
    },
    historyOf: (commit) => environmentHistory(directory, commit, environment),
    remarks: [
      ...(deployed?.dirty === true ? [dirtyDeployment(deployed)] : []),
      ...(isCheckedOut ? checkoutRemarks(directory, { head, redact }) : []),
    ],
  })
  emitFormats(formats, (name, look) => planFormats[name](plan, look), io, directory)
  if (plan.verdict !== 'refused') return exitCodes.good
  const prefix = repositoryPrefix(directory)
  const placed = (file: string | undefined, range: Range | undefined) => ({
    ...(file !== undefined && { file: prefix + file }),
    ...(range !== undefined && { line: range.start.line, column: range.start.column }),
  })
  for (const { weight, code, message, wayForward, file, range } of plan.judgements) {
    if (weight !== 'refused') continue
    const reason = { title: code, message: `${message}\n${wayForward}` }
    io.end?.reasons.push({ ...reason, ...placed(file, range) })
  }
  for (const { ruleId, message, file, range } of plan.findings) {
    io.end?.reasons.push({ title: ruleId, message, ...placed(file, range) })
  }
  return exitCodes.problems
}

// --- internal ---

function dirtyDeployment({ commit }: Deployed) {
  return {
    weight: 'warning' as const,
    code: 'plan/deployed-dirty',
    message: `what is deployed was not all in commit ${commit.slice(0, 12)}: the working tree had changes`,
    wayForward: 'deploy from a commit, so that the next plan compares with what is there',
  }
}
