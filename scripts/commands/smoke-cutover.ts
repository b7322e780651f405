import { resolve } from 'node:path'
import { replaceFiles } from '../../src/files/replace-files.ts'
import { cutoverFileName } from '../../src/rotation/evidence.ts'
import { proveCutover } from '../../src/rotation/prove-cutover.ts'
import { human } from '../../src/smoke/formats/human.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import { plural } from '../../src/text/plural.ts'
import { editEnvironment } from '../environment/edit-environment.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { readEvidenceKey } from '../environment/read-evidence.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import { refuseUncommitted } from '../input/refuse-uncommitted.ts'
import { type Io, wantsColour } from '../io.ts'
import { incomplete, refused } from '../output/refused.ts'

export interface SmokeCutoverOptions {
  directory: string
  rate?: number
  concurrency?: number
  redact?: boolean
}

/** Proves which migrating tenants can log in with the shared key, and writes the proof. */
export async function smokeCutoverCommand(
  name: string,
  options: SmokeCutoverOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory, redact = false, rate, concurrency } = options
  const environment = loadEnvironment(name, directory, io)
  const git = gitRevision(directory)
  refuseUncommitted(environment, git)
  const session = await openEnvironment(environment, io)
  try {
    const proof = await proveCutover(session, {
      ...(rate !== undefined && { rate }),
      ...(concurrency !== undefined && { concurrency }),
      commit: git?.commit ?? null,
      evidenceKey: readEvidenceKey(environment, directory),
    })
    if (proof.outcome === 'not_ready') return refused(proof.message, proof.wayForward, io)
    const { report, ready, waiting, evidence } = proof
    const columns = io.stdout.columns || 80
    const shown = redact ? redactReport(report) : report
    io.stdout.write(human(shown, { colour: wantsColour(io, io.stdout), columns, verbose: false }))
    if (proof.outcome === 'incomplete') {
      return incomplete(
        'no proof was written: the run did not come to its end',
        'repair what is said above, and run it again',
        io,
      )
    }
    io.stdout.write(
      `\nready for the cut-over: ${plural(ready.length, 'tenant')}; waiting: ${waiting.length}\n`,
    )
    if (evidence === undefined) {
      io.stderr.write('no proof was written: rotation.evidence is "none"\n')
      return exitCodes.good
    }
    const file = `${environment.path}/evidence/${cutoverFileName}`
    const written = new Map([[resolve(directory, file), evidence]])
    // It took minutes: another command's moment does not lose it.
    const edit = { directory, dryRun: false, waitMs: 30_000 }
    await editEnvironment(name, edit, io, () => replaceFiles(written))
    io.stderr.write(`proof: ${file}\n`)
    io.stdout.write(`\nNext: ikctl tenant cutover ${name}\n`)
    return exitCodes.good
  } finally {
    await session.close()
  }
}
