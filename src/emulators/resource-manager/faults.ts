import { setTimeout as delay } from 'node:timers/promises'
import { type AzureFault, editAzure } from './azure.ts'
import { AzureError } from './azure-error.ts'

/** One thing that the plugin does with one resource. */
export interface Operation {
  operation: Exclude<AzureFault['operation'], '*'>
  type: string
  name: string
}

/** What a fault does to an operation that was let through. */
export type Outcome = { when: 'middle' | 'lost'; error: AzureError } | undefined

/**
 * Lets the first fault that meets an operation happen. Failures that pass (408, 429, 5xx, and 409 because
 * something else is under way) are tried again three times, as the plugin does, only without its pauses
 * of 20, 60 and 120 seconds.
 *
 * @param file where the stand-in keeps its Azure.
 * @throws AzureError unless the operation is to be done, whatever happens afterwards.
 */
export async function meetFaults(
  file: string,
  operation: Operation,
  signal: AbortSignal,
): Promise<Outcome> {
  for (let attempt = 0; ; attempt += 1) {
    const fault = take(file, operation)
    if (fault === undefined) return undefined
    await delay(fault.delayMs ?? 0, undefined, { signal })
    if (fault.status === undefined) return undefined
    const error = errorOf(fault, fault.status)
    if (fault.when === 'middle' || fault.when === 'lost') return { when: fault.when, error }
    if (!passes(error) || attempt === 3) throw error
  }
}

// --- internal ---

function take(file: string, { operation, type, name }: Operation): AzureFault | undefined {
  return editAzure(file, ({ faults }) => {
    const index = faults.findIndex(
      (fault) =>
        [operation, '*'].includes(fault.operation) &&
        (fault.type ?? type) === type &&
        (fault.name ?? name).toLowerCase() === name.toLowerCase(),
    )
    const fault = faults[index]
    if (fault?.times !== undefined) {
      fault.times -= 1
      if (fault.times <= 0) faults.splice(index, 1)
    }
    return fault && { ...fault }
  })
}

function passes({ status, code }: AzureError): boolean {
  if (status === 409) return code === 'AnotherOperationInProgress'
  return status === 408 || status === 429 || status >= 500
}

function errorOf({ code, message }: AzureFault, status: number): AzureError {
  const [defaultCode, defaultMessage] = wordings[status] ?? ['Failed', 'The operation failed.']
  return new AzureError(status, code ?? defaultCode, message ?? defaultMessage)
}

const wordings: Record<number, [code: string, message: string]> = {
  403: [
    'AuthorizationFailed',
    'The client does not have authorization to perform the action over the scope, or the scope is invalid.',
  ],
  409: ['Conflict', 'The resource is in a state in which this cannot be done.'],
  429: [
    'TooManyRequests',
    'The number of requests has exceeded the limit. Please try again later.',
  ],
  500: ['InternalServerError', 'Encountered internal server error.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
}
