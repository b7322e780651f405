import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Environment, KeyPair } from '../../src/config/environment.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { editKeyPairs } from '../../src/rotation/edit-key-pairs.ts'

/** Where a rehearsal's configuration points. */
export interface RehearsedConfiguration {
  environment: Environment
  /** Of the emulators. */
  vaults: { signing: string; settings: string }
  /** What signs at the start, as the emulators have made it; absent: nothing does. */
  active?: { id: string; keyPair: KeyPair; publicKey: string } | undefined
  /** The file of a tenant that stands in where there is no live one. */
  standIn?: { id: string; text: string } | undefined
}

/**
 * Copies the configuration of an environment for a rehearsal: the same tenants, scopes, redirect URIs and
 * policy, with the emulators as its platform, and of its key pairs the one that signs.
 *
 * @param from the folder that holds `config/`.
 * @param to likewise.
 */
export function copyConfiguration(
  from: string,
  to: string,
  { environment, vaults, active, standIn }: RehearsedConfiguration,
): void {
  const { path } = environment
  const file = (...names: string[]) => join(to, path, ...names)
  mkdirSync(file('tenants'), { recursive: true })
  const settings = join('config', 'ikctl.yaml')
  if (existsSync(join(from, settings))) copyFileSync(join(from, settings), join(to, settings))
  for (const { id } of environment.tenants) {
    copyFileSync(join(from, path, 'tenants', `${id}.yaml`), file('tenants', `${id}.yaml`))
  }
  if (standIn !== undefined) replaceFile(file('tenants', `${standIn.id}.yaml`), standIn.text)
  const integration = parseDocument(readFileSync(join(from, path, 'integration.yaml'), 'utf8'))
  integration.set('platform', 'emulator')
  integration.setIn(['vaults', 'signing'], vaults.signing)
  integration.setIn(['vaults', 'settings'], vaults.settings)
  // They are in the real vaults.
  integration.delete('clientSecrets')
  if (environment.integration.webhooks?.hmacKeys) integration.deleteIn(['webhooks', 'hmacKeys'])
  replaceFile(file('integration.yaml'), String(integration))
  const pairs = new Map(active && [[active.id, active.keyPair]])
  replaceFile(file('key-pairs.yaml'), editKeyPairs('keyPairs: {}\n', pairs))
  if (active !== undefined) replaceFile(file('public-keys', `${active.id}.pem`), active.publicKey)
}
