import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Environment } from '../../src/config/environment.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { asEmulated } from '../../src/emulators/as-emulated.ts'
import { type EmulatorAccess, parseEmulatorAccess } from '../../src/emulators/emulator-access.ts'
import type { StartEmulatorsOptions } from '../../src/emulators/start-emulators.ts'
import { SignerError, toSignerError } from '../../src/keys/signer-error.ts'
import type { VaultAccess } from '../../src/keys/vault-access.ts'
import { openSession, type Session } from '../../src/session/open-session.ts'
import { UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { emulatedAzure, realAzure } from './azure-access.ts'

/**
 * Opens a loaded environment. The running emulators that `IKCTL_EMULATORS` names stand for its services,
 * whatever its platform; without that variable an environment of the platform `emulator` starts its own.
 *
 * @throws {SignerError} with the reason `unreachable` when emulators that should run do not answer.
 */
export async function openEnvironment(environment: Environment, io: Io): Promise<Session> {
  // From here on an interruption has something to close.
  io.signal.throwIfAborted()
  const { platform, vaults } = environment.integration
  const running = readEmulatorAccess(io)
  if (platform !== 'emulator' && running === undefined) {
    const services = {
      platform: oauthPlatform(platform),
      azure: realAzure,
      signingVault: vaults?.signing ?? '',
      settingsVault: vaults?.settings ?? '',
    }
    return openSession(environment, services, io)
  }
  if (running !== undefined) {
    if (platform !== 'emulator') warnOfEmulators(environment, io)
    await requireAnswer(running)
    const azure = await emulatedAzure(running)
    const { findEmulatedKeyPairs } = await import(
      '../../src/emulators/create-emulated-key-pairs.ts'
    )
    const { findEmulatedLegacyKeys } = await import('../../src/emulators/emulated-legacy-keys.ts')
    const vault = { vaultUrl: running.keyVault.url, ...azure }
    const undeclared = asEmulated(environment, vault.vaultUrl)
    const find = async () =>
      findEmulatedLegacyKeys(await findEmulatedKeyPairs(undeclared, vault), vault)
    const completed = await find().catch((error: unknown) => {
      throw toSignerError(error, `read the key pairs of the emulators at ${vault.vaultUrl}`)
    })
    return openSession(completed, emulated(running, azure), io)
  }
  const { emulators, azure, environment: completed } = await startEmulatedEnvironment(environment)
  const services = { ...emulated(emulators.access, azure), close: emulators.close }
  return openSession(completed, services, io)
}

/** Starts the emulators of an environment, of whatever platform, and makes its key pairs in them. */
export async function startEmulatedEnvironment(
  declared: Environment,
  options: StartEmulatorsOptions = {},
) {
  const environment = asEmulated(declared)
  const { startEmulators } = await import('../../src/emulators/start-emulators.ts')
  const { createEmulatedKeyPairs } = await import(
    '../../src/emulators/create-emulated-key-pairs.ts'
  )
  const { publishEmulatedSettings } = await import(
    '../../src/emulators/publish-emulated-settings.ts'
  )
  const emulators = await startEmulators(environment, options)
  try {
    const azure = await emulatedAzure(emulators.access)
    const vault = { vaultUrl: emulators.access.keyVault.url, ...azure }
    const withKeyPairs = await createEmulatedKeyPairs(environment, {
      ...vault,
      upload: (publicKey) =>
        emulators.docusign.state.uploadKeyPair(environment.integration.integrationKey, publicKey),
    })
    const { createEmulatedLegacyKeys } = await import('../../src/emulators/emulated-legacy-keys.ts')
    const completed = await createEmulatedLegacyKeys(withKeyPairs, {
      ...vault,
      upload(integrationKey, pem) {
        const { state } = emulators.docusign
        const isThere = state
          .keyPairs(integrationKey)
          .some(({ publicKey }) => publicKey.pem === pem)
        if (!isThere) state.uploadKeyPair(integrationKey, pem)
      },
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

/** Said once for each run of a command: a person who forgot the variable has to see it. */
const warned = new WeakSet<Io>()

function warnOfEmulators({ name, integration: { platform } }: Environment, io: Io): void {
  if (warned.has(io)) return
  warned.add(io)
  io.stderr.write(
    `EMULATED: IKCTL_EMULATORS names emulators, which stand for "${name}" (platform ${platform}).\nNothing reaches Docusign or Azure, and nothing is proven about them. Unset the variable to use them.\n\n`,
  )
}

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
    access === undefined ? 'names no emulators' : 'names emulators that are not running any more'
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
