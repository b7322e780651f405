import { expect, test } from 'vitest'
import { classifySignerError } from '../../src/docusign/classify-signer-error.ts'
import { SignerError, type SignerFailure } from '../../src/keys/signer-error.ts'

test.each<[SignerFailure, boolean]>([
  ['throttled', true],
  ['unavailable', true],
  ['forbidden', false],
  ['wrong_key', false],
])('%s', (reason, retryable) => {
  const error = new SignerError(reason, 'could not sign', { status: 418, sourceCode: 'Teapot' })
  expect(classifySignerError(error)).toMatchObject({
    class: 'signer_error',
    scope: 'app',
    phase: 'sign',
    retryable,
    message: 'could not sign',
    status: 418,
    networkCode: 'Teapot',
  })
})

test.each([new Error('canary'), 'canary', { message: 'canary' }, null])(
  'fails closed on anything else',
  (error) => {
    const failure = classifySignerError(error)
    expect(failure).toMatchObject({ class: 'signer_error', retryable: false })
    expect(JSON.stringify(failure)).not.toContain('canary')
  },
)
