import { join, resolve } from 'node:path'
import { activeKeyPair, type Environment, type KeyPair } from '../../src/config/environment.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { checkEvidenceKey } from '../../src/rotation/check-evidence-key.ts'
import { compareLogins, type LoginComparison } from '../../src/rotation/compare-logins.ts'
import {
  createEvidence,
  defaultEvidencePolicy,
  evidenceFileName,
  loginSet,
} from '../../src/rotation/evidence.ts'
import { openEvidenceSigner } from '../../src/rotation/open-evidence-signer.ts'
import { comparedLogins } from '../../src/smoke/compared-logins.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { version } from '../../src/version.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { openKeyPair } from '../environment/open-key-pair.ts'
import { readEvidenceKey } from '../environment/read-evidence-key.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { type GitRevision, gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'

export interface SmokeCandidateOptions {
  directory: string
  candidate: string
  sample?: number | 'all'
  seed?: number
  rate?: number
  concurrency?: number
  redact?: boolean
}

/**
 * Logs in with the active and the candidate key pair side by side, at half the rate each, compares,
 * and signs the result as evidence for a promotion.
 */
export async function smokeCandidateCommand(
  name: string,
  options: SmokeCandidateOptions,
  io: Io,
): Promise<ExitCode> {
  const open = await openEnvironment(name, options.directory, io)
  const signers: AssertionSigner[] = []
  try {
    const { environment, platform } = open
    const { integration, keyPairs } = environment
    const { id: activeId, keyPair: active } = findActive(environment)
    const candidate = findCandidate(keyPairs, options.candidate, name)
    const git = gitRevision(options.directory)
    refuseUncommitted(environment, git)
    const evidenceSigner = await openEvidenceSigner({
      vaultUrl: open.settingsVault,
      ...(await open.azure()),
    })
    const declaredKey = readEvidenceKey(environment, options.directory)
    const keyProblem = checkEvidenceKey(environment, declaredKey, evidenceSigner)
    if (keyProblem !== undefined) {
      throw new UsageError(`${keyProblem.message}\n${keyProblem.wayForward}`)
    }
    const startedAt = new Date(io.now()).toISOString()
    const policy = options.sample ?? (integration.rotation.evidence ?? defaultEvidencePolicy).sample
    const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31)
    const defaults = smokeDefaults(platform.name)
    const concurrency = Math.ceil((options.concurrency ?? defaults.concurrency) / 2)

    const run = async (keyPair: KeyPair): Promise<SmokeReport> => {
      const { key } = keyPair
      if (key === undefined) throw new UsageError('a key pair names no vault key: stage it first')
      const signer = await openKeyPair({ ...keyPair, key }, open, io)
      signers.push(signer)
      const client = createOAuthClient({
        origin: platform.origin,
        connections: concurrency,
        now: io.now,
        ...(open.ca !== undefined && { ca: open.ca }),
      })
      try {
        return await runSmoke({
          environment,
          signer,
          client,
          platform,
          concurrency,
          rate: (options.rate ?? defaults.rate) / 2,
          // What a key pair changes is whether there is a token; user info calls are scarce.
          depth: 'token',
          sample: policy,
          seed,
          signal: io.signal,
          now: io.now,
          toolVersion: version,
        })
      } finally {
        await client.close()
      }
    }
    const [before, after] = await Promise.all([run(active), run(candidate)])
    const comparison = compareLogins(comparedLogins(before, after))
    const verdict = judge(before, after, comparison)
    const show = options.redact ? redactReport : (report: SmokeReport) => report
    io.stdout.write(describe(name, options.candidate, show(before), show(after)))
    if (verdict === exitCodes.incomplete || verdict === exitCodes.integrationKey) {
      io.stderr.write('no evidence was written: the run proves nothing\n')
      return verdict
    }
    const evidence = await createEvidence(
      {
        kind: 'promote',
        product: integration.product,
        integrationKey: integration.integrationKey,
        platform: integration.platform,
        candidate: { id: options.candidate, thumbprint: after.thumbprint },
        active: { id: activeId, thumbprint: before.thumbprint },
        commit: git?.commit ?? null,
        startedAt,
        endedAt: new Date(io.now()).toISOString(),
        canary: after.canary.outcome.startsWith('passed') ? 'passed' : 'failed',
        sample: {
          policy,
          tenants: before.tenants.filter(({ logins }) => logins.some(wasTried)).length,
          liveTenants: environment.tenants.filter(({ status }) => status === 'live').length,
        },
        logins: {
          passing: loginSet(comparison.passing),
          regressed: loginSet(comparison.regressed),
          fixed: loginSet(comparison.fixed),
          failing: loginSet(comparison.failing),
          unproven: loginSet(comparison.unproven),
        },
      },
      evidenceSigner,
      { now: io.now(), signal: io.signal },
    )
    const file = join(environment.path, 'evidence', evidenceFileName(options.candidate, 'promote'))
    replaceFile(resolve(options.directory, file), evidence)
    io.stderr.write(`evidence: ${file}\n`)
    return verdict
  } finally {
    for (const signer of signers) await signer.close?.()
    await open.close()
  }
}

