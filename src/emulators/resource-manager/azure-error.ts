/**
 * A refusal in the words of Azure Resource Manager, as the plugin shows it.
 *
 * The codes are the service's own where they are publicly known; messages say the same as the service's.
 */
export class AzureError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(`Status=${status} Code="${code}" Message="${message}"`)
    this.name = 'AzureError'
    this.status = status
    this.code = code
  }
}
