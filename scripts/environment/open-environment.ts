import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { diskTree } from '../../src/config/config-tree.ts'
import type { Environment } from '../../src/config/environment.ts'
import { packagedSchemas, schemaFolder } from '../../src/config/modeline.ts'
import { type OAuthPlatform, oauthPlatform } from '../../src/docusign/platform.ts'
import { type EmulatorAccess, parseEmulatorAccess } from '../../src/emulators/emulator-access.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { human } from '../../src/findings/formats/human.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import type { VaultAccess } from '../../src/keys/vault-access.ts'
import { type Validation, validateEnvironment } from '../../src/rules/validate.ts'
import type { TenantDocument } from '../../src/tenants/tenant-file.ts'
import { UsageError } from '../exit-codes.ts'
import { readNamedFile } from '../input/read-named-file.ts'
import { type Io, wantsColour } from '../io.ts'
import { emulatedAzure, realAzure } from './azure-access.ts'
import { requireEnvironments } from './require-environments.ts'

/** An environment and the ways to the services that it is about. */
export interface OpenEnvironment {
  environment: Environment
  /** What the rules say of it; not the files, which a long run would keep in memory. */
  findings: readonly Finding[]
  platform: OAuthPlatform
  /** The certificate to trust, where it is not one of the usual ones. */
  ca?: string
  azure(): Promise<VaultAccess>
  /** The signing vault's URL. */
  signingVault: string
  /** The settings vault's URL. */
  settingsVault: string
  /** Stops what was started for this environment. */
  close(): Promise<void>
}

/**
 * Loads one environment for a command that works with it.
 *
 * @throws {UsageError} when it does not exist or has error findings, which are printed.
 */
export function loadEnvironment(name: string, directory: string, io: Io): Environment {
  return loadValidated(name, directory, io).environment
}

/** An environment without error findings. */
export interface ValidatedEnvironment {
  environment: Environment
  /** What the rules say of it. */
  validation: Validation
  /** The tenants as their files have them. */
  tenantFiles: readonly TenantDocument[]
  /** Where its files find their schemas. */
  schemas: string
}

/** Like {@link loadEnvironment}, for a command that edits the files. */
export function loadValidated(name: string, directory: string, io: Io): ValidatedEnvironment {
  const tree = diskTree(directory)
  requireEnvironments(tree, [name], directory)
  const validation = validateEnvironment(tree, name, new Date(io.now()))
  const { environment, workspace } = validation
  const draft = workspace.environments.find((candidate) => candidate.name === name)
  if (environment !== undefined && draft !== undefined) {
    // Without error findings there are no holes in it.
    const tenantFiles = draft.tenants as TenantDocument[]
    const schemas = schemaFolder(workspace) ?? packagedSchemas
    return { environment, validation, tenantFiles, schemas }
  }
  const errors = validation.findings.filter(({ severity }) => severity === 'error')
  io.stderr.write(
    human(
      { ...validation, findings: errors },
      { colour: wantsColour(io, io.stderr), columns: io.stderr.columns || 80 },
    ),
  )
  throw new UsageError(`the configuration of "${name}" has errors: mend them first`)
}

/**
 * Opens an environment. On the platform `emulator` the running emulators named by `IKCTL_EMULATORS`
 * are used; without that variable they are started here.
 *
 * @throws {SignerError} with the reason `unreachable` when emulators that should run do not answer.
 */
export async function openEnvironment(
  name: string,
  directory: string,
  io: Io,
): Promise<OpenEnvironment> {
  const {
    environment,
    validation: { findings },
  } = loadValidated(name, directory, io)
  const { platform, vaults } = environment.integration
  if (platform !== 'emulator') {
    return {
      environment,
      findings,
      platform: oauthPlatform(platform),
      azure: realAzure,
      signingVault: vaults?.signing ?? '',
      settingsVault: vaults?.settings ?? '',
      close: async () => {},
    }
  }
  const running = readEmulatorAccess(io)
  if (running !== undefined) {
    await requireAnswer(running)
    const azure = await emulatedAzure(running)
    const { findEmulatedKeyPairs } = await import(
      '../../src/emulators/create-emulated-key-pairs.ts'
    )
    return {
      ...emulated(running, azure),
      findings,
      environment: await findEmulatedKeyPairs(environment, {
        vaultUrl: running.keyVault.url,
        ...azure,
      }),
      close: async () => {},
    }
  }
  const { emulators, azure, environment: completed } = await startEmulatedEnvironment(environment)
  return {
    ...emulated(emulators.access, azure),
    ...{ environment: completed, findings, close: emulators.close },
  }
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
