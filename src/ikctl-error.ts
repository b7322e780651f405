/**
 * The base of every error that ikctl throws for a reason outside the caller's code: a file, a
 * vault, a server. A mistake of the caller is a `TypeError`.
 *
 * The message says what happened and what to do next, and never holds a secret.
 */
export abstract class IkctlError extends Error {
  /** Stable: may be relied upon by programs. */
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    // esbuild puts an underscore before the name of a class that refers to itself.
    this.name = new.target.name.replace(/^_/, '')
  }
}
