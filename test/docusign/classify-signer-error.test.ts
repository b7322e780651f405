import { expect, test } from 'vitest'
import { classifySignerError } from '../../src/docusign/classify-signer-error.ts'
import type { SignerFailure } from '../../src/failure/failure-table.ts'
import { SignerError } from '../../src/keys/signer-error.ts'

test.each<[SignerFailure, string, string, boolean]>([
  ['throttled', 'signer_unavailable', 'host', true],
  ['unavailable', 'signer_unavailable', 'host', true],
  ['unreachable', 'signer_unavailable', 'host', true],
  ['foreign_answer', 'signer_unavailable', 'host', true],
  ['no_credential', 'signer_unavailable', 'host', false],
  ['kept_out', 'signer_unavailable', 'host', false],
  ['untrusted', 'signer_unavailable', 'host', false],
  ['failed', 'signer_unavailable', 'host', true],
  ['unauthorized', 'signer_error', 'app', false],
  ['forbidden', 'signer_error', 'app', false],
  ['not_found', 'signer_error', 'app', false],
  ['key_not_usable', 'signer_error', 'app', false],
  ['wrong_key', 'signer_error', 'app', false],
])('%s', (reason, failureClass, scope, retryable) => {
  const error = new SignerError(reason, 'could not sign', { status: 418, sourceCode: 'Teapot' })
  expect(classifySignerError(error)).toMatchObject({
    ...{ class: failureClass, scope },
    phase: 'sign',
    retryable,
    message: 'could not sign',
    status: 418,
    networkCode: 'Teapot',
  })
})

test.each([new Error('canary'), 'canary', { message: 'canary' }, null])(
  'anything else proves nothing, and is not shown',
  (error) => {
    const failure = classifySignerError(error)
    expect(failure).toMatchObject({ class: 'signer_unavailable', retryable: false })
    expect(JSON.stringify(failure)).not.toContain('canary')
  },
)
