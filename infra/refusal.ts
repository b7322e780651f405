import { RunError } from '@pulumi/pulumi'

/** An error that Pulumi shows as its message alone. */
export function refusal(message: string): RunError {
  const error = new RunError(message)
  // Pulumi never shows the stack of a RunError, but colours it first: half a minute was measured.
  error.stack = ''
  return error
}
