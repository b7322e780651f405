import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { activeKeyPair } from '../../src/config/environment.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { openSigner } from '../../src/keys/open-signer.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import { version } from '../../src/version.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import { chooseFormats, emitFormats } from '../formats.ts'
import { type Io, wantsColour } from '../io.ts'
import { type OpenEnvironment, openEnvironment } from '../open-environment.ts'

export interface SmokeCommandOptions {
  directory: string
  format: string[]
  keyFile?: string
  tenant?: string[]
  label?: Record<string, string>
  sample?: number | 'all'
  seed?: number
  rate?: number
  concurrency?: number
  depth?: 'token' | 'userinfo'
  deadline?: number
  verbose?: boolean
}

export async function smokeCommand(
  name: string,
  options: SmokeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, reportFormats, 'human')
  const open = await openEnvironment(name, options.directory, io)
  try {
    const signer = await chooseSigner(open, options, io)
    const concurrency = options.concurrency ?? smokeDefaults(open.platform.name).concurrency
    const client = createOAuthClient({
      origin: open.platform.origin,
      connections: concurrency,
      ...(open.ca !== undefined && { ca: open.ca }),
    })
    try {
      const report = await runSmoke({
        environment: open.environment,
        signer,
        client,
        platform: open.platform,
        concurrency,
        depth: options.depth,
        rate: options.rate,
        sample: options.sample,
        seed: options.seed,
        deadlineMs: options.deadline === undefined ? undefined : options.deadline * 1000,
        selection: {
          ...(options.tenant && { tenants: options.tenant }),
          ...(options.label && { labels: options.label }),
        },
        signal: io.signal,
        toolVersion: version,
      })
      const file = join('reports', `${name}.json`)
      replaceFile(resolve(options.directory, file), reportFormats.json(report, plain))
      const colour = wantsColour(io, io.stdout)
      emitFormats(
        formats,
        (format, toTerminal) =>
          reportFormats[format](report, {
            colour: toTerminal && colour,
            columns: (toTerminal && io.stdout.columns) || 80,
            verbose: options.verbose ?? false,
          }),
        io,
        options.directory,
      )
      io.stderr.write(`report: ${file}\n`)
      return exitCode(report)
    } finally {
      await client.close()
      await signer.close?.()
    }
  } finally {
    await open.close()
  }
}

// --- internal ---

const plain = { colour: false, columns: 80, verbose: false }

/** A PEM that was named, else the active key pair's own key. */
async function chooseSigner(
  { environment, azure }: OpenEnvironment,
  { keyFile, directory }: SmokeCommandOptions,
  io: Io,
): Promise<AssertionSigner> {
  const active = activeKeyPair(environment)
  const thumbprint = active?.keyPair.thumbprint
  if (keyFile !== undefined) {
    return pemSigner(await readKey(keyFile, directory, io), {
      source: keyFile === '-' ? 'standard input' : `file ${keyFile}`,
      ...(thumbprint !== undefined && { thumbprint }),
    })
  }
  if (io.env.IKCTL_PRIVATE_KEY !== undefined && io.env.IKCTL_PRIVATE_KEY !== '') {
    return pemSigner(io.env.IKCTL_PRIVATE_KEY, {
      source: 'environment variable IKCTL_PRIVATE_KEY',
      ...(thumbprint !== undefined && { thumbprint }),
    })
  }
  if (active === undefined) {
    throw new UsageError(
      `"${environment.name}" has no active key pair to sign with: promote one, or name a PEM with --key-file`,
    )
  }
  const { key, custody } = active.keyPair
  if (key === undefined) {
    throw new UsageError(
      `the active key pair "${active.id}" names no vault key: add "key" to ${environment.path}/key-pairs.yaml, or name a PEM with --key-file`,
    )
  }
  const { credential, clientOptions } = await azure()
  return openSigner({
    custody,
    key,
    credential,
    clientOptions: clientOptions(),
    signal: io.signal,
    ...(thumbprint !== undefined && { thumbprint }),
  })
}

async function readKey(file: string, directory: string, io: Io): Promise<Buffer> {
  if (file === '-') return io.readStdin()
  try {
    return readFileSync(resolve(directory, file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new UsageError(`cannot read the key file ${file} (${code})`)
  }
}
