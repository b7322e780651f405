import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { replaceFile } from '../files/replace-file.ts'
import { startTokenAuthority, type TokenAuthority } from './authority/start-token-authority.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { type DocusignEmulator, startDocusignEmulator } from './docusign/start-docusign-emulator.ts'
import { emulatedState } from './emulated-state.ts'
import type { EmulatorAccess } from './emulator-access.ts'
import { continuedState, type KeptState } from './kept-state.ts'
import {
  type KeyVaultEmulator,
  startKeyVaultEmulator,
} from './key-vault/start-key-vault-emulator.ts'

/** The emulators of one environment, running. */
export interface Emulators {
  access: EmulatorAccess
  docusign: DocusignEmulator
  signingVault: KeyVaultEmulator
  settingsVault: KeyVaultEmulator
  tokens: TokenAuthority
  /** What makes the next start go on from here. */
  keep(): Promise<KeptState>
  /** Stops them and deletes the certificate's file, unless it was given a place. */
  close(): Promise<void>
}

/** How emulators start. */
export interface StartEmulatorsOptions {
  now?: () => number
  /** Of Docusign's; the token authority and both vaults have those that follow. Absent: free ones. */
  port?: number | undefined
  /** Goes on from there. */
  kept?: KeptState | undefined
  /** Where the certificate to trust is written, and stays; absent: a temporary file. */
  certificateFile?: string | undefined
}

/**
 * Starts Docusign's OAuth server, the signing vault, the settings vault and a token authority on
 * loopback ports, with the users, accounts, consents and redirect URIs that the environment describes.
 * They hold no keys yet: `createEmulatedKeyPairs` makes them through the vault's own client. When one of
 * them does not start, those that did are closed.
 */
export async function startEmulators(
  environment: Environment,
  { now = Date.now, kept, certificateFile, ...options }: StartEmulatorsOptions = {},
): Promise<Emulators> {
  const authority = await createCertificateAuthority(kept?.certificateAuthority)
  const { tenantId, ...client } = kept?.authority ?? {
    ...{ tenantId: randomUUID(), clientId: randomUUID() },
    clientSecret: randomBytes(24).toString('base64url'),
  }
  const portOf = (offset: number) => {
    const port = options.port === undefined ? kept?.ports[offset] : options.port + offset
    return port === undefined ? {} : { port }
  }
  // Before any server: what fails here leaves nothing that runs.
  const directory = mkdtempSync(join(tmpdir(), 'ikctl-emulators-'))
  const started: { close(): Promise<void> }[] = []
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    started.push(one)
    return one
  }
  const close = async () => {
    await Promise.all(started.splice(0).map((one) => one.close()))
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const certificateAuthority = certificateFile ?? join(directory, 'certificate-authority.pem')
    replaceFile(certificateAuthority, authority.certificate)
    const declared = emulatedState(environment)
    const state = kept === undefined ? declared : continuedState(kept.docusign, declared)
    const docusign = keep(await startDocusignEmulator({ authority, state, now, ...portOf(0) }))
    const tokens = keep(
      await startTokenAuthority({ authority, clients: [client], tenantId, now, ...portOf(1) }),
    )
    const startVault = async (name: 'signing' | 'settings', offset: number) => {
      const vault = { authority, tokens, now, purgeProtection: true, name, ...portOf(offset) }
      const started = keep(await startKeyVaultEmulator(vault))
      const before = kept?.[`${name}Vault`]
      started.keys.takeIn(before?.keys ?? [])
      started.secrets.takeIn(before?.secrets ?? [])
      return started
    }
    const signingVault = await startVault('signing', 2)
    const settingsVault = await startVault('settings', 3)
    const access = {
      docusign: { url: docusign.url },
      keyVault: { url: signingVault.url, settingsUrl: settingsVault.url },
      authority: { url: tokens.url, tenantId: tokens.tenantId, ...client },
      certificateAuthority,
    }
    const keepAll = async (): Promise<KeptState> => ({
      ikctlEmulators: 1,
      integrationKey: environment.integration.integrationKey,
      ports: [docusign, tokens, signingVault, settingsVault].map(({ url }) =>
        Number(new URL(url).port),
      ),
      certificateAuthority: await authority.keep(),
      authority: { tenantId, ...client },
      docusign: docusign.state.snapshot(),
      signingVault: { keys: signingVault.keys.keep(), secrets: signingVault.secrets.keep() },
      settingsVault: { keys: settingsVault.keys.keep(), secrets: settingsVault.secrets.keep() },
    })
    return { access, docusign, signingVault, settingsVault, tokens, keep: keepAll, close }
  } catch (error) {
    await close()
    throw error
  }
}