// --- internal ---

type KeyPairs = ReadonlyMap<string, KeyPair>

function findActive(environment: Environment): { id: string; keyPair: KeyPair } {
  const active = activeKeyPair(environment)
  if (active !== undefined) return active
  throw new UsageError(
    `"${environment.name}" has no active key pair to compare with: the first one needs no evidence, \`ikctl rotate promote ${environment.name}\` proves it by the canary user`,
  )
}

function findCandidate(keyPairs: KeyPairs, id: string, environment: string): KeyPair {
  const candidate = keyPairs.get(id)
  if (candidate?.state === 'staged' || candidate?.state === 'retiring') return candidate
  const staged = [...keyPairs].filter(([, { state }]) => state === 'staged').map(([key]) => key)
  throw new UsageError(
    candidate === undefined
      ? `"${environment}" has no key pair "${id}": staged is ${staged.join(', ') || 'none'}`
      : `the key pair "${id}" is ${candidate.state}: only a staged one can be a candidate`,
  )
}

/** Evidence names the commit whose tenants were tested: what is not in it must not be tested. */
function refuseUncommitted({ path }: Environment, git: GitRevision | undefined): void {
  const files = git?.uncommitted(path, `${path}/evidence/*.jws`) ?? []
  if (files.length === 0) return
  const some = files.slice(0, 5).map((file) => `  ${file}\n`)
  const more = files.length > some.length ? `  and ${files.length - some.length} more\n` : ''
  throw new UsageError(
    `evidence names the commit whose tenants were tested, but this is in no commit yet:\n${some.join('')}${more}commit it and have it merged (evidence counts for commits of the base branch), or stash it; then run this again`,
  )
}

function judge(active: SmokeReport, candidate: SmokeReport, logins: LoginComparison): ExitCode {
  if (active.verdict === 'integration_key') return exitCodes.integrationKey
  if (active.verdict === 'incomplete') return exitCodes.incomplete
  if (candidate.verdict === 'integration_key' || logins.regressed.length > 0) {
    return exitCodes.problems
  }
  const unproven = candidate.verdict === 'incomplete' || logins.unproven.length > 0
  return unproven ? exitCodes.incomplete : exitCodes.good
}

function describe(
  environment: string,
  id: string,
  active: SmokeReport,
  candidate: SmokeReport,
): string {
  const logins = compareLogins(comparedLogins(active, candidate))
  const names = (title: string, list: readonly string[]) =>
    list.length === 0
      ? []
      : [
          `${title}:`,
          ...list.slice(0, 40).map((name) => `  ${name}`),
          ...(list.length > 40 ? [`  and ${list.length - 40} more`] : []),
        ]
  const counts = Object.entries(logins).map(([title, list]) => `${list.length} ${title}`)
  const refused =
    candidate.verdict === 'integration_key'
      ? [`Docusign refuses the candidate: ${candidate.stopped?.message ?? 'see the canary user'}`]
      : []
  const conclusion =
    refused.length > 0 || logins.regressed.length > 0
      ? `${id} must not be promoted`
      : logins.unproven.length > 0
        ? 'not everything is proven'
        : `nobody who can log in today would be locked out by ${id}`
  return `${[
    ...names('would be locked out', logins.regressed),
    ...names('would get in', logins.fixed),
    ...(refused.length > 0 ? refused : names('not proven', logins.unproven)),
    `active ${active.thumbprint}, candidate ${candidate.thumbprint}`,
    counts.join(', '),
    `${environment}: ${conclusion}`,
  ].join('\n')}\n`
}

function wasTried({ outcome }: { outcome: string }): boolean {
  return outcome !== 'not_tried'
}
