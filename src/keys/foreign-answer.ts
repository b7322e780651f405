import type { SecretClientOptions } from '@azure/keyvault-secrets'

/** Something between this machine and a vault answered, such as a proxy: nothing is known of the vault. */
export class ForeignAnswer extends Error {
  /** HTTP status. */
  readonly status: number
  /** What names its request, for {@link proxyOfError}. */
  readonly request: unknown

  constructor(status: number, request: unknown) {
    super('not the answer of a vault')
    this.status = status
    this.request = request
  }
}

type AdditionalPolicy = NonNullable<SecretClientOptions['additionalPolicies']>[number]

/**
 * Ends calls with a {@link ForeignAnswer} when a refusal is none of the vault's: it has no request id, and
 * its body is no error of Azure's. The proxy agent of Azure's clients passes on a proxy's own answer as if
 * it were the vault's, and the clients throw a `TypeError` for a body that is empty.
 */
export const refuseForeignAnswers: AdditionalPolicy = {
  position: 'perCall',
  policy: {
    name: 'ikctlForeignAnswers',
    async sendRequest(request, next) {
      const response = await next(request)
      const { status, headers, bodyAsText } = response
      if (status < 400 || headers.has('x-ms-request-id') || isAzureError(bodyAsText)) {
        return response
      }
      throw new ForeignAnswer(status, request)
    },
  },
}

// --- internal ---

function isAzureError(text: string | null | undefined): boolean {
  try {
    return typeof JSON.parse(text ?? '').error === 'object'
  } catch {
    return false
  }
}
