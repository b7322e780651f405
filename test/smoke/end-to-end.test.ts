import { afterAll, beforeAll, expect, test } from 'vitest'
import { diskTree } from '../../src/config/config-tree.ts'
import type { Environment } from '../../src/config/environment.ts'
import { createOAuthClient, type OAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import {
  type DocusignEmulator,
  startDocusignEmulator,
} from '../../src/emulators/docusign/start-docusign-emulator.ts'
import { emulatedState } from '../../src/emulators/emulated-state.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { validateEnvironment } from '../../src/rules/validate.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { runSmoke } from '../../src/smoke/run-smoke.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'

let environment: Environment
let docusign: DocusignEmulator
let client: OAuthClient
let keyPairId: string

beforeAll(async () => {
  const loaded = validateEnvironment(diskTree('.'), 'local', new Date()).environment
  if (loaded === undefined) throw new Error('config/local has errors')
  environment = loaded
  const authority = await createCertificateAuthority()
  docusign = await startDocusignEmulator({ authority, state: emulatedState(environment) })
  const { publicKey } = await rsaKeyPair()
  keyPairId = docusign.state.uploadKeyPair(
    environment.integration.integrationKey,
    publicKey.export({ format: 'pem', type: 'spki' }) as string,
  )
  client = createOAuthClient({ origin: docusign.url, ca: authority.certificate, connections: 16 })
})

afterAll(async () => {
  await client.close()
  await docusign.close()
})

async function smoke(label = 'default') {
  const { privateKey } = await rsaKeyPair(label)
  return runSmoke({
    environment,
    platform: oauthPlatform('emulator', docusign.url),
    signer: pemSigner(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string),
    client,
    toolVersion: '0.0.0',
  })
}

test('the local environment: real signatures, over TLS', async () => {
  const report = await smoke()
  expect(exitCode(report)).toBe(0)
  expect(report.summary.outcomes).toMatchObject({
    known_failure: 1,
    informational: 1,
    not_tried: 1,
  })
  expect(report.summary.outcomes.passed).toBeGreaterThan(12)
  expect(report.unknownUser).toMatchObject({
    outcome: 'refused',
    failure: { error: 'invalid_grant', errorDescription: 'user_not_found' },
  })
})

test('a revoked consent and a closed user are found', async () => {
  const { integrationKey } = environment.integration
  const [acme, adatum] = environment.tenants.filter(({ status }) => status === 'live')
  const [first = '', second = ''] = [acme, adatum].map((tenant) => tenant?.users.default ?? '')
  docusign.state.revokeConsent(integrationKey, first)
  docusign.state.setUserActive(second, false)
  const report = await smoke()
  expect(exitCode(report)).toBe(1)
  expect(report.summary.failures).toEqual({ consent_required: 1, user_not_found: 1 })
  docusign.state.grantConsent({
    integrationKey,
    userId: first,
    scopes: ['signature', 'impersonation'],
  })
  docusign.state.setUserActive(second, true)
  expect(exitCode(await smoke())).toBe(0)
})

test('another key, and a deleted one, fail for everybody', async () => {
  expect(exitCode(await smoke('another'))).toBe(3)
  docusign.state.deleteKeyPair(environment.integration.integrationKey, keyPairId)
  const report = await smoke()
  expect(exitCode(report)).toBe(3)
  expect(report.canary.failure?.class).toBe('key_rejected')
})
