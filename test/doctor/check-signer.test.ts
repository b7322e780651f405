import { describe, expect, test } from 'vitest'
import { checkSigner } from '../../src/doctor/check-signer.ts'
import { SignerError, toSignerError, type VaultAttempt } from '../../src/keys/signer-error.ts'

const check = (error: unknown) =>
  checkSigner(() => Promise.reject(error), { source: 'key pair 2026-05', isVault: true })

const forbidden = Object.assign(new Error('x'), { statusCode: 403, code: 'Forbidden' })

describe('a vault that refuses', () => {
  test.each<[VaultAttempt, step: string, right: string]>([
    ['read key', 'vault', 'keys/read'],
    ['read secret', 'vault', 'secrets/getSecret/action'],
    ['sign', 'signature', 'keys/sign/action'],
  ])('to %s: the step, and the right that is missing', async (attempt, step, right) => {
    // The words of the message decide nothing.
    for (const object of ['https://kv.example/a', 'could not sign', 'could not read secret']) {
      const error = toSignerError(forbidden, { attempt, object })
      expect(error.attempt).toBe(attempt)
      const { steps } = await check(error)
      const failed = steps.filter(({ verdict }) => verdict === 'failed')
      expect(failed.map(({ id }) => id)).toEqual([step])
      expect(failed[0]?.action).toContain(`Microsoft.KeyVault/vaults/${right} `)
    }
  })
})

test('a key that was read but may not sign is about the signature', async () => {
  const { steps } = await check(new SignerError('key_not_usable', 'key x is disabled in the vault'))
  expect(steps.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['vault', 'passed'],
    ['signature', 'failed'],
  ])
})
