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
 * They hold no keys yet: `createEmulatedKeyPairs` makes them through the vault's own client.
 */
export async function startEmulators(
  environment: Environment,
  { now = Date.now }: { now?: () => number } = {},
): Promise<Emulators> {
  const authority = await createCertificateAuthority()
  const client = { clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }
  const tokens = await startTokenAuthority({ authority, clients: [client], now })
  const [signingVault, settingsVault, docusign] = await Promise.all([
    startKeyVaultEmulator({ authority, tokens, name: 'signing', now, purgeProtection: true }),
    startKeyVaultEmulator({ authority, tokens, name: 'settings', now, purgeProtection: true }),
    startDocusignEmulator({ authority, state: emulatedState(environment), now }),
  ])

  const directory = mkdtempSync(join(tmpdir(), 'ikctl-emulators-'))
  const certificateAuthority = join(directory, 'certificate-authority.pem')
  writeFileSync(certificateAuthority, authority.certificate)
  return {
    access: {
      docusign: { url: docusign.url },
      keyVault: { url: signingVault.url, settingsUrl: settingsVault.url },
      authority: { url: tokens.url, tenantId: tokens.tenantId, ...client },
      certificateAuthority,
    },
    docusign,
    signingVault,
    settingsVault,
    tokens,
    async close() {
      rmSync(directory, { recursive: true, force: true })
      await Promise.all([docusign, signingVault, settingsVault, tokens].map((one) => one.close()))
    },
  }
}
