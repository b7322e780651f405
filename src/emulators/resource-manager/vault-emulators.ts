import { AzureError } from './azure-error.ts'
import type { VaultObject } from './resource-type.ts'
import { at, listAt, type Properties, textAt } from './values.ts'

/**
 * Makes a key or writes a secret in the Key Vault emulator that stands for a vault, so that what a
 * deployment makes can be used.
 *
 * @param url of the vault.
 * @param type `azure-native:keyvault:Key` or `azure-native:keyvault:Secret`.
 * @param name of the key or secret.
 * @returns the id with its version.
 * @throws AzureError when a key of that name is there, or the emulator refuses.
 */
export async function writeToVault(
  url: string,
  type: string,
  name: string,
  { properties = {}, tags }: Properties,
): Promise<VaultObject> {
  const { enabled, expires, notBefore } = (at(properties, 'attributes') ?? {}) as Properties
  const common = { name, tags, attributes: { enabled, exp: expires, nbf: notBefore } }
  if (type === 'azure-native:keyvault:Secret') {
    const { value, contentType } = properties as Properties
    const secret = await send('POST', `${url}/emulator/secrets`, { ...common, value, contentType })
    return { id: textAt(secret, 'id') }
  }
  // The vault gives an existing key back as it is; the plugin looks first, and refuses to take it over.
  const state = await send('GET', `${url}/emulator/state`)
  if (listAt(state, 'keys.live').includes(name)) {
    throw new AzureError(409, 'AlreadyExists', `cannot create already existing resource '${name}'`)
  }
  const { kty, keySize, curveName, keyOps } = properties as Properties
  const key = await send('POST', `${url}/emulator/keys`, {
    ...common,
    kty,
    key_size: keySize,
    crv: curveName,
    key_ops: keyOps,
  })
  return { id: textAt(key, 'key.kid') }
}

/** Deletes a key or secret in the emulator; one that is not there is fine. */
export async function deleteInVault(url: string, type: string, name: string): Promise<void> {
  const kind = type === 'azure-native:keyvault:Key' ? 'keys' : 'secrets'
  await send('DELETE', `${url}/emulator/${kind}/${name}`)
}

// --- internal ---

async function send(method: string, url: string, body?: object): Promise<Properties> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch (cause) {
    throw new AzureError(
      503,
      'VaultEmulatorUnreachable',
      `${method} ${url} failed: ${reason(cause)}. Is the Key Vault emulator running, and does NODE_EXTRA_CA_CERTS name its certificate authority?`,
    )
  }
  const answer = (await response.json()) as Properties
  if (response.ok) return answer
  const message = textAt(answer, 'error.message') || textAt(answer, 'error')
  throw new AzureError(response.status, textAt(answer, 'error.code') || 'BadParameter', message)
}

function reason(cause: unknown): string {
  const error = cause as { message?: string; cause?: { message?: string; code?: string } }
  return error.cause?.code ?? error.cause?.message ?? error.message ?? String(cause)
}
