import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import type { DocusignState } from '../../src/emulators/docusign/docusign-state.ts'
import { startDocusignEmulator } from '../../src/emulators/docusign/start-docusign-emulator.ts'
import { createHttpsFetch } from './create-https-fetch.ts'
import { rsaKeyPair } from './rsa-key-pair.ts'
import { signAssertion } from './sign-assertion.ts'

type Options = Partial<Omit<Parameters<typeof startDocusignEmulator>[0], 'authority' | 'now'>>

export const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
export const userId = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'
export const keyPairId = '3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d'
export const redirectUri = 'https://app.contoso.example/docusign/consented'

/**
 * A Docusign emulator with one integration key, one key pair (`rsaKeyPair()`) and one user with
 * consent; its clock stands still at `clock.now` until a test sets it.
 */
export async function startEmulatedDocusign(options: Options = {}) {
  const authority = await createCertificateAuthority()
  const { privateKey, publicKey } = await rsaKeyPair()
  const clock = { now: Date.UTC(2026, 4, 4, 8) }
  const state: DocusignState = {
    integrationKeys: [
      {
        id: integrationKey,
        redirectUris: [redirectUri],
        keyPairs: [
          { id: keyPairId, publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string },
        ],
      },
    ],
    users: [
      {
        id: userId,
        name: 'Ada King Lovelace',
        email: 'ada@acme.example',
        active: true,
        accounts: [
          {
            id: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
            name: 'Acme Corporation',
            baseUri: 'https://na3.docusign.net',
            isDefault: true,
          },
        ],
      },
    ],
    consents: [{ integrationKey, userId, scopes: ['signature', 'impersonation'] }],
  }
  const docusign = await startDocusignEmulator({
    authority,
    now: () => clock.now,
    state,
    ...options,
  })
  const https = createHttpsFetch(authority.certificate)
  const seconds = () => Math.floor(clock.now / 1000)
  const claims = () => ({
    iss: integrationKey,
    sub: userId,
    aud: new URL(docusign.url).host,
    iat: seconds(),
    exp: seconds() + 600,
    scope: 'signature impersonation',
  })
  const requestToken = (assertion: string) =>
    https.send(
      'POST',
      `${docusign.url}/oauth/token`,
      new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
      }),
    )

  return {
    authority,
    docusign,
    https,
    clock,
    /** The claims that are accepted now. */
    claims,
    requestToken,
    /** Asks for a token with the accepted claims, changed as given; `undefined` leaves one out. */
    login: (changes: object = {}, key = privateKey) =>
      requestToken(signAssertion({ ...claims(), ...changes }, key)),
    close: () => Promise.all([docusign.close(), https.close()]),
  }
}
