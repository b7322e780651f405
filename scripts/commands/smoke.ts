import { join, resolve } from 'node:path'
import type { PlatformName } from '../../src/docusign/platform.ts'
import { readActiveThumbprint } from '../../src/drift/read-active-thumbprint.ts'
import { FileNotWritten } from '../../src/files/file-not-written.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { custodyOf } from '../../src/keys/vault-object-id.ts'
import { reopenJournal } from '../../src/smoke/journal.ts'
import { createProgressWriter } from '../../src/smoke/progress-writer.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import { seeDoctor } from '../../src/smoke/see-doctor.ts'
import { parseShard } from '../../src/smoke/shard.ts'
import type { Depth } from '../../src/smoke/smoke-report.ts'
import { version } from '../../src/version.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { createReportOutput, type ReportOutputOptions } from '../output/report-output.ts'

export interface SmokeCommandOptions extends ReportOutputOptions {
  keyFile?: string
  tenant?: string[]
  label?: Record<string, string>
  sample?: number | 'all'
  seed?: number
  rate?: number
  concurrency?: number
  depth?: Depth
  deadline?: number
  shard?: string
  resume?: boolean
  proveOffboarded?: boolean
  quiet?: boolean
}

export async function smokeCommand(
  name: string,
  options: SmokeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory } = options
  const output = createReportOutput(options, io)
  const shard =
    options.shard === undefined ? undefined : parseShard(options.shard, io.env.JOB_COMPLETION_INDEX)
  const environment = loadEnvironment(name, directory, io)
  const file = join('reports', shard ? `${name}.${shard.index}-of-${shard.count}` : name)
  const isLost = isEmulatedHere(environment.integration.platform, io)
  if (options.resume && isLost) {
    throw new UsageError(
      `--resume cannot go on: the emulators of the earlier run ended with it, and their key pair. Omit --resume, or start emulators that stay with \`ikctl emulate ${name} --format json=emulators.json\` and set IKCTL_EMULATORS=emulators.json for both runs`,
    )
  }
  const resumable = `run the same command with --resume: the journal ${file}.ndjson has every login`
  const session = await openEnvironment(environment, io).catch(seeDoctorOf(name))
  try {
    output.requireComparable({
      environment: name,
      platform: session.platform.name,
      integrationKey: session.environment.integration.integrationKey,
    })
    const signer = await chooseSigner(session, options, io).catch(seeDoctorOf(name))
    const concurrency = options.concurrency ?? smokeDefaults(session.platform.name).concurrency
    const progress = createProgressWriter(io.stderr)
    const report = await runSmoke({
      environment: session.environment,
      signer,
      openLegacy: ({ key }) => session.signer({ custody: custodyOf(key), key }),
      client: session.oauthClient(concurrency),
      openAccounts: (origin) => session.accountClient(origin, concurrency),
      platform: session.platform,
      concurrency,
      shard,
      depth: options.depth,
      rate: options.rate,
      sample: options.sample,
      seed: options.seed,
      deadlineMs: options.deadline === undefined ? undefined : options.deadline * 1000,
      selection: {
        ...(options.tenant && { tenants: options.tenant }),
        ...(options.label && { labels: options.label }),
      },
      proveOffboarded: options.proveOffboarded,
      // A PEM that was named signs whatever is published.
      readActiveThumbprint:
        options.keyFile === undefined && !io.env.IKCTL_PRIVATE_KEY
          ? () => readActiveThumbprint(session)
          : undefined,
      journal: { path: resolve(directory, `${file}.ndjson`), resume: options.resume ?? false },
      onProgress: options.quiet ? undefined : progress.show,
      signal: io.signal,
      now: io.now,
      toolVersion: version,
      commit: configurationCommit(session.environment.path, directory, io),
    })
      .catch((error) => {
        throw ended(error, isLost ? 'run it again' : `${resumable} that ended before`)
      })
      .finally(() => {
        if (!options.quiet) progress.clear()
      })
    return output.write(report, `${file}.json`, () => {
      // The key pair of emulators that were started here goes with them.
      if (isLost) return 'repair that, and run it again'
      reopenJournal(resolve(directory, `${file}.ndjson`))
      return `repair that, and ${resumable}`
    })
  } finally {
    await session.close()
  }
}

// --- internal ---

/** Without a signature there is no report that could name the command. */
function seeDoctorOf(environment: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof SignerError)) throw error
    const { reason, summary, status, sourceCode, attempt } = error
    const action = seeDoctor(error.action, { environment })
    throw new SignerError(reason, summary, { action, status, sourceCode, attempt })
  }
}

/** What ended a run that has no report. */
function ended(error: unknown, next: string): unknown {
  if (!(error instanceof FileNotWritten)) return error
  const message = `${error.message}, so the run was ended: repair that, and ${next}`
  return new UsageError(message, { cause: error })
}

function isEmulatedHere(platform: PlatformName, { env }: Io): boolean {
  return platform === 'emulator' && (env.IKCTL_EMULATORS ?? '') === ''
}

/**
 * The commit that holds the configuration as it is: outside of Git, in an image, the one that
 * IKCTL_COMMIT names. Undefined where none does, or Git cannot tell: the logins prove the same.
 */
function configurationCommit(path: string, directory: string, io: Io): string | undefined {
  try {
    const git = gitRevision(directory)
    if (git === undefined) {
      const { IKCTL_COMMIT: named = '' } = io.env
      return /^[0-9a-f]{40,64}$/.test(named) ? named : undefined
    }
    return git.uncommitted(path, `${path}/evidence/*.jws`).length === 0 ? git.commit : undefined
  } catch {
    return undefined
  }
}
