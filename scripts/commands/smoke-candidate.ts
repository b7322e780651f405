import { join, resolve } from 'node:path'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { compareLogins } from '../../src/rotation/compare-logins.ts'
import { comparedLogins } from '../../src/rotation/compared-logins.ts'
import { evidenceFileName } from '../../src/rotation/evidence.ts'
import { type CandidateProof, proveCandidate } from '../../src/rotation/prove-candidate.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { readEvidenceKey } from '../environment/read-evidence.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import { refuseUncommitted } from '../input/refuse-uncommitted.ts'
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

/** Compares the active and the candidate key pair, and writes the evidence for a promotion. */
export async function smokeCandidateCommand(
  name: string,
  options: SmokeCandidateOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, candidate: id, redact } = options
  const environment = loadEnvironment(name, directory, io)
  const git = gitRevision(directory)
  refuseUncommitted(environment, git)
  const session = await openEnvironment(environment, io)
  try {
    const { sample, seed = Math.floor(Math.random() * 2 ** 31), rate, concurrency } = options
    const proof = await proveCandidate(session, {
      ...{ candidate: id, sample, seed, rate, concurrency },
      commit: git?.commit ?? null,
      evidenceKey: readEvidenceKey(environment, directory),
    })
    const show = redact ? redactReport : (report: SmokeReport) => report
    io.stdout.write(describe(name, id, proof.verdict, show(proof.active), show(proof.candidate)))
    const exitCode = exitCodesOf[proof.verdict]
    if (proof.evidence === undefined) {
      const isProven = proof.verdict === 'passed' || proof.verdict === 'regressed'
      io.stderr.write(
        isProven
          ? 'no evidence was written: rotation.evidence is "none"\n'
          : 'no evidence was written: the run proves nothing\n',
      )
      return exitCode
    }
    const file = join(environment.path, 'evidence', evidenceFileName(id, 'promote'))
    const written = new Map([[resolve(directory, file), proof.evidence]])
    // It took minutes: another command's moment does not lose it.
    const edit = { directory, dryRun: false, waitMs: 30_000 }
    await editEnvironment(name, edit, io, () => replaceFiles(written))
    io.stderr.write(`evidence: ${file}\n`)
    return exitCode
  } finally {
    await session.close()
  }
}

// --- internal ---

const exitCodesOf: Readonly<Record<CandidateProof['verdict'], ExitCode>> = {
  passed: exitCodes.good,
  regressed: exitCodes.problems,
  unproven: exitCodes.incomplete,
  active_failed: exitCodes.integrationKey,
}

function describe(
  environment: string,
  id: string,
  verdict: CandidateProof['verdict'],
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
    verdict === 'regressed' || refused.length > 0
      ? `${id} must not be promoted`
      : verdict === 'passed'
        ? `nobody who can log in today would be locked out by ${id}`
        : 'not everything is proven'
  return `${[
    ...names('would be locked out', logins.regressed),
    ...names('would get in', logins.fixed),
    ...(refused.length > 0 ? refused : names('not proven', logins.unproven)),
    `active ${active.thumbprint}, candidate ${candidate.thumbprint}`,
    counts.join(', '),
    `${environment}: ${conclusion}`,
  ].join('\n')}\n`
}
