import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Environment } from '../../src/config/environment.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { type EmulatorAccess, parseEmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { SignerError, toSignerError } from '../../src/keys/signer-error.ts'
import type { VaultAccess } from '../../src/keys/vault-access.ts'
import { openSession, type Session } from '../../src/session/open-session.ts'
import { UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { emulatedAzure, realAzure } from './azure-access.ts'

/**
 * Opens a loaded environment. On the platform `emulator` the running emulators named by `IKCTL_EMULATORS`
 * are used; without that variable they are started here.
 *
 * @throws {SignerError} with the reason `unreachable` when emulators that should run do not answer.
 */
export async function openEnvironment(environment: Environment, io: Io): Promise<Session> {
  // From here on an interruption has something to close.
  io.signal.throwIfAborted()
  const { platform, vaults } = environment.integration
  if (platform !== 'emulator') {
    const services = {
      platform: oauthPlatform(platform),
      azure: realAzure,
      signingVault: vaults?.signing ?? '',
      settingsVault: vaults?.settings ?? '',
    }
    return openSession(environment, services, io)
  }
  const running = readEmulatorAccess(io)
  if (running !== undefined) {
    await requireAnswer(running)
    const azure = await emulatedAzure(running)
    const { findEmulatedKeyPairs } = await import(
      '../../src/emulators/create-emulated-key-pairs.ts'
    )
    const vault = { vaultUrl: running.keyVault.url, ...azure }
    const completed = await findEmulatedKeyPairs(environment, vault).catch((error: unknown) => {
      throw toSignerError(error, `read the key pairs of the emulators at ${vault.vaultUrl}`)
    })
    return openSession(completed, emulated(running, azure), io)
  }
  const { emulators, azure, environment: completed } = await startEmulatedEnvironment(environment)
  const services = { ...emulated(emulators.access, azure), close: emulators.close }
  return openSession(completed, services, io)
}

/** Starts the emulators of an environment and makes its key pairs in them. */
export async function startEmulatedEnvironment(environment: Environment) {
  const { startEmulators } = await import('../../src/emulators/start-emulators.ts')
  const { createEmulatedKeyPairs } = await import(
    '../../src/emulators/create-emulated-key-pairs.ts'
  )
  const { publishEmulatedSettings } = await import(
    '../../src/emulators/publish-emulated-settings.ts'
  )
  const emulators = await startEmulators(environment)
  try {
    const azure = await emulatedAzure(emulators.access)
    const completed = await createEmulatedKeyPairs(environment, {
      vaultUrl: emulators.access.keyVault.url,
      ...azure,
      upload: (publicKey) =>
        emulators.docusign.state.uploadKeyPair(environment.integration.integrationKey, publicKey),
    })
    await publishEmulatedSettings(
      completed,
      { vaultUrl: emulators.access.keyVault.settingsUrl, ...azure },
      oauthPlatform('emulator', emulators.access.docusign.url).audience,
    )
    return { emulators, azure, environment: completed }
  } catch (error) {
    await emulators.close()
    throw error
  }
}

// --- internal ---

function emulated(access: EmulatorAccess, azure: VaultAccess) {
  return {
    platform: oauthPlatform('emulator', access.docusign.url),
    ca: readFileSync(access.certificateAuthority, 'utf8'),
    azure: async () => azure,
    signingVault: access.keyVault.url,
    settingsVault: access.keyVault.settingsUrl,
  }
}

function readEmulatorAccess({ env, cwd }: Io): EmulatorAccess | undefined {
  const file = env.IKCTL_EMULATORS
  if (file === undefined || file === '') return undefined
  const text = readNamedFile(file, cwd, 'what IKCTL_EMULATORS names,').toString('utf8')
  const access = parseEmulatorAccess(text)
  if (access !== undefined && existsSync(access.certificateAuthority)) return access
  const what =
    access === undefined
      ? 'tells of no emulators'
      : 'tells of emulators that are not running any more'
  throw new UsageError(
    `${file}, which IKCTL_EMULATORS names, ${what}: start them with \`ikctl emulate ENV --format json=${file}\`, or unset the variable`,
  )
}

/**
 * Emulators that do not answer may well do so the next time: nothing is proven, and ikctl has no bug. What
 * Docusign's does is for each command to judge.
 */
async function requireAnswer({ keyVault, authority }: EmulatorAccess): Promise<void> {
  for (const address of [keyVault.url, keyVault.settingsUrl, authority.url]) {
    const { hostname, port } = new URL(address)
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      signal: AbortSignal.timeout(reachMs),
    })
    try {
      await once(socket, 'connect')
    } catch {
      throw new SignerError(
        'unreachable',
        `nothing answers at ${address}, where IKCTL_EMULATORS says that an emulator runs: start it again, or unset the variable`,
      )
    } finally {
      socket.destroy()
    }
  }
}

/** How long a connection to an emulator may take. */
const reachMs = 10_000
