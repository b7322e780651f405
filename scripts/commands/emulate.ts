import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Environment } from '../../src/config/environment.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { readKeptState } from '../../src/emulators/kept-state.ts'
import type { Emulators } from '../../src/emulators/start-emulators.ts'
import { writing } from '../../src/files/file-not-written.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { writeAndRename } from '../../src/files/replace-file.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { startEmulatedEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface EmulateCommandOptions {
  directory: string
  format: string[]
  port?: number
  state?: string
}

export async function emulateCommand(
  name: string,
  options: EmulateCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, emulateFormats, 'human')
  const environment = loadEnvironment(name, options.directory, io)
  io.signal.throwIfAborted()
  const file = options.state === undefined ? undefined : resolve(options.directory, options.state)
  const { integrationKey } = environment.integration
  const text = file === undefined ? undefined : readFileIfThere(file)
  const { emulators } = await startEmulatedEnvironment(environment, {
    port: options.port,
    ...(file !== undefined && { certificateFile: `${file}.ca.pem` }),
    ...(file !== undefined &&
      text !== undefined && {
        kept: readKeptState(text, { file, integrationKey }),
      }),
  })
  let keeper: Awaited<ReturnType<typeof keepState>> | undefined
  try {
    keeper = file === undefined ? undefined : await keepState(emulators, file)
    emitFormats(
      formats,
      (format) => emulateFormats[format](emulators.access, environment),
      io,
      options.directory,
      // It has the secret with which the emulated vaults are used.
      { isPrivate: () => true },
    )
    if (!io.signal.aborted) await once(io.signal, 'abort')
    await keeper?.stop()
    return exitCodes.good
  } finally {
    keeper?.cancel()
    await emulators.close()
  }
}

// --- internal ---

const keepEveryMs = 1_000

/** Writes what emulators know to a file that its owner alone can read: now, when it changes, and at the end. */
async function keepState(
  { keep }: Emulators,
  file: string,
): Promise<{ cancel(): void; stop(): Promise<void> }> {
  let written = ''
  const write = async () => {
    const text = `${JSON.stringify(await keep(), null, 1)}\n`
    if (text === written) return
    writing(file, () => writeAndRename(file, text, { mode: 0o600 }))
    written = text
  }
  await write()
  let last: Promise<void> = Promise.resolve()
  // What cannot be written now is written at the end, or reported there.
  const timer = setInterval(() => {
    last = last.then(write).catch(() => {})
  }, keepEveryMs)
  const cancel = () => clearInterval(timer)
  return {
    cancel,
    async stop() {
      cancel()
      await last
      await write()
    },
  }
}

const emulateFormats = {
  human: (
    { docusign, keyVault, authority, certificateAuthority }: EmulatorAccess,
    { name, integration: { platform } }: Environment,
  ): string =>
    `The emulators are running. Ctrl-C stops them.
${platform === 'emulator' ? '' : `They stand for "${name}": nothing reaches Docusign or Azure (platform ${platform}).\n`}
  Docusign (OAuth)     ${docusign.url}
    Apps and Keys      ${docusign.url}/emulator/admin
  signing vault        ${keyVault.url}
  settings vault       ${keyVault.settingsUrl}
  token authority      ${authority.url}
    tenant id          ${authority.tenantId}
    client id          ${authority.clientId}
    client secret      ${authority.clientSecret}
  certificate to trust ${certificateAuthority}

GET /emulator on each of them lists what can be seen and changed.
`,
  json: (access: EmulatorAccess): string => `${JSON.stringify({ schemaVersion: 1, ...access })}\n`,
}
