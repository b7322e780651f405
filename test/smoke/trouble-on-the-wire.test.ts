import { expect, onTestFinished, test } from 'vitest'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { createCertificateAuthority } from '../../src/emulators/certificate-authority.ts'
import { startDocusignEmulator } from '../../src/emulators/docusign/start-docusign-emulator.ts'
import { emulatedState } from '../../src/emulators/emulated-state.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { systemTimers, type Timers } from '../../src/pace/timers.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { runSmoke, type SmokeOptions } from '../../src/smoke/run-smoke.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

/** The run's pauses pass twenty times as fast; what happens on the wire takes its time. */
const fastTimers: Timers = {
  now: () => systemTimers.now() * 20,
  date: systemTimers.date,
  after: (ms, callback) => systemTimers.after(ms / 20, callback),
}

/** 5 % server errors, 2 % resets, 1 % hangs. */
const passing = [
  { operation: '*', status: 500, probability: 0.05 },
  { operation: '*', connection: 'reset', probability: 0.02 },
  { operation: '*', connection: 'hang', probability: 0.01 },
] as const
/** More requests than can be under way at one time. */
const storm = { operation: '*', status: 429, headers: { 'Retry-After': '3' }, times: 18 }

function verdicts({ tenants }: SmokeReport) {
  return tenants.map(({ id, logins }) => {
    return `${id} ${logins[0]?.outcome.replace('passed_after_retry', 'passed')}`
  })
}

test('real errors, resets, hangs and a storm of 429 change no verdict, for little more traffic', async () => {
  const count = 300
  const environment = smokeEnvironment(
    Array.from({ length: count }, (_, number) => smokeTenant(number)),
  )
  const { integrationKey } = environment.integration
  const { privateKey, publicKey } = await rsaKeyPair()
  const authority = await createCertificateAuthority()
  const docusign = await startDocusignEmulator({ authority, state: emulatedState(environment) })
  onTestFinished(() => docusign.close())
  docusign.state.uploadKeyPair(
    integrationKey,
    publicKey.export({ format: 'pem', type: 'spki' }) as string,
  )
  for (const { users } of environment.tenants.filter((_, number) => number % 50 === 7)) {
    docusign.state.revokeConsent(integrationKey, users.default ?? '')
  }

  const smoke = async (options: Partial<SmokeOptions> = {}) => {
    const client = createOAuthClient({
      ...{ origin: docusign.url, ca: authority.certificate, connections: 16 },
      timeouts: { headersMs: 600 },
    })
    try {
      return await runSmoke({
        environment,
        platform: oauthPlatform('emulator', docusign.url),
        signer: pemSigner(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string),
        client,
        concurrency: 16,
        timers: fastTimers,
        random: seededRandom(1),
        toolVersion: '0.0.0',
        ...options,
      })
    } finally {
      await client.close()
    }
  }

  const clean = await smoke()
  expect(clean.summary.outcomes).toEqual({ passed: count - 6, failed: 6 })

  docusign.requests.clear()
  docusign.faults.replace(passing)
  let isStormy = false
  const report = await smoke({
    onProgress({ done }) {
      if (isStormy || done < count / 3) return
      isStormy = true
      docusign.faults.replace([storm, ...passing])
    },
  })
  const { token = {}, userinfo = {} } = docusign.requests.list()
  expect(Number(token.fault) + Number(userinfo.fault)).toBeGreaterThan(40)
  expect(docusign.faults.list()).toHaveLength(3)
  expect(verdicts(report)).toEqual(verdicts(clean))
  expect(report.summary.outcomes.passed_after_retry).toBeGreaterThan(20)
  expect(report.summary.requests).toBeLessThan(1.2 * clean.summary.requests)
})
