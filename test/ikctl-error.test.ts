import { expect, test } from 'vitest'
import { IkctlError } from '../src/ikctl-error.ts'

test('an error has the name of its class, also as the bundle writes it', () => {
  class SignerError extends IkctlError {
    readonly code = 'ERR_SIGNER'
  }
  class _SignerError extends SignerError {}
  expect(String(new SignerError('no answer'))).toBe('SignerError: no answer')
  expect(String(new _SignerError('no answer'))).toBe('SignerError: no answer')
})
