import { once } from 'node:events'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { startEmulatedEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface EmulateCommandOptions {
  directory: string
  format: string[]
}

export async function emulateCommand(
  name: string,
  options: EmulateCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, emulateFormats, 'human')
  const environment = loadEnvironment(name, options.directory, io)
  if (environment.integration.platform !== 'emulator') {
    throw new UsageError(
      `"${name}" is on the platform "${environment.integration.platform}": only an environment with "platform: emulator" can be emulated`,
    )
  }
  io.signal.throwIfAborted()
  const { emulators } = await startEmulatedEnvironment(environment)
  try {
    emitFormats(
      formats,
      (format) => emulateFormats[format](emulators.access),
      io,
      options.directory,
      // It has the secret with which the emulated vaults are used.
      { isPrivate: () => true },
    )
    if (!io.signal.aborted) await once(io.signal, 'abort')
    return exitCodes.good
  } finally {
    await emulators.close()
  }
}

// --- internal ---

const emulateFormats = {
  human: ({ docusign, keyVault, authority, certificateAuthority }: EmulatorAccess): string =>
    `The emulators are running. Ctrl-C stops them.

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
