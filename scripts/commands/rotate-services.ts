import type { KeyPair } from '../../src/config/environment.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import type { EvidenceSigner } from '../../src/rotation/evidence.ts'
import { openEvidenceSigner } from '../../src/rotation/open-evidence-signer.ts'
import {
  readVaultPublicKey,
  type VaultPublicKey,
} from '../../src/rotation/read-vault-public-key.ts'
import { type TriedLogin, tryLogin } from '../../src/rotation/try-login.ts'
import type { OpenEnvironment } from '../environment/open-environment.ts'
import { openKeyPair } from '../environment/open-key-pair.ts'
import type { Io } from '../io.ts'

/** Docusign and the vaults as the rotation uses them; nothing in them is changed. */
export interface RotationServices {
  /** The public half of a key pair, as the vault holds it. */
  publicKey(id: string, keyPair: KeyPair): Promise<VaultPublicKey>
  /** @throws {SignerError} when the vault gives no signature. */
  signer(
    keyPair: Pick<KeyPair, 'custody'> & { key: string; thumbprint: string },
  ): Promise<AssertionSigner>
  evidenceSigner(): Promise<EvidenceSigner>
  /** A login of the canary user. */
  canaryLogin(signer: AssertionSigner, depth: 'token' | 'userinfo'): Promise<TriedLogin>
  close(): Promise<void>
}

export function openServices(open: OpenEnvironment, io: Io): RotationServices {
  const { integration } = open.environment
  const client = createOAuthClient({
    origin: open.platform.origin,
    connections: 1,
    now: io.now,
    ...(open.ca !== undefined && { ca: open.ca }),
  })
  const signers: AssertionSigner[] = []
  return {
    async publicKey(id, { custody, key }) {
      const vault = { vaultUrl: open.signingVault, ...(await open.azure()) }
      return readVaultPublicKey({ custody, key, id, ...vault })
    },
    async signer(keyPair) {
      const signer = await openKeyPair(keyPair, open, io)
      signers.push(signer)
      return signer
    },
    async evidenceSigner() {
      return openEvidenceSigner({ vaultUrl: open.settingsVault, ...(await open.azure()) })
    },
    canaryLogin: (signer, depth) =>
      tryLogin(
        signer,
        {
          client,
          integrationKey: integration.integrationKey,
          audience: open.platform.audience,
          scopes: integration.scopes.login,
          userId: integration.managementAccount.canaryUser,
          accountId: integration.managementAccount.id,
          now: io.now,
          signal: io.signal,
        },
        depth,
      ),
    async close() {
      await client.close()
      for (const signer of signers) await signer.close?.()
    },
  }
}
