import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { startTokenAuthority, type TokenAuthority } from './authority/start-token-authority.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { type DocusignEmulator, startDocusignEmulator } from './docusign/start-docusign-emulator.ts'
import { emulatedState } from './emulated-state.ts'
import type { EmulatorAccess } from './emulator-access.ts'
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
  /** Stops them and deletes the certificate's file. */
  close(): Promise<void>
}

/**
 * Starts Docusign's OAuth server, the signing vault, the settings vault and a token authority on free
 * loopback ports, with the users, accounts, consents and redirect URIs that the environment describes.
 * They hold no keys yet: `createEmulatedKeyPairs` makes them through the vault's own client. When one of
 * them does not start, those that did are closed.
 */
export async function startEmulators(
  environment: Environment,
  { now = Date.now }: { now?: () => number } = {},
): Promise<Emulators> {
  const authority = await createCertificateAuthority()
  const client = { clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }
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
    const certificateAuthority = join(directory, 'certificate-authority.pem')
    writeFileSync(certificateAuthority, authority.certificate)
    const tokens = keep(await startTokenAuthority({ authority, clients: [client], now }))
    const vault = { authority, tokens, now, purgeProtection: true }
    const signingVault = keep(await startKeyVaultEmulator({ ...vault, name: 'signing' }))
    const settingsVault = keep(await startKeyVaultEmulator({ ...vault, name: 'settings' }))
    const state = emulatedState(environment)
    const docusign = keep(await startDocusignEmulator({ authority, state, now }))
    const access = {
      docusign: { url: docusign.url },
      keyVault: { url: signingVault.url, settingsUrl: settingsVault.url },
      authority: { url: tokens.url, tenantId: tokens.tenantId, ...client },
      certificateAuthority,
    }
    return { access, docusign, signingVault, settingsVault, tokens, close }
  } catch (error) {
    await close()
    throw error
  }
}
