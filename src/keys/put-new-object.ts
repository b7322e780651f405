import { SignerError, toSignerError } from './signer-error.ts'

/** An object that a vault is to hold, under a name that nobody has had. */
export interface NewObject {
  name: string
  vaultUrl: string
  /** The id, with version, of what has the name already. */
  find(): Promise<string | undefined>
  /** @returns the id, with version, of what was written. */
  write(): Promise<string | undefined>
  /**
   * What to throw when the name is taken.
   *
   * @param present the id of what has it; absent: a deleted object keeps it.
   */
  refusal(present?: string): Error
}

/**
 * Puts an object into a vault whose name must be free: the vault would add a version to one that is
 * there, and anyone who names no version would get another key or secret.
 *
 * @returns its id, with version.
 * @throws {SignerError} when the vault refuses or does not answer; what `refusal` gives.
 */
export async function putNewObject(object: NewObject): Promise<string> {
  const { name, vaultUrl } = object
  const present = await object.find().catch((error: unknown) => {
    const failure = toSignerError(error, `look for ${name} in ${vaultUrl}`)
    if (failure.reason === 'not_found') return undefined
    throw failure
  })
  if (present !== undefined) throw object.refusal(present)
  const id = await object.write().catch((error: unknown) => {
    const failure = toSignerError(error, `store ${name} in ${vaultUrl}`)
    throw failure.status === 409 ? object.refusal() : failure
  })
  if (id !== undefined) return id
  throw new SignerError('failed', `${vaultUrl} stored "${name}" but did not say under which id`)
}
